import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { DataFrame } from "danfojs-node";
import { describe, expect, test, vi } from "vitest";
import { describe as describeTable } from "../../src/datasets/describe.js";
import { load } from "../../src/datasets/load.js";
import { reading } from "../../src/datasets/reading.js";
import type { ColumnSchema, Schema } from "../../src/datasets/schema.js";
import { asTable } from "../../src/tables/table-like.js";
import { temporaryFolder } from "./temporary-folder.js";

const { folder, write } = temporaryFolder();

let files = 0;
const csv = (content: string | Buffer, schema?: Schema) => load(write(`file${files++}.csv`, content), schema);

const types = async (frame: DataFrame) =>
  Object.fromEntries((await asTable(frame).columns()).map(({ name, type }) => [name, type]));

const message = async (content: string | Buffer, schema?: Schema) => {
  const error: Error = await load(write("survey.csv", content), schema).then(
    () => expect.fail("was read"),
    (reason) => reason,
  );
  return error.message;
};

const one = (name: string, column: Partial<ColumnSchema>): Schema => ({
  name: "survey",
  row: "one answer",
  columns: { [name]: { type: "text", description: name, ...column } },
});

describe("load(file) finds types from all values", () => {
  test("numbers, text, dates, date-times and booleans", async () => {
    const frame = await csv(
      "n,t,d,dt,b\n1,x,2026-03-21,2026-03-21 14:05,true\n-0.5,,2024-02-29,2026-03-21T14:05:30.250,false\n,y,,,\n",
    );
    expect(await types(frame)).toEqual({ n: "number", t: "text", d: "date", dt: "datetime", b: "boolean" });
    expect(frame.values).toEqual([
      [1, "x", "2026-03-21", "2026-03-21T14:05:00", true],
      [-0.5, null, "2024-02-29", "2026-03-21T14:05:30.250", false],
      [null, "y", null, null, null],
    ]);
  });

  test.each([
    ["leading zeros (00123 was 123)", "00123", "text"],
    ["an id above 2^53", "9007199254740993", "text"],
    ["an exponent", "1e5", "text"],
    ["a plus sign", "+5", "text"],
    ["hexadecimal (0x0A was 10)", "0x0A", "text"],
    ["a lone minus", "-", "text"],
    ["a point without decimals", "5.", "text"],
    ["a decimal comma", '"3,5"', "text"],
    ["Persian digits", "۱۲", "text"],
    ["a date that does not exist (2024-02-30 was 1 March)", "2024-02-30", "text"],
    ["a Jalali date", "1404-01-15", "text"],
    ["a time with a zone", "2026-03-21T14:05:00Z", "text"],
    ["a quoted number", '"12.5"', "number"],
    ["many digits", "0.12345678901234567", "number"],
    ["spaces around a number", " 7 ", "number"],
  ])("%s: %s is %s", async (_, cell, type) => {
    expect(await types(await csv(`a,b\n${cell},x\n`))).toEqual({ a: type, b: "text" });
  });

  test("a text in the last row makes the whole column text, as it stood", async () => {
    const numbers = Array.from({ length: 300 }, (_, i) => `${i}.50,${i}`).join("\n");
    const frame = await csv(`price,id\n${numbers}\nfree,300\n`);
    expect(frame.values[0]).toEqual(["0.50", 0]);
    expect(frame.values[299]).toEqual(["299.50", 299]);
    expect(frame.values[300]).toEqual(["free", 300]);
  });

  test("every double is read to the last digit", async () => {
    const doubles = [0.1, 1 / 3, 123456789.123456, 5e-9, 0.1 + 0.2, 2 ** 53 - 1, 1.7976931348623157];
    const text = doubles.map((value) => (value === 5e-9 ? "0.000000005" : `${value}`)).join("\n");
    expect((await csv(`a\n${text}\n`)).values.flat()).toEqual(doubles);
  });
});

