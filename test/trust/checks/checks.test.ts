import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { ROOT } from "../../../tools/setup/places.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { figure, WHOLE } from "../sized.js";

const { folder } = temporaryFolder();
const copy = join(folder, "copy");

/** The committed files as they stand now, in a folder of their own; packages are those of the project. */
beforeAll(() => {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: ROOT, encoding: "utf8" }).split("\0").filter(Boolean);
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file), { force: true });
  }
  for (const name of ["node_modules", ".venv"]) symlinkSync(join(ROOT, name), join(copy, name));
});

const bin = (name: string) => join("node_modules", name);
const TESTS = [bin("vitest/vitest.mjs"), "run", "--maxWorkers=1"];

interface Check {
  /** What the check holds. */
  readonly about: string;
  readonly command: readonly string[];
  readonly file: string;
  /** How it is broken; a file that is not there yet is an empty text. */
  readonly broken: (text: string) => string;
  readonly says: RegExp;
  /** Also in `npm test`: quick. */
  readonly isSampled?: true;
}

const added = (line: string) => (text: string) => `${text}\n${line}\n`;

const CHECKS: readonly Check[] = [
  {
    about: "types",
    command: [bin("typescript/bin/tsc"), "-p", ".", "--noEmit"],
    file: "src/statistics/root.ts",
    broken: added('export const wrong: number = "text";'),
    says: /root\.ts.*TS2322/,
  },
  {
    about: "types, by the compiler of the notebooks",
    command: [bin("@tslab/typescript-for-tslab/bin/tsc"), "-p", "tsconfig.kernel.json"],
    file: "src/statistics/root.ts",
    broken: added("export const sorted = [2, 1].toSorted();"),
    says: /root\.ts.*toSorted/,
  },
  {
    about: "format",
    command: [bin("@biomejs/biome/bin/biome"), "ci", "src/statistics"],
    file: "src/statistics/root.ts",
    broken: added("export   const loose = 'x'"),
    says: /root\.ts format/,
    isSampled: true,
  },
  {
    about: "rules of the code",
    command: [bin("@biomejs/biome/bin/biome"), "ci", "src/statistics"],
    file: "src/statistics/root.ts",
    broken: added("export const loose = (x: any) => x;"),
    says: /noExplicitAny/,
    isSampled: true,
  },
  {
    about: "nothing that nobody uses",
    command: [bin("knip/bin/knip.js")],
    file: "src/statistics/nobody.ts",
    broken: () => "export const nobody = 1;\n",
    says: /nobody\.ts/,
  },
  {
    about: "directions of imports",
    command: [...TESTS, "test/house/imports.test.ts"],
    file: "src/tables/table-like.ts",
    broken: (text) => `import "../metrics/result.js";\n${text}`,
    says: /table-like/,
    isSampled: true,
  },
  {
    about: "examples in comments",
    command: [...TESTS, "test/house/examples.test.ts"],
    file: "src/metrics/nps/npsDifference.ts",
    broken: (text) => text.replace("detractors: 12 }).statistic // 0.929", "detractors: 12 }).statistic // 0.928"),
    says: /0\.928/,
  },
  {
    about: "texts without their Persian",
    command: [...TESTS, "test/language"],
    file: "src/format/changes.ts",
    broken: added("export const unsaid = words`nobody has said this in Persian`;"),
    says: /nobody has said this/,
  },
  {
    about: "the glossary",
    command: [...TESTS, "test/language"],
    file: "docs/glossary.md",
    broken: (text) => text.replace(/شاخص رضایت مشتری/g, "شاخص دیگر"),
    says: /glossary/,
  },
  {
    about: "tables of the demo company",
    command: [...TESTS, "test/datasets/demo-tables.test.ts"],
    file: "data/customers.csv",
    broken: (text) => text.replace(/\n([^\n]*)\n$/, "\n$1 \n"),
    says: /customers\.csv is stale/,
  },
  {
    about: "the compiled scan of CSV",
    command: ["--import", "tsx", "tools/compile-scan.ts", "--compare"],
    file: "tools/wasm/plain-records.ts",
    broken: added("export const more: i32 = 1;\nexport function another(): i32 { return more; }"),
    says: /compile-scan/,
  },
  {
    about: "rules of notebooks",
    command: [...TESTS, "test/house/notebooks.test.ts"],
    file: "notebooks/01-nps.ipynb",
    broken: (text) => text.replace('"execution_count": 2', '"execution_count": 3'),
    says: /01-nps/,
  },
  {
    about: "outputs of notebooks",
    command: ["--import", "tsx", "tools/notebooks.ts", "--compare", "--only", "01-nps"],
    file: "notebooks/01-nps.ipynb",
    broken: (text) =>
      text.replace(/"text\/markdown": \[\s*"([^"]*)\d/, (all) =>
        all.replace(/\d$/, (digit) => `${(Number(digit) + 1) % 10}`),
      ),
    says: /01-nps.*cell \d+/,
  },
];

const TRIED = WHOLE ? CHECKS : CHECKS.filter(({ isSampled }) => isSampled);

test("every check of the project fails where what it holds is broken, and says where", (context) => {
  const asleep: string[] = [];
  for (const { about, command, file, broken, says } of TRIED) {
    const place = join(copy, file);
    const text = file.endsWith("nobody.ts") ? "" : readFileSync(place, "utf8");
    const changed = broken(text);
    if (changed === text) asleep.push(`${about}: there was nothing to break`);
    writeFileSync(place, changed);
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      ...{ cwd: copy, encoding: "utf8", maxBuffer: 1e9 },
      env: { ...process.env, VAFA_TRUST: "", VAFA_TEST_REPORT: "", NO_COLOR: "1" },
    });
    if (text === "") rmSync(place);
    else writeFileSync(place, text);
    const said = stripVTControlCharacters(stdout + stderr);
    if (status === 0 || !says.test(said)) asleep.push(`${about} (exit ${status}): ${said.slice(-400)}`);
  }
  const what = "checks of the project, each broken once on a copy, that say nothing";
  figure(context, { what, cases: TRIED.length, found: `${asleep.length}`, bar: "0", held: asleep.length === 0 });
  expect(asleep).toEqual([]);
});
