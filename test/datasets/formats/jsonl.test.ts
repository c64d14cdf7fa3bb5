import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readJsonl } from "../../../src/datasets/formats/jsonl.js";
import { Issues } from "../../../src/datasets/issues.js";
import { cellsOf } from "../out/tables.js";
import { temporaryFolder } from "../temporary-folder.js";

const { write } = temporaryFolder();

async function read(content: string | Buffer, name = "rows.jsonl") {
  const issues = new Issues();
  const scanned = await readJsonl(write(name, content), issues);
  const told = issues.all(name, (row) => scanned?.lineOf(row) ?? null);
  const columns = scanned?.names.map((key, i) => {
    const column = scanned.columns[i]!;
    if (column.kind === "typed") return [key, ...cellsOf(column.column)];
    if (column.kind === "number") return [key, ...cellsOf({ type: "number", values: column.values })];
    return [key, ...cellsOf({ type: "text", codes: column.codes, dictionary: column.dictionary })];
  });
  return { columns, told, scanned };
}

test("readJsonl(file) of any flat objects is what JSON.parse makes of their lines", async () => {
  const whole = (text: string) => !text.includes("\0");
  const text = fc.string({ unit: "grapheme", maxLength: 8 }).filter(whole);
  const number = fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((x) => !Number.isInteger(x) || Number.isSafeInteger(x));
  const row = fc.record({ n: number, t: text, b: fc.boolean(), __proto__: text }, { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("\n", "\r\n"),
      async (rows, end) => {
        const lines = rows.map((object) => JSON.stringify(object));
        const { columns, told } = await read(lines.join(end));
        expect(told).toEqual([]);
        const parsed = lines.map((line) => new Map(Object.entries(JSON.parse(line) as object)));
        const keys = [...new Set(parsed.flatMap((object) => [...object.keys()]))];
        const plain = (value: unknown) => (typeof value === "number" ? value + 0 : (value ?? null));
        expect(columns).toEqual(keys.map((key) => [key, ...parsed.map((object) => plain(object.get(key)))]));
      },
    ),
    { numRuns: 300 },
  );
});

test("numbers are read as they are written: what a double changes makes its column text, digit by digit", async () => {
  const { columns } = await read(
    '{"a":0.1,"b":12345678901234567890,"c":1e400,"d":1e2}\n{"a":-0,"b":7,"c":1,"d":12.50}',
  );
  expect(columns).toEqual([
    ["a", 0.1, 0],
    ["b", "12345678901234567890", "7"],
    ["c", "1e400", "1"],
    ["d", 100, 12.5],
  ]);
});

test("a line that is no object is an issue of its row, and its keys make no column", async () => {
  const { columns, told, scanned } = await read(
    '{"a":1}\n\n{"b":2,"c":}\n{"a":01}\n{"a":"x\ty"}\n{"a":1} {"a":2}\n{"a":3}\n',
  );
  expect(columns).toEqual([["a", 1, null, null, null, null, 3]]);
  expect([scanned!.rows, scanned!.blank]).toEqual([6, 1]);
  expect(told.map(({ row, line, rule, effect }) => [row, line, rule, effect])).toEqual(
    [2, 3, 4, 5].map((row) => [row, row + 1, "shape", "row"]),
  );
});

test("an object inside a row, a key that stands twice, NUL and half a character are issues of their row", async () => {
  const { told } = await read(
    '{"a":{"b":[1]}}\n{"a":1,"a":1}\n{"a":"\\u0000"}\n{"a":"\\ud83d"}\n{"a":"\\ud83d\\ude00"}',
  );
  const rows = told.filter(({ effect }) => effect === "row");
  expect(rows.map(({ row, column, rule }) => [row, column, rule])).toEqual([
    [1, "a", "type"],
    [2, "a", "shape"],
    [3, "a", "nul"],
    [4, "a", "encoding"],
  ]);
});

test("a line with a broken byte is told, and the others are read", async () => {
  const bytes = Buffer.concat([
    Buffer.from('\uFEFF{"a":"الف"}\n{"a":"'),
    Buffer.of(0xff),
    Buffer.from('"}\n{"a":"ب"}'),
  ]);
  const { columns, told } = await read(bytes);
  expect(columns).toEqual([["a", "الف", null, "ب"]]);
  expect(told).toMatchObject([{ row: 2, line: 2, rule: "encoding", effect: "row" }]);
});

test("lines survive the borders of what is read at once, packed too", async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) =>
    JSON.stringify({ n: i, t: `شهر${i % 97} ${"ب".repeat(i % 50)}` }),
  );
  for (const [name, content] of [
    ["big.jsonl", lines.join("\n")],
    ["big.jsonl.gz", gzipSync(lines.join("\n"))],
  ] as const) {
    const { columns } = await read(content, name);
    expect(columns![0]!.slice(1)).toEqual(lines.map((_, i) => i));
    expect(columns![1]!.slice(1)).toEqual(lines.map((line) => (JSON.parse(line) as { t: string }).t));
  }
});

test("a .json file is one array of objects, or is refused with the line", async () => {
  const array = await read('[\n{"a":1},\n{"a":"[{,"}\n]\n', "rows.json");
  expect([array.columns, array.scanned!.lineOf(2)]).toEqual([[["a", "1", "[{,"]], 3]);
  for (const [content, message] of [
    ['{"a":1}', "the file requires one array of objects; the file holds no array of objects (line 1)"],
    ['[{"a":1}\n,2]', "the file requires one array of objects; no { where one must be (line 2)"],
    ['[{"a":1}', "the file requires one array of objects; it is cut off (line 1)"],
    ["", "the file is empty"],
  ]) {
    expect((await read(content!, "rows.json")).told.map((issue) => issue.message)).toEqual([message]);
  }
});
