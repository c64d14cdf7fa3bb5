import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { answerPicture, FRONT } from "../../tools/commit/front-picture.js";
import { findNotebooks } from "../../tools/run/find-notebooks.js";
import { readNotebook, textOf } from "../../tools/run/notebook.js";

const root = resolve(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const index = readFileSync(join(root, "src/index.ts"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

/** Functions the index takes from metrics/, types left out. */
function metricNames(): string[] {
  const groups = index.matchAll(/export \{([^}]*)\} from "\.\/metrics\//g);
  return [...groups].flatMap(([, names = ""]) =>
    names.split(",").flatMap((name) => (/^\s*(type\s.*)?$/.test(name) ? [] : [name.trim()])),
  );
}

const section = (title: string) => readme.split(/^## /m).find((part) => part.startsWith(title)) ?? "";

describe("README", () => {
  test("its table of metrics names every metric there is, and no other", () => {
    const rows = section("Metrics")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const named = rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
    expect(named.sort()).toEqual(metricNames().sort());
  });

  test("its commands exist, and every command is in it", () => {
    const named = new Set(
      [...readme.matchAll(/npm (?:run ([\w-]+)|(start|test))\b/g)].map(([, run, plain]) => run ?? plain!),
    );
    for (const name of named) expect(scripts, name).toHaveProperty(name);
    for (const name of Object.keys(scripts)) if (name !== "check") expect([...named]).toContain(name);
  });

  test("it asks what the notebooks ask, and lists all of them but the studies, which have a list of their own", () => {
    const rows = [...readme.matchAll(/^\| \[.+\]\((notebooks\/.+\.ipynb)\) \| (.+) \|$/gm)];
    const listed = rows.map(([, file, question]) => [file, question]);
    const own = findNotebooks(join(root, "notebooks")).filter(({ stem }) => !stem.startsWith("studies/"));
    const found = own.map(({ name, file }) => {
      const [first] = readNotebook(file, name).cells;
      return [name, textOf(first!.source).split("\n")[0]!.replace(/^# /, "")];
    });
    expect(listed).toEqual(found);
  });

  test("its links lead somewhere", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !link.startsWith("https://") && !existsSync(join(root, link)))).toEqual([]);
  });

  test("its layout names the folders there are", () => {
    const layout = section("Layout");
    for (const folder of ["notebooks", "kernel", "tools", "bench", "data", "docs", "test"]) {
      expect(layout).toContain(`${folder}/`);
      expect(existsSync(join(root, folder)), folder).toBe(true);
    }
  });

  test("its picture is the one that the notebook draws", () => {
    const picture = answerPicture(readNotebook(join(root, "notebooks", `${FRONT.stem}.ipynb`), FRONT.stem));
    expect(readme).toContain(`](${FRONT.picture})`);
    expect(picture?.equals(readFileSync(join(root, FRONT.picture)))).toBe(true);
  });

  test("its example runs as it stands", () => {
    const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    mkdirSync(join(root, ".cache"), { recursive: true });
    const folder = mkdtempSync(join(root, ".cache", "readme-"));
    writeFileSync(join(folder, "example.mts"), example);
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
    const run = spawnSync(process.execPath, [tsx, join(folder, "example.mts")], { cwd: root, encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(run.stderr).toBe("");
    expect(run.stdout).toMatch(/NPS in points with 95% intervals: All \+\d+ \(\d+ to \d+\), n = 5,265; Business/);
  });
});
