import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call } from "../tools/command-line.js";

const { folder } = temporaryFolder();
const page = readFileSync(join(ROOT, "docs/engines.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text]) => text!);

/** Clusters that the page names and this machine has not: their options are checked, and their tables are the demo's. */
const STAND_INS = `
import { settingsOf as settingsOfTrino } from ${JSON.stringify(join(ROOT, "src/tables/trino/options.ts"))};
import { settingsOf as settingsOfSpark } from ${JSON.stringify(join(ROOT, "src/tables/spark/options.ts"))};
const demo = (name: string) => lazyTable(name, async () => asTable(await load(\`data/\${name.split(".").at(-1)}.csv\`)));
const trino: typeof trinoOf = async (options) => { await settingsOfTrino(options); return { version: "", table: (name) => demo(String(name)) }; };
const spark: typeof sparkOf = async (options) => { settingsOfSpark(options); return { version: "", table: (name) => demo(String(name)), close() {} }; };
`;

describe("docs/engines.md", () => {
  test("every option of its commands is one that npm run cluster has", async () => {
    const { stdout } = await call("cluster", ["--help"]);
    const commands = blocks("sh")
      .flatMap((text) => text.trim().split("\n"))
      .filter((line) => line.includes("run cluster"));
    expect(commands.length).toBeGreaterThan(3);
    for (const command of commands) {
      const own =
        command
          .replace(/\s+#.*$/, "")
          .split(" --run ")[0]!
          .split(" -- ")[1]
          ?.split(" ") ?? [];
      for (const option of own) expect(stdout, command).toMatch(new RegExp(`^ +${option}\\b`, "m"));
    }
  });

  test("its code runs, and its options are those of the engines", () => {
    const imports = [
      `import { asTable, csat, duckdb, load, nps } from ${JSON.stringify(join(ROOT, "src/index.ts"))};`,
      `import { lazyTable } from ${JSON.stringify(join(ROOT, "src/tables/lazy-table.ts"))};`,
      `import type { trino as trinoOf } from ${JSON.stringify(join(ROOT, "src/tables/trino/trino.ts"))};`,
      `import type { spark as sparkOf } from ${JSON.stringify(join(ROOT, "src/tables/spark/spark.ts"))};`,
    ];
    const end = `if (JSON.stringify(one.rows) !== JSON.stringify(same.rows)) throw new Error("not the same");
if (score.overall.n === 0 || rated.overall.n === 0 || patient.version !== "" || others.name !== "warehouse.crm.complaints") throw new Error("not asked");
console.log("done");`;
    const file = join(folder, "page.mts");
    writeFileSync(file, [...imports, STAND_INS, ...blocks("ts"), end].join("\n"));
    const env = {
      ...process.env,
      VAFA_TRINO_PASSWORD: "x",
      VAFA_SPARK_TOKEN: "x",
      VAFA_SPARK_PYTHON: process.execPath,
    };
    const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file], {
      cwd: ROOT,
      encoding: "utf8",
      env,
    });
    expect([stdout, stderr]).toEqual(["done\n", ""]);
  });

  test("its table of options names those that there are", () => {
    const options = readFileSync(join(ROOT, "src/tables/trino/options.ts"), "utf8").split(
      "export interface TrinoOptions",
    )[1]!;
    const there = [...options.split("\n}")[0]!.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name!);
    const rows = page.split("| option | |")[1]!.split("\n\n")[0]!;
    const named = [...rows.matchAll(/^\| (`.+?`) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`(\w+)`/g)].map(([, name]) => name!),
    );
    expect(named.sort()).toEqual(there.sort());
  });
});
