import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { CFB, read, utils } from "@e965/xlsx";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Issues } from "../../../src/datasets/issues.js";
import { load } from "../../../src/datasets/load.js";
import { writeXlsx } from "../../../src/datasets/out/write-xlsx.js";
import { sheetNames } from "../../../src/datasets/out/xlsx/sheet-names.js";
import { readTable } from "../../../src/datasets/read-table.js";
import { fromColumns } from "../../../src/tables/memory/from-columns.js";
import { figure, sized } from "../../trust/sized.js";
import { temporaryFolder } from "../temporary-folder.js";
import { cellsOf, columnOf, type Named, tables } from "./tables.js";

const { folder } = temporaryFolder();
const file = join(folder, "tables.xlsx");

/** What comes back: a blank text is missing, as in every file. */
const plain = (columns: Named) =>
  columns.map(([name, column]) => {
    const cells = cellsOf(column).map((cell) => (typeof cell === "string" && cell.trim() === "" ? null : cell));
    return [name, column.type, cells];
  });

const names = fc.oneof(
  fc.constantFrom("a", "شهر", "=cmd", "__proto__", "constructor", "line\nbreak", "😀", "<&>", "_x0041_"),
  fc.stringMatching(/^[a-z]{1,4}$/),
);

test("load(writeXlsx(table)) is the table: random tables", async (context) => {
  const cases = sized(80, 500);
  await fc.assert(
    fc.asyncProperty(tables(names), async (columns) => {
      const { sheets } = await writeXlsx([["t", await fromColumns(columns)]], file);
      const issues = new Issues();
      const read = await readTable("load tables.xlsx", file, sheets[0]!, issues);
      issues.throwIfAny("load tables.xlsx");
      if (!isDeepStrictEqual(plain(read!.columns), plain(columns)))
        expect(plain(read!.columns)).toEqual(plain(columns));
    }),
    { numRuns: cases },
  );
  figure(context, {
    what: "tables that come back from xlsx as they were",
    cases,
    found: "all",
    bar: "all",
    held: true,
  });
});

describe("another reader (SheetJS) of what writeXlsx wrote", () => {
  const columns: Named = [
    ["بخش", columnOf("text", ["تهران", "=1+1", null, "00123"])],
    ["نمره", columnOf("number", [9.5, -1, 0.1, null])],
    ["روز", columnOf("date", ["2026-03-21", "1900-03-01", null, "2024-02-29"])],
    ["کی", columnOf("datetime", ["2026-03-21T14:05:30", null, null, "2026-03-21T00:00:00.250"])],
    ["بله", columnOf("boolean", [true, false, null, true])],
  ];

  test("finds numbers, real dates, true and false, and texts that are never formulas", async () => {
    await writeXlsx([["t", await fromColumns(columns)]], file);
    const { Sheets } = read(readFileSync(file), { cellNF: true });
    const sheet = Sheets.t!;
    const cell = (address: string) => [sheet[address]?.t, sheet[address]?.v, sheet[address]?.f];
    expect([cell("A3"), cell("A5"), cell("B2"), cell("E3")]).toEqual([
      ["s", "=1+1", undefined],
      ["s", "00123", undefined],
      ["n", 9.5, undefined],
      ["b", false, undefined],
    ]);
    // 46102 is the day of 2026-03-21 in Excel's count, 61 that of 1 March 1900.
    expect([cell("C2"), cell("C3")]).toEqual([
      ["n", 46102, undefined],
      ["n", 61, undefined],
    ]);
    expect(sheet.C2.z).toMatch(/yyyy/);
    expect(sheet.D2.v).toBeCloseTo(46102 + (14 * 3600 + 5 * 60 + 30) / 86400, 9);
    expect([sheet.A4, sheet.B5, sheet.E4]).toEqual([undefined, undefined, undefined]);
  });

  test("finds a sheet for each table, from right to left where it is Persian, the names in view", async () => {
    await writeXlsx({ persian: await fromColumns(columns), english: [{ a: 1, comment: "fine" }] }, file);
    const parts = CFB.read(readFileSync(file), { type: "buffer" });
    const xml = (number: number) =>
      Buffer.from(CFB.find(parts, `/xl/worksheets/sheet${number}.xml`)!.content as Uint8Array).toString();
    expect([xml(1).includes('rightToLeft="1"'), xml(2).includes("rightToLeft")]).toEqual([true, false]);
    expect(xml(2)).toContain('state="frozen"');
    const { SheetNames, Sheets } = read(readFileSync(file));
    expect(SheetNames).toEqual(["persian", "english"]);
    expect(utils.sheet_to_json(Sheets.english!)).toEqual([{ a: 1, comment: "fine" }]);
  });
});

test("writeXlsx writes the same bytes on every run", async () => {
  const rows = [{ a: 1, b: "x" }];
  const first = await writeXlsx({ t: rows }, file);
  expect((await writeXlsx({ t: rows }, join(folder, "again.xlsx"))).sha256).toBe(first.sha256);
});

test("a column of dates that Excel does not have is written as text, and read back as it was", async () => {
  const columns: Named = [["day", columnOf("date", ["1900-02-28", "2026-03-21"])]];
  const { sheets } = await writeXlsx([["t", await fromColumns(columns)]], file);
  expect((await load(file, sheets[0]!)).values).toEqual([["1900-02-28"], ["2026-03-21"]]);
});

test("sheetNames(names) are what Excel allows, none twice, and end in no half character", () => {
  expect(sheetNames(["a/b: [x]?", "A b x", "", "history", "'quoted'", "x".repeat(40), "X".repeat(40)])).toEqual([
    ...["a b x", "A b x (2)", "Sheet", "history_", "quoted"],
    ...["x".repeat(31), `${"X".repeat(27)} (2)`],
  ]);
  expect(sheetNames([`${"x".repeat(30)}😀`, "__proto__"])).toEqual(["x".repeat(30), "__proto__"]);
});

test.each([
  [
    "a text beyond what a cell holds",
    { t: [{ a: "x".repeat(32_768) }] },
    "writeXlsx tables.xlsx requires texts of at most 32767 characters, as a cell holds; got 32768 in 'a' (row 1)",
  ],
  ["no table", {}, "writeXlsx tables.xlsx requires at least one table; got none"],
  ["a blank name", { t: [{ " ": 1 }] }, "writeXlsx tables.xlsx requires a name for each column; got a blank one"],
  ["NUL", { t: [{ a: "\0" }] }, "writeXlsx tables.xlsx requires text; got a NUL character in 'a' (row 1)"],
])("writeXlsx refuses %s", async (_, sheets, message) => {
  writeFileSync(file, "before");
  await expect(writeXlsx(sheets, file)).rejects.toThrow(message);
});

test("writeXlsx refuses more rows than a sheet has, and says what takes them", async () => {
  const values = new Float64Array(2 ** 20);
  await expect(writeXlsx([["t", await fromColumns([["a", { type: "number", values }]])]], file)).rejects.toThrow(
    "requires at most 1048575 rows, as a sheet has; got 1048576: use writeCsv",
  );
});
