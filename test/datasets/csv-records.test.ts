import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../src/datasets/csv/read-csv.js";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import { Issues } from "../../src/datasets/issues.js";
import { type LoadOptions, load } from "../../src/datasets/load.js";
import { reading } from "../../src/datasets/reading.js";
import { cellsOf } from "./nasty-truth.js";
import { temporaryFolder } from "./temporary-folder.js";

const { folder, write } = temporaryFolder();

let files = 0;
const name = () => `records${files++}.csv`;

/** What is read of a file with its bad rows kept aside: values, and the rule and row of each issue. */
async function aside(content: string | Buffer, options: LoadOptions = {}) {
  const file = write(name(), content);
  const frame = await load(file, { ...options, rejects: "aside" });
  const told = reading(frame).issues.map(({ rule, row, line }) => `${rule} ${row} ${line}`);
  return { values: frame.values, told };
}

describe("load(file, { rejects: 'aside' }) names the row of a bad record and reads on below it", () => {
  test.each([
    [
      "a cell too few",
      "a,b\n1,x\n2\n3,z\n",
      ["cells 2 3"],
      [
        [1, "x"],
        [3, "z"],
      ],
    ],
    [
      "a cell too many",
      "a,b\n1,x\n2,y,y\n3,z\n",
      ["cells 2 3"],
      [
        [1, "x"],
        [3, "z"],
      ],
    ],
    [
      "an added quote before good lines",
      'a,b\n1,x\n2,"y\n3,z\n4,"w"\n',
      ["quote 2 3"],
      [
        [1, "x"],
        [3, "z"],
        [4, "w"],
      ],
    ],
    [
      "a quote that nothing closes",
      'a,b\n1,x\n2,"y\n3,z\n',
      ["quote 2 3"],
      [
        [1, "x"],
        [3, "z"],
      ],
    ],
    [
      "a record of several lines and too many cells, whose second line is a record of its own",
      'a,b\n1,"x\n2,y\n3,z",4\n5,w\n',
      ["cells 1 2", "quote 3 4"],
      [
        [2, "y"],
        [5, "w"],
      ],
    ],
    ["a dropped opening quote", 'a,b\n1,x"\n2,"y"\n', ["quote 1 2"], [[2, "y"]]],
    ["text behind a closing quote", 'a,b\n1,"x"y\n2,z\n', ["quote 1 2"], [[2, "z"]]],
    ["a lone carriage return", "a,b\n1,x\ry\n2,z\n", ["line-end 1 2"], [[2, "z"]]],
    ["a NUL byte", "a,b\n1,x\0\n2,z\n", ["nul 1 2"], [[2, "z"]]],
    [
      "a broken byte among Persian lines",
      Buffer.concat([Buffer.from("a,b\n1,تهران\n2,x"), Buffer.of(0xd8), Buffer.from("\n3,قم\n")]),
      ["encoding 2 3"],
      [
        [1, "تهران"],
        [3, "قم"],
      ],
    ],
    [
      "a broken cell of several lines leaves pieces that are kept aside with it",
      'a,b\n1,"x\n5,y\nz "w" v"\n2,ok\n',
      ["quote 1 2", "quote 2 3", "quote 3 4"],
      [[2, "ok"]],
    ],
    [
      "a cell of several lines in a row with a cell too few",
      'a,b,c\n1,"x\ny"\n2,z,w\n',
      ["cells 1 2"],
      [[2, "z", "w"]],
    ],
    [
      "a swallowed line, where the next quote follows a delimiter",
      'a,b\n1,"x\n2,"\nz"\n3,y\n',
      ["quote 1 2", "quote 2 4"],
      [[3, "y"]],
    ],
  ] as const)("%s", async (_, content, told, values) => {
    const read = await aside(content as string | Buffer);
    expect(read.told).toEqual(told);
    expect(read.values).toEqual(values);
  });

  test("a bad record decides nothing about the type of its column, nor stands in it", async () => {
    const { values } = await aside("n,d\n1,2026-03-21\nx,y,z\n2,2026-03-22\n");
    expect(values).toEqual([
      [1, "2026-03-21"],
      [2, "2026-03-22"],
    ]);
  });

  test("lines are counted as an editor does, over blank lines and cells of several lines", async () => {
    const { told } = await aside('a,b\n\n1,"x\ny\nz"\n\n\n2\n');
    expect(told).toEqual(["cells 2 8"]);
  });
});

