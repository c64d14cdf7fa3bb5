import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { whyAlways } from "../../tools/run/kept/always.js";
import { executedInWords } from "../../tools/run/kept/executed-in-words.js";
import { FileHashes } from "../../tools/run/kept/file-hashes.js";
import { KeptRuns, keptRuns } from "../../tools/run/kept/kept-runs.js";
import { unlessStanding } from "../../tools/run/kept/unless-standing.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { code, markdown } from "./written-notebook.js";

const { folder } = temporaryFolder();

/** A little project of its own: sources, data, and tables of somebody's elsewhere. */
let root: string;
let count = 0;
const LONG_AGO = new Date(2026, 0, 1);

function write(name: string, text: string, when = LONG_AGO): void {
  const file = join(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  utimesSync(file, when, when);
}

beforeEach(() => {
  root = join(folder, `project-${count++}`);
  write("src/nps.ts", "export const nps = 1;");
  write("kernel/main.ts", "run();");
  write("data/survey.csv", "score\n9\n");
  write("elsewhere/answers.csv", "score\n7\n");
  const table = "{ name: answers, path: answers.csv, schema: { fields: [{ name: score, type: integer }] } }";
  write("elsewhere/mydata.yaml", `name: mine\nresources:\n  - ${table}\n`);
});

type Cells = Parameters<typeof notebook>[0];
function notebook(cells: readonly ReturnType<typeof code>[], name = "one"): Parameters<KeptRuns["keyOf"]>[0] {
  const file = join(root, "notebooks", `${name}.ipynb`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return { stem: name, file, name: `notebooks/${name}.ipynb` };
}

const CELLS: Cells = [markdown("# Title"), code('await nps(await load("data/survey.csv"))')];

/** The key of a notebook, as a run that begins now makes it. */
const keyNow = (cells: Cells = CELLS, surroundings = {}) => new KeptRuns(root).keyOf(notebook(cells), surroundings);

describe("the key of a notebook", () => {
  test("is the same as long as nothing changes, whatever its outputs are", async () => {
    const first = await keyNow();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    const [title, cell] = CELLS;
    const executed = { ...cell!, execution_count: 1, outputs: [{ output_type: "stream" as const, text: "9" }] };
    expect(await keyNow([title!, executed as never])).toBe(first);
  });

  const changes: readonly (readonly [string, () => void])[] = [
    ["a source of the project", () => write("src/nps.ts", "export const nps = 2;")],
    ["a new source", () => write("src/csat.ts", "export const csat = 1;")],
    ["the kernel", () => write("kernel/main.ts", "run(1);")],
    ["the packages", () => write("package-lock.json", "{}")],
    ["the project's data", () => write("data/survey.csv", "score\n8\n")],
  ];
  for (const [what, change] of changes) {
    test(`is another one once ${what} is changed`, async () => {
      const before = await keyNow();
      change();
      expect(await keyNow()).not.toBe(before);
    });
  }

  test("is another one with another cell, parameter, text in another language, or surroundings", async () => {
    const keys = [
      await keyNow(),
      await keyNow([...CELLS, code("level = 0.9;")]),
      await keyNow([markdown("# عنوان"), CELLS[1]!]),
      await keyNow(CELLS, { VAFA_DATA: join(root, "elsewhere", "mydata.yaml") }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("knows the tables of a description that the surroundings or a cell name, wherever they lie", async () => {
    const data = join(root, "elsewhere", "mydata.yaml");
    const named = [code(`let data = ${JSON.stringify(data)};`)];
    const before = [await keyNow(CELLS, { VAFA_DATA: data }), await keyNow(named)];
    write("elsewhere/answers.csv", "score\n6\n");
    const after = [await keyNow(CELLS, { VAFA_DATA: data }), await keyNow(named)];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  test("knows every file of a folder that a cell names, and none of the project's .cache", async () => {
    const cells = [code(`load(\`\${"elsewhere/"}answers.csv\`); mkdir(".cache/made")`)];
    const before = await keyNow(cells);
    write(".cache/made/customers.parquet", "PAR1");
    expect(await keyNow(cells)).toBe(before);
    write("elsewhere/answers.csv", "score\n6\n");
    expect(await keyNow(cells)).not.toBe(before);
  });

  test("knows the variables of the environment that a cell names", async () => {
    const cells = [code("const { VAFA_KEPT_TEST } = process.env;")];
    const before = await keyNow(cells);
    process.env.VAFA_KEPT_TEST = "another";
    expect(await keyNow(cells)).not.toBe(before);
    delete process.env.VAFA_KEPT_TEST;
  });

  test("is none where a cell sees what no hash knows", async () => {
    expect(await keyNow([code("const today = new Date();")])).toBe(null);
  });
});

describe("whyAlways(code)", () => {
  const always = [
    ["await fetch(address)", "it fetches"],
    ["new Date()", "it reads the clock"],
    ["Date.now()", "it reads the clock"],
    ["Math.random()", "it draws without a seed"],
    ['load("https://example.com/a.csv")', "it names an address"],
    ['import { execSync } from "node:child_process";', "it reaches out"],
    ["trino({ server, catalog })", "it asks trino"],
    ["spark({ remote: process.env.VAFA_SPARK })", "it asks spark"],
  ] as const;
  for (const [cell, why] of always) {
    test(`${cell}: ${why}`, () => expect(whyAlways(cell, { VAFA_SPARK: "there" })).toBe(why));
  }

  test("is null for dates that stand in the code, and for a cluster whose variable is not set", () => {
    expect(whyAlways('new Date("2026-06-30"); const { fetched } = prefetch;', {})).toBe(null);
    expect(whyAlways("server = process.env.VAFA_TRINO; trino({ server })", {})).toBe(null);
  });
});

describe("KeptRuns", () => {
  const on = new Date(Date.UTC(2026, 4, 1));
  const keep = async (kept: KeptRuns, text = "executed") => {
    const place = notebook(CELLS);
    const key = (await kept.keyOf(place, {}))!;
    await kept.keep(key, place, {}, { text, on });
    return key;
  };

  test("take(key) gives what was kept, with the day on which it was executed", async () => {
    const key = await keep(new KeptRuns(root));
    expect(new KeptRuns(root).take(key)).toEqual({ text: "executed", on });
    expect(new KeptRuns(root).take("0".repeat(64))).toBe(null);
  });

  test("take(key) gives nothing where the file was damaged, cut short or lacks its note", async () => {
    const key = await keep(new KeptRuns(root));
    const file = join(root, ".cache", "executed", `${key}.ipynb`);
    writeFileSync(file, "executeD");
    expect(new KeptRuns(root).take(key)).toBe(null);
    writeFileSync(file, "executed");
    expect(new KeptRuns(root).take(key)).not.toBe(null);
    writeFileSync(file, "");
    expect(new KeptRuns(root).take(key)).toBe(null);
    rmSync(join(root, ".cache", "executed", `${key}.json`));
    expect(new KeptRuns(root).take(key)).toBe(null);
  });

  test("keep(key) keeps nothing of a notebook whose data was changed while it was executed", async () => {
    const [kept, place] = [new KeptRuns(root), notebook(CELLS)];
    const key = (await kept.keyOf(place, {}))!;
    write("data/survey.csv", "score\n1\n");
    await kept.keep(key, place, {}, { text: "executed", on });
    expect(kept.take(key)).toBe(null);
  });

  test("leaves nothing unfinished behind", async () => {
    const key = await keep(new KeptRuns(root));
    expect(readdirSync(join(root, ".cache", "executed")).sort()).toEqual([
      `${key}.ipynb`,
      `${key}.json`,
      "hashes.json",
    ]);
  });

  test("asked for all anew takes nothing, and keeps what is executed", async () => {
    const fresh = keptRuns(root, "vafa", true)!;
    const key = await keep(fresh);
    expect(fresh.take(key)).toBe(null);
    expect(keptRuns(root, "vafa", undefined)!.take(key)).not.toBe(null);
    expect(keptRuns(root, "python3", undefined)).toBe(undefined);
  });
});

describe("unlessStanding(reports, write)", () => {
  const on = new Date(Date.UTC(2026, 4, 1));
  let written = 0;

  /** A folder of one page, of a notebook that was executed and kept. */
  async function reports(how: readonly string[] = ["en"], cells: Cells = CELLS) {
    const [kept, place, out] = [new KeptRuns(root), notebook(cells), join(root, "out")];
    const all = { root, out, places: [place], surroundings: {}, how, kept };
    return unlessStanding(all, async () => {
      written++;
      const key = (await kept.keyOf(place, {}))!;
      if (key !== null) await kept.keep(key, place, {}, { text: "executed", on });
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, "page.html"), "page");
      return [{ place, seconds: 1, by: "this run" as const, on }];
    });
  }

  const times = async (run: () => Promise<unknown>) => {
    const before = written;
    await run();
    return written - before;
  };

  test("writes once, and tells of an earlier run from then on, with the day of the execution", async () => {
    expect(await times(reports)).toBe(1);
    expect(await times(reports)).toBe(0);
    expect(await reports()).toEqual([{ place: expect.anything(), seconds: 0, by: "an earlier run", on }]);
  });

  test("writes again for another audience, a source or a tool that was changed, a page that was touched or lost", async () => {
    await reports();
    expect(await times(() => reports(["fa"]))).toBe(1);
    expect(await times(() => reports(["fa"]))).toBe(0);
    for (const file of ["src/nps.ts", "tools/report/page.ts", "data/survey.csv", "out/page.html", "out/more.html"]) {
      write(file, "changed");
      expect([file, await times(() => reports(["fa"]))]).toEqual([file, 1]);
    }
    rmSync(join(root, "out", "page.html"));
    expect(await times(() => reports(["fa"]))).toBe(1);
  });

  test("writes each time what must be executed each time", async () => {
    const clock = [code("new Date()")];
    expect(await times(() => reports(["en"], clock))).toBe(1);
    expect(await times(() => reports(["en"], clock))).toBe(1);
  });
});

describe("FileHashes", () => {
  const SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const memory = () => join(root, "hashes.json");

  test("of(file) is its SHA-256, and null where there is no file", async () => {
    write("abc.txt", "abc");
    const hashes = new FileHashes(memory());
    expect(await hashes.of(join(root, "abc.txt"))).toBe(SHA_OF_ABC);
    expect(await hashes.of(join(root, "nothing.txt"))).toBe(null);
    expect(await hashes.of(root)).toBe(null);
  });

  test("of(file) reads an unchanged file once, from run to run", async () => {
    write("abc.txt", "abc");
    const first = new FileHashes(memory());
    await first.of(join(root, "abc.txt"));
    first.save();
    const known = readFileSync(memory(), "utf8");
    writeFileSync(memory(), known.replace(SHA_OF_ABC, "remembered"));
    expect(await new FileHashes(memory()).of(join(root, "abc.txt"))).toBe("remembered");
  });

  test("of(file) reads a file again that another one of the same size and time has replaced", async () => {
    write("abc.txt", "abc");
    const hashes = new FileHashes(memory());
    await hashes.of(join(root, "abc.txt"));
    write("other.txt", "xyz");
    renameSync(join(root, "other.txt"), join(root, "abc.txt"));
    expect(await hashes.of(join(root, "abc.txt"))).not.toBe(SHA_OF_ABC);
  });

  test("of(file) does not trust a file that was written this very moment", async () => {
    write("abc.txt", "abc", new Date());
    const hashes = new FileHashes(memory());
    await hashes.of(join(root, "abc.txt"));
    hashes.save();
    expect(readdirSync(root)).not.toContain("hashes.json");
  });

  test("a memory that is broken is begun anew", async () => {
    write("abc.txt", "abc");
    writeFileSync(memory(), "{");
    expect(await new FileHashes(memory()).of(join(root, "abc.txt"))).toBe(SHA_OF_ABC);
  });
});

describe("executedInWords", () => {
  const on = (by: "this run" | "an earlier run", day: number) => ({ by, on: new Date(2026, 10, day) });

  test("says how many were executed, and how many have not changed since when", () => {
    expect(executedInWords([on("this run", 30), on("this run", 30)])).toBe("2 notebooks executed and checked");
    expect(executedInWords([on("this run", 30), on("an earlier run", 29), on("an earlier run", 28)])).toBe(
      "1 notebook executed and checked, 2 unchanged since 28 November 2026",
    );
    expect(executedInWords([on("an earlier run", 30)])).toBe(
      "no notebook executed and checked, 1 unchanged since 30 November 2026",
    );
  });
});