describe("load(file) reads RFC 4180", () => {
  test("quotes, commas, line breaks, CRLF, byte order mark, no newline at the end", async () => {
    const frame = await csv('\uFEFFa,b\r\n"x ""q"", y","line\r\nbreak"\r\n"",z');
    expect(frame.columns).toEqual(["a", "b"]);
    expect(frame.values).toEqual([
      ['x "q", y', "line\r\nbreak"],
      [null, "z"],
    ]);
  });

  test("a value is one value, quoted or not", async () => {
    const frame = await csv('a,b\nx,1\n"x",2\n"say ""x""",3\n"say ""x""",4\n');
    expect((await asTable(frame).crosstab(["a"])).map(({ keys, n }) => [keys[0], n])).toEqual([
      ['say "x"', 2],
      ["x", 2],
    ]);
  });

  test("semicolons and tabs where the header shows them", async () => {
    expect((await csv("a;b\n1;x\n")).values).toEqual([[1, "x"]]);
    expect((await csv("a\tb\n1\tx\n")).values).toEqual([[1, "x"]]);
    expect((await csv("a,b;c\n1,x\n")).columns).toEqual(["a", "b;c"]);
    expect((await csv("a;b,c\n1,5;2,5\n1;2\n")).columns).toEqual(["a", "b,c"]);
  });

  test("blank lines are no rows and are counted; in a file of one column they are missing values", async () => {
    const frame = await csv("a,b\n1,x\n\n2,y\n\n");
    expect([frame.shape, reading(frame).blank]).toEqual([[2, 2], 2]);
    expect((await csv("a\n1\n\n3\n")).values).toEqual([[1], [null], [3]]);
  });

  test("names that trip others: constructor, __proto__, columns, shape, $data", async () => {
    const frame = await csv("constructor,__proto__,columns,shape,$data\na,b,c,d,1\n__proto__,constructor,c,d,2\n");
    expect(frame.shape).toEqual([2, 5]);
    const rows = await asTable(frame).crosstab(["constructor", "__proto__", "columns"], ["$data"]);
    expect(rows.map(({ keys, sums }) => [...keys, ...sums])).toEqual([
      ["__proto__", "constructor", "c", 2],
      ["a", "b", "c", 1],
    ]);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test("Persian text survives the borders of chunks (danfo's reader corrupted 11 cells)", async () => {
    const words = ["تهران", "اصفهان", "کرمانشاه", "می‌خواهم"];
    const rows = Array.from({ length: 30_000 }, (_, i) => `${words[i % 4]}${i % 97},${i}`);
    const table = asTable(await csv(`شهر,n\n${rows.join("\n")}\n`));
    const counted = await table.crosstab(["شهر"]);
    expect(counted.length).toBe(4 * 97);
    expect(counted.every(({ keys }) => /^[\u0600-\u06FF\u200C]+\d+$/.test(keys[0] as string))).toBe(true);
  });

  test(".csv.gz, header only, sha256 of the file's bytes", async () => {
    const bytes = gzipSync("a,b\n1,x\n");
    const path = write("packed.csv.gz", bytes);
    const frame = await load(path);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(reading(frame)).toEqual({
      ...{ file: path, sha256, rows: 1, columns: 2, rejected: 0, blank: 0, header: 1, preamble: 0, records: 2 },
      ...{ encoding: "utf-8", delimiter: ",", issues: [], questions: new Map(), rejectsFile: null, issuesFile: null },
    });
    const empty = await csv("a,b\n");
    expect([empty.shape, await asTable(empty).crosstab([])]).toEqual([
      [0, 2],
      [{ keys: [], n: 0, sums: [], counts: [] }],
    ]);
  });
});

describe("load(file, schema) refuses what does not fit", () => {
  const score = one("recommend", { type: "integer", min: 0, max: 10 });

  test("a score of 11 or 'n/a', with count and first row", async () => {
    const rows = Array.from({ length: 120 }, (_, i) => (i === 117 || i > 118 ? "n/a" : `${i % 11}`));
    expect(await message(`recommend,x\n${rows.map((row) => `${row},1`).join("\n")}\nn/a,1\n`, score)).toBe(
      "load survey.csv: recommend requires whole numbers from 0 to 10; got 'n/a' (3 rows, first at row 118)",
    );
    expect(await message("recommend\n10\n11\n", score)).toBe(
      "load survey.csv: recommend requires whole numbers from 0 to 10; got 11 (row 2)",
    );
  });

  test.each([
    ["integer", "5.5"], // DuckDB's own cast rounds it to 6
    ["integer", "0x0A"], // and reads this as 10
    ["number", "1e400"], // and this as infinity
    ["number", "NaN"],
    ["number", "1,5"],
    ["integer", "007"],
    ["date", "2024-02-30"],
    ["date", "24-01-05"],
    ["date", "1404-01-15"],
    ["datetime", "2026-03-21"],
    ["datetime", "2026-03-21T24:00"],
    ["datetime", "2026-03-21T14:05+03:30"],
    ["boolean", "maybe"],
  ] as const)("%s refuses %s", async (type, cell) => {
    expect(await message(`x,y\n"${cell}",1\n`, one("x", { type }))).toContain("(row 1)");
  });

  test.each([
    ["integer", "5.0", 5],
    ["number", "1e-5", 1e-5],
    ["date", "2026-03-21", "2026-03-21"],
    ["datetime", "2026-03-21 14:05", "2026-03-21T14:05:00"],
    ["boolean", "Yes", true],
    ["boolean", "0", false],
    ["text", "00123", "00123"],
  ] as const)("%s takes %s as it is meant", async (type, cell, value) => {
    expect((await csv(`x,y\n${cell},1\n`, one("x", { type }))).values[0]).toEqual([value, 1]);
  });

  test("values, required, unique, and all problems of a file in one message", async () => {
    const schema: Schema = {
      name: "customers",
      row: "one customer",
      columns: {
        id: { type: "text", required: true, unique: true, description: "customer" },
        segment: { type: "category", values: ["a", "b"], description: "segment" },
        score: { type: "integer", min: 0, max: 10, description: "score" },
        since: { type: "date", description: "first purchase" },
      },
    };
    expect(await message("id,segment,score,sinse\n1,a,1,x\n1,c,2,x\n,b,-1,x\n", schema)).toBe(
      [
        "load survey.csv: 5 problems",
        "  no column 'since' in the file; nearest: 'sinse'",
        "  id requires values that stand once; got '1' (row 2)",
        "  segment requires one of 'a', 'b'; got 'c' (row 2)",
        "  id requires a value in every row; got blank (row 3)",
        "  score requires whole numbers from 0 to 10; got -1 (row 3)",
      ].join("\n"),
    );
  });
});

describe("load(file) says what is wrong with a file", () => {
  test.each([
    [
      "a ragged row",
      "a,b\n1,x\n2\n3,y,z\n",
      "each row requires 2 cells, as the header has; got 1, 3 (2 rows, first at row 2)",
    ],
    ["an unclosed quote", 'a,b\n1,x\n2,"y\n3,z\n', "the file holds a quote that is never closed (row 2)"],
    ["text after a quote", 'a,b\n1,"x"y\n', "text after a closing quote"],
    ["a stray quote", 'a,b\n1,x"y"\n', "a quote inside a cell that does not start with one"],
    ["a duplicate header", "a,b,a\n1,2,3\n", "the header names 'a' twice"],
    ["a header without a name", "a,,b\n1,2,3\n", "column 2 of 3 has no name in the header"],
    ["an empty file", "", "the file is empty"],
    ["a NUL byte", "a,b\n1,x\0\n", "the row holds a NUL byte, which no text has (row 1)"],
    ["Windows-1256", Buffer.from([0x61, 10, 0x31, 10, 0xca, 0xe5, 10]), "the file is not UTF-8, first on line 3"],
    ["UTF-16 without a mark", Buffer.from("a,b\n1,2\n", "utf16le"), "the file looks like UTF-16 LE"],
    ["a lone carriage return", "a,b\n1,x\r2,y\n", "a carriage return without a newline"],
  ])("%s", async (_, content, expected) => {
    expect(await message(content)).toContain(expected);
  });

  test("no such file names the nearest; a folder, another kind of file, a broken gzip", async () => {
    write("telco_basic.csv", "a\n1\n");
    mkdirSync(join(folder, "survey"), { recursive: true });
    await expect(load(join(folder, "telco_basc.csv"))).rejects.toThrow(
      `no file telco_basc.csv in ${folder}; nearest: 'telco_basic.csv'`,
    );
    await expect(load(join(folder, "survey"))).rejects.toThrow("load requires a file; got the folder");
    await expect(load(join(folder, "nowhere", "x.csv"))).rejects.toThrow("its folder");
    await expect(load(write("survey.doc", "PK"))).rejects.toThrow(
      "load survey.doc: load reads .csv, .tsv, .csv.gz, .xlsx, .jsonl, .sav and .parquet",
    );
    await expect(load(write("broken.csv.gz", "not gzip"))).rejects.toThrow(
      "load broken.csv.gz: the file does not unpack as gzip",
    );
    await expect(load(write("broken.parquet", "PAR1"))).rejects.toThrow("load broken.parquet: ");
  });
});

test("describe(table) has type, answered, missing, distinct, min and max of each column", async () => {
  const frame = await csv("score,segment,day\n3,b,2026-03-21\n,a,\n10,b,2025-12-31\n");
  expect(await describeTable(frame)).toEqual([
    { column: "score", type: "number", answered: 2, missing: 1, distinct: 2, min: 3, max: 10 },
    { column: "segment", type: "text", answered: 3, missing: 0, distinct: 2, min: "a", max: "b" },
    { column: "day", type: "date", answered: 2, missing: 1, distinct: 2, min: "2025-12-31", max: "2026-03-21" },
  ]);
});

test("what was read stays known when the sources are loaded anew (reading threw, dates became text)", async () => {
  const frame = await csv("day\n2026-03-21\n");
  vi.resetModules();
  const anew = await import("../../src/datasets/reading.js");
  const { asTable: asTableAnew } = await import("../../src/tables/table-like.js");
  expect(anew.reading).not.toBe(reading);
  expect(anew.reading(frame).rows).toBe(1);
  expect((await asTableAnew(frame).columns())[0]!.type).toBe("date");
});
