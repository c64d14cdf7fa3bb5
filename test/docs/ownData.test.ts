import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPackage } from "../../src/datasets/descriptor/read-package.js";
import { ROLES } from "../../src/datasets/schema.js";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call } from "../tools/command-line.js";

const { folder } = temporaryFolder();
/** Reports are written inside the folder that the command is run in. */
const OUT = join(".cache", `own-data-test-${process.pid}`);
afterAll(() => rmSync(join(ROOT, OUT), { recursive: true, force: true }));
const page = readFileSync(join(ROOT, "docs/own-data.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text]) => text!);

/** What a reader of the page has: answers, one of them out of range. */
const SURVEY = `response,recommend,segment,date\n${Array.from({ length: 60 }, (_, i) => `R${i},${(i * 7) % 11},${i % 2 ? "new" : "old"},2026-0${1 + (i % 6)}-15`).join("\n")}\n`;

beforeAll(() => writeFileSync(join(folder, "survey.csv"), SURVEY));

/** A command of the page, with its files in the folder of this test. */
const inFolder = (command: string) => {
  const [, tool, rest = ""] = /^npm run (\w+) -- (.*)$/.exec(command.replace(/\s+#.*$/, ""))!;
  return { tool: tool!, args: rest.split(/\s+/).map((arg) => (/\.(csv|yaml)$/.test(arg) ? join(folder, arg) : arg)) };
};

describe("docs/own-data.md", () => {
  test("its commands run: check proposes the schema that the next ones take", async () => {
    const commands = blocks("sh").flatMap((text) => text.trim().split("\n"));
    expect(commands.map((command) => command.split(" ")[2])).toEqual(["check", "check", "report", "report", "report"]);
    for (const command of commands) {
      const { tool, args } = inFolder(command);
      const only = command.includes("--compare") ? "changes" : "recommendation";
      const more = tool === "report" ? ["--only", only, "--out", join(OUT, only)] : [];
      expect(await call(tool, [...args, ...more]), command).toMatchObject({ code: 0, stderr: "" });
    }
    expect(existsSync(join(folder, "survey.schema.yaml"))).toBe(true);
    expect(existsSync(join(ROOT, OUT, "changes", "changes.html"))).toBe(true);
    expect(existsSync(join(ROOT, OUT, "recommendation", "recommendation.html"))).toBe(true);
  });

  test("its code runs, piece after piece", () => {
    const code = blocks("ts").map((text, i) => (i < 2 ? `{\n${text}}` : text));
    const names = ["load", "nps", "readSchema", "reading", "tableWith", "writeCsv", "writeXlsx"];
    const imports = `import { ${names.join(", ")} } from ${JSON.stringify(join(ROOT, "src/index.ts"))};`;
    writeFileSync(
      join(folder, "page.mts"),
      `${imports}\nprocess.chdir(${JSON.stringify(folder)});\n${code.join("\n")}\nconsole.log("done");\n`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", join(folder, "page.mts")], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect([stdout, stderr]).toEqual(["done\n", ""]);
  });

  test("its description is one, and its roles are all there are", async () => {
    const [yaml] = blocks("yaml");
    writeFileSync(join(folder, "shop.yaml"), yaml!);
    expect((await readPackage(join(folder, "shop.yaml"))).tables[0]!.layout).toMatchObject({ export: "qualtrics" });
    const rows = page.split("## Roles")[1]!.split("\n## ")[0]!;
    const named = [...rows.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
    );
    expect(named.sort()).toEqual([...ROLES].sort());
  });
});
