import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Issues } from "../../../src/datasets/issues.js";
import { load } from "../../../src/datasets/load.js";
import { marked, unmarked } from "../../../src/datasets/marks.js";
import { csvLines } from "../../../src/datasets/out/csv-lines.js";
import { schemaOf } from "../../../src/datasets/out/writable.js";
import { writeCsv } from "../../../src/datasets/out/write-csv.js";
import { readTable } from "../../../src/datasets/read-table.js";
import { fromColumns } from "../../../src/tables/memory/from-columns.js";
import { figure, sized } from "../../trust/sized.js";
import { temporaryFolder } from "../temporary-folder.js";
import { anyText, cellsOf, columnOf, type Named, tables } from "./tables.js";

const { folder } = temporaryFolder();
const file = join(folder, "table.csv");

const plain = (columns: Named) => columns.map(([name, column]) => [name, column.type, cellsOf(column)]);

/** Names are bound by how they are folded; two that fold to one, or to nothing, are no names of one table. */
const names = fc.oneof(
  fc.constantFrom("a", "شهر", "=cmd", "'=x", "__proto__", "constructor", "x,y", 'say "q"', "-5", "line\nbreak", "😀"),
  fc.stringMatching(/^[a-z]{1,4}$/),
);

test("unmarked(marked(text)) is the text, and no marked text is run by a spreadsheet", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(unmarked(marked(text))).toBe(text);
      expect(marked(text)).not.toMatch(/^[\s\p{Cf}]*[=+\-@]|^$/u);
    }),
    { numRuns: sized(400, 2000) },
  );
});

test("load(writeCsv(table)) is the table: random tables of quotes, line ends, formulas, Persian, emoji", async (context) => {
  const cases = sized(1000, 10_000);
  await fc.assert(
    fc.asyncProperty(tables(names), async (columns) => {
      const table = { rows: cellsOf(columns[0]![1]).length, columns };
      writeFileSync(file, [...csvLines(table)].join(""));
      const layout = { encoding: "utf-8", delimiter: ",", formulas: "marked" } as const;
      const issues = new Issues();
      const read = await readTable("load table.csv", file, { schema: schemaOf(table, "table"), layout }, issues);
      issues.throwIfAny("load table.csv");
      // Ten thousand times: what is equal is found so sooner than by expect, which then says what is not.
      if (!isDeepStrictEqual(plain(read!.columns), plain(columns)))
        expect(plain(read!.columns)).toEqual(plain(columns));
    }),
    { numRuns: cases },
  );
  figure(context, { what: "tables that come back from CSV as they were", cases, found: "all", bar: "all", held: true });
});

test("load(file, { schema, layout }) of what writeCsv gave back is the frame that was written", async () => {
  const columns: Named = [
    ["شهر", columnOf("text", ["تهران", null, "", "=1+1", "00123"])],
    ["n", columnOf("number", [1, -5, 0.1, null, 2 ** 53 - 1])],
    ["ok", columnOf("boolean", [true, false, null, true, false])],
    ["at", columnOf("datetime", ["2026-03-21T14:05:00", null, null, null, "1999-12-31T23:59:59.250"])],
  ];
  const { schema, layout, rows, sha256 } = await writeCsv(await fromColumns(columns), file);
  expect([rows, sha256.length]).toEqual([5, 64]);
  const frame = await load(file, { schema, layout });
  expect(frame.values).toEqual([
    ["تهران", 1, true, "2026-03-21T14:05:00"],
    [null, -5, false, null],
    ["", 0.1, null, null],
    ["=1+1", null, true, null],
    ["00123", 2 ** 53 - 1, false, "1999-12-31T23:59:59.250"],
  ]);
});

test("a file without the layout of writeCsv keeps every ' that stands in it", async () => {
  writeFileSync(file, "a,'=b\n'=1,1\n'x,2\n");
  const frame = await load(file);
  expect([frame.columns, frame.values]).toEqual([
    ["a", "'=b"],
    [
      ["'=1", 1],
      ["'x", 2],
    ],
  ]);
});

test("writeCsv begins with a byte order mark, ends lines with CRLF, and leaves numbers as numbers", async () => {
  await writeCsv([{ a: -5, b: "-5", c: 1e-7, d: 1e21, e: "x\ny" }], file);
  expect(readFileSync(file, "utf8")).toBe('\uFEFFa,b,c,d,e\r\n-5,\'-5,0.0000001,1000000000000000000000,"x\ny"\r\n');
});

test("writeCsv(result) has everybody first, then a row for each segment with its keys", async () => {
  const row = { estimate: 5, lower: null, upper: null, n: 3, note: null };
  const result = {
    overall: { ...row, n: 4 },
    rows: [
      { keys: { city: null }, ...row },
      { keys: { city: "یزد" }, ...row },
    ],
    by: ["city"],
  };
  await writeCsv(result, file);
  expect(readFileSync(file, "utf8").split("\r\n")).toEqual([
    "\uFEFFof,city,estimate,lower,upper,n,note",
    "everybody,,5,,,4,",
    "segment,,5,,,3,",
    "segment,یزد,5,,,3,",
    "",
  ]);
});

test.each([
  ["NUL", [{ a: "x\0" }], "writeCsv table.csv requires text; got a NUL character in 'a' (row 1)"],
  [
    "a lone surrogate",
    [{ a: "x" }, { a: "\ud800" }],
    "writeCsv table.csv requires text; got half of a surrogate pair in 'a' (row 2)",
  ],
  ["no column", [], "writeCsv table.csv requires a table with at least one column"],
  [
    "numbers and text",
    [{ a: 1 }, { a: "1" }],
    "column 'a' of the rows requires one type; got numbers (1 row, row 1) and text (1 row, row 2)",
  ],
])("writeCsv refuses %s and leaves what stood there", async (_, rows, message) => {
  writeFileSync(file, "before");
  await expect(writeCsv(rows, file)).rejects.toThrow(message);
  expect(readFileSync(file, "utf8")).toBe("before");
  expect(readdirSync(folder)).toEqual(["table.csv"]);
});

test("writeCsv into a folder that is not there, or by another ending, says so", async () => {
  await expect(writeCsv([{ a: 1 }], join(folder, "none", "a.csv"))).rejects.toThrow("writeCsv a.csv: no folder");
  await expect(writeCsv([{ a: 1 }], join(folder, "a.txt"))).rejects.toThrow(
    "requires a file that ends with .csv; got a.txt",
  );
});