describe("what is kept and what is kept aside rebuild the file byte for byte", () => {
  const content = 'id,text\r\n1,"a\r\nb"\r\n2\r\n\r\n3,ok\r\n4,"bad" x\r\n5,"سلام"\r\n6,x,y';
  test.each([
    ["utf-8", Buffer.from(content)],
    ["utf-8 with a mark", Buffer.from(`\uFEFF${content}`)],
    ["utf-16le", Buffer.from(`\uFEFF${content}`, "utf16le")],
    ["utf-16be", Buffer.from(`\uFEFF${content}`, "utf16le").swap16()],
    ["packed", gzipSync(content)],
  ])("%s", async (kind, bytes) => {
    const isPacked = kind === "packed";
    const file = write(isPacked ? "whole.csv.gz" : `whole-${kind.replaceAll(" ", "-")}.csv`, bytes);
    const raw = isPacked ? Buffer.from(content) : bytes;
    const frame = await load(file, { rejectsTo: folder });
    const { rejectsFile, rejected, rows, blank, records, header } = reading(frame);
    expect({ rejected, rows, blank, records, header }).toEqual({
      rejected: 3,
      rows: 3,
      blank: 1,
      records: 8,
      header: 1,
    });
    const issues = new Issues();
    const scanned = (await readCsv(file, {}, issues))!;
    const width = kind.startsWith("utf-16") ? 2 : 1;
    const lines = linesOf(raw, kind === "utf-16be" ? Buffer.of(0, 10) : Buffer.of(10, 0).subarray(0, width), width);
    const aside = linesOf(
      readFileSync(rejectsFile!),
      kind === "utf-16be" ? Buffer.of(0, 10) : Buffer.of(10, 0).subarray(0, width),
      width,
    );
    const rebuilt: Buffer[] = aside.splice(0, scanned.headerLines);
    let next = scanned.headerLines + 1;
    for (let row = 1; row <= scanned.rows; row++) {
      const line = scanned.lineOf(row)!;
      // What no row has is blank.
      while (next < line) rebuilt.push(lines[next++ - 1]!);
      for (let i = 0; i < scanned.linesOf(row); i++, next++)
        rebuilt.push(issues.rejected.has(row) ? aside.shift()! : lines[next - 1]!);
    }
    expect(Buffer.concat(rebuilt).equals(raw)).toBe(true);
    expect(aside).toEqual([]);
  });
});

/** The lines of some bytes, each with its end. */
function linesOf(bytes: Buffer, end: Buffer, width: number): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; at += width) {
    if (!bytes.subarray(at, at + width).equals(end)) continue;
    lines.push(bytes.subarray(start, at + width));
    start = at + width;
  }
  return start < bytes.length ? [...lines, bytes.subarray(start)] : lines;
}

describe("the borders of what is read at once change nothing", () => {
  test("records, quotes, Persian letters and line ends across them; a cell of 5 MB", async () => {
    const long = "م".repeat(2_600_000);
    const rows = Array.from({ length: 60_000 }, (_, i) =>
      i % 7 === 0 ? `${i},"سلام ""${i}""\r\nدنیا"` : `${i},کرمانشاه${i % 97}`,
    );
    rows.splice(30_000, 0, `x,"${long}"`);
    const frame = await load(write("borders.csv", `n,text\r\n${rows.join("\r\n")}\r\n`));
    const texts = (await cellsOf(frame))[1]![2] as string[];
    expect(texts.length).toBe(60_001);
    expect(texts[30_000]).toBe(long);
    const right = rows.every((row, i) => {
      const cell = row.slice(row.indexOf(",") + 1);
      return texts[i] === (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    });
    expect(right).toBe(true);
  });
});

describe("duckdb(file) reads by the same rules what DuckDB would not", () => {
  test.each<[string, string | Buffer, LoadOptions]>([
    ["UTF-16", Buffer.from("\uFEFFa,b\n1,تهران\n2,x\n", "utf16le"), {}],
    ["Windows-1256, declared", Buffer.from([0x61, 10, 0xca, 0xe5, 0xd1, 10]), { layout: { encoding: "windows-1256" } }],
    [
      "lines above the header, bad rows",
      'Report\n\na;b\n1;x\n2\n3;"y\n4;z\n',
      { layout: { preamble: 2 }, rejects: "aside" },
    ],
    [
      "three header rows",
      'a,b\nq1,q2\n"{""ImportId"":""x""}","{""ImportId"":""y""}"\n1,x\n',
      { layout: { export: "qualtrics" } },
    ],
    ["points that may stand between thousands", "a,b\n12.500,x\n1.250,y\n", {}],
    ["a NUL byte", "a,b\n1,x\n2,y\0\n", { rejects: "aside" }],
    [
      "Persian digits",
      "n,b\n۱۲,x\n5,y\n",
      { schema: { name: "s", row: "r", columns: { n: { type: "integer", description: "n" } } } },
    ],
  ])("%s", async (_, content, options) => {
    const file = write(name(), content);
    const { schema, ...rest } = options;
    const typed = schema === undefined ? {} : { schema: schema as Exclude<typeof schema, string> };
    expect(await cellsOf(await duckdb(file, { ...rest, ...typed }))).toEqual(await cellsOf(await load(file, options)));
  });

  test("rows kept aside are written beside, with what was wrong", async () => {
    const file = write("orders.csv", "a,b\n1,x\n2\n3,z\n");
    await duckdb(file, { rejectsTo: join(folder, "aside") });
    expect(readFileSync(join(folder, "aside", "orders.rejected.csv"), "utf8")).toBe("a,b\n2\n");
    expect(readFileSync(join(folder, "aside", "orders.issues.csv"), "utf8")).toContain("2,3,,1,cells,row,");
  });
});
