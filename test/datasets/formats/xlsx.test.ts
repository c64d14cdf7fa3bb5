import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { padded, shownBy } from "../../../src/datasets/formats/xlsx/number-formats.js";
import { readXlsx } from "../../../src/datasets/formats/xlsx.js";
import { Issues } from "../../../src/datasets/issues.js";
import type { Layout } from "../../../src/datasets/schema.js";
import { SHEET_START, workbook, zip } from "../hostile/zip.js";
import { cellsOf } from "../out/tables.js";
import { temporaryFolder } from "../temporary-folder.js";

const FIXTURES = join(import.meta.dirname, "../../fixtures/formats");
const TRUTH: Record<string, Record<string, unknown[]>> = JSON.parse(readFileSync(join(FIXTURES, "truth.json"), "utf8"));
const { write } = temporaryFolder();

/** A workbook as plain cells by column, and what was told of it. */
async function readFile(file: string, layout: Layout = {}) {
  const issues = new Issues();
  const scanned = await readXlsx(file, layout, issues);
  const told = issues.all("book.xlsx", (row) => scanned?.lineOf(row) ?? null);
  if (scanned === null) return { columns: null, told, scanned };
  const columns = scanned.names.map((name, i) => {
    const column = scanned.columns[i]!;
    if (column.kind === "typed") return [name, ...cellsOf(column.column)];
    if (column.kind === "number") return [name, ...cellsOf({ type: "number", values: column.values })];
    return [name, ...cellsOf({ type: "text", codes: column.codes, dictionary: column.dictionary })];
  });
  return { columns, told, scanned };
}

const sheet = (rows: string, behind = "") =>
  Buffer.from(`${SHEET_START}<sheetData>${rows}</sheetData>${behind}</worksheet>`);
const read = (rows: string, behind = "", layout: Layout = {}) =>
  readFile(write("book.xlsx", workbook(sheet(rows, behind))), layout);
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const names = (...all: string[]) => `<row>${all.map(text).join("")}</row>`;

describe("readXlsx(file) reads what other programs wrote", () => {
  test.each(["serials.xlsx", "serials-1904.xlsx"])(
    "every day and clock of %s, ids with their zeros, texts",
    async (file) => {
      const { columns, scanned } = await readFile(join(FIXTURES, file));
      expect(Object.fromEntries(columns!.map(([name, ...cells]) => [name, cells]))).toEqual(TRUTH[file]);
      const kinds = scanned!.columns.map((column) => (column.kind === "typed" ? column.column.type : column.kind));
      expect(kinds).toEqual(["date", "datetime", "text", "text"]);
    },
  );
});

describe("readXlsx(file) takes every XML that says the same", () => {
  const whole = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>x &amp; y</v></c></row>`;
  test.each([
    ["as most programs write it", whole],
    ["without addresses", whole.replaceAll(/ r="[^"]*"/g, "")],
    ["with a prefix", whole.replaceAll(/<(\/?)/g, "<$1x:")],
    ["in single quotes", whole.replaceAll('"', "'")],
    ["with attributes in another order", whole.replaceAll(/r="(\w+)" t="(\w+)"/g, 't="$2" xml:id="q>" r="$1"')],
    ["with comments and CDATA", whole.replace("x &amp; y", "x <!-- no -->&#38;<![CDATA[ y]]>")],
    [
      "with runs, and how they are spoken",
      whole.replace("<t>b</t>", "<r><t></t></r><r><t>b</t></r><rPh><t>bee</t></rPh>"),
    ],
    ["with spaces between all tags", whole.replaceAll("><", ">\n  <")],
  ])("%s", async (_, rows) => {
    expect((await read(rows)).columns).toEqual([
      ["a", 1],
      ["b", "x & y"],
    ]);
  });

  test("in UTF-16", async () => {
    const xml = sheet(whole).toString().replace("UTF-8", "UTF-16");
    const bytes = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(xml, "utf16le")]);
    expect((await readFile(write("wide.xlsx", workbook(bytes)))).columns![1]).toEqual(["b", "x & y"]);
  });

  test.each([
    ["cut off", `${SHEET_START}<sheetData><row>`],
    ["closed wrongly", `${SHEET_START}<sheetData></row></sheetData></worksheet>`],
    ["an entity of its own", `<!DOCTYPE w [<!ENTITY a "b">]>${SHEET_START}<sheetData/></worksheet>`],
    ["no UTF-8", Buffer.concat([Buffer.from(SHEET_START), Buffer.of(0xff)])],
    ["rows in disorder", sheet('<row r="2"/><row r="1"/>')],
    ["a cell of another row", sheet('<row r="2"><c r="A3"><v>1</v></c></row>')],
    ["an unknown type", sheet('<row><c t="z"><v>1</v></c></row>')],
    ["a text that is not there", sheet('<row><c t="s"><v>7</v></c></row>')],
  ])("%s is refused", async (_, xml) => {
    const { columns, told } = await readFile(write("bad.xlsx", workbook(Buffer.from(xml))));
    expect([columns, told.map(({ effect, rule }) => `${effect} ${rule}`)]).toEqual([null, ["file shape"]]);
  });
});

describe("readXlsx(file) tells what is no value, with the cell", () => {
  test("errors, formulas without a result, numbers that are none", async () => {
    const rows = `${names("a", "b")}<row><c t="e"><v>#N/A</v></c><c><f>1+1</f></c></row><row><c><v>1e999</v></c><c><f>1+1</f><v>2</v></c></row>`;
    const { columns, told } = await read(rows);
    expect(columns).toEqual([
      ["a", null, null],
      ["b", null, 2],
    ]);
    expect(told.map(({ row, line, column, value, hint }) => [row, line, column, value, hint])).toEqual([
      [1, 2, "a", "#N/A", "cell A2"],
      [1, 2, "b", null, "cell B2: open the workbook in a spreadsheet and save it"],
      [2, 3, "a", "1e999", "cell A3"],
    ]);
  });

  test("merged cells: all rows but the first of those that go down, every row of those that go across", async () => {
    const row = (n: number) => `<row><c><v>${n}</v></c>${text("x")}<c><v>${n}</v></c></row>`;
    const behind = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B2:C2"/><mergeCell ref="C6:C6"/></mergeCells>';
    const { told } = await read(names("a", "b", "c") + [1, 2, 3, 4, 5].map(row).join(""), behind);
    expect(told.map(({ row: at, effect, rule }) => [at, effect, rule])).toEqual([
      [1, "row", "shape"],
      [2, "row", "shape"],
      [3, "row", "shape"],
    ]);
  });

  test("kinds that are mixed become text, and the rarest is shown; texts of no character are missing", async () => {
    const { columns, told } = await read(
      `${names("a")}<row><c><v>1</v></c></row><row><c><v>0.1</v></c></row><row>${text("n/a")}</row><row>${text("")}</row>`,
    );
    expect(columns).toEqual([["a", "1", "0.1", "n/a", null]]);
    expect(told).toMatchObject([{ row: 3, effect: "note", rule: "type", value: "n/a" }]);
  });

  test("rows = header + preamble + records + blank, down to the last row with a cell", async () => {
    const rows = `<row r="3">${text("a")}</row><row r="5"><c r="A5"><v>1</v></c></row><row r="9"><c r="A9"><v>2</v></c></row><row r="20"><c r="A20" s="0"/></row>`;
    const { scanned } = await read(rows);
    const { rows: records, blank, header, preamble, lineOf } = scanned!;
    expect({ records, blank, header, preamble }).toEqual({ records: 2, blank: 4, header: 1, preamble: 2 });
    expect([lineOf(1), lineOf(2), lineOf(3)]).toEqual([5, 9, null]);
  });
});

describe("readXlsx(file) guesses no layout", () => {
  test("a title above the header is told with the layout that reads it", async () => {
    const rows = `<row>${text("Sales of 1403")}</row><row/>${names("a", "b")}<row><c><v>1</v></c><c><v>2</v></c></row>`;
    const { told } = await read(rows);
    expect(told).toMatchObject([
      { effect: "file", rule: "shape", hint: "if row 3 is the header: layout: { preamble: 2 }" },
    ]);
    expect((await read(rows, "", { preamble: 2 })).columns).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });

  test("of several sheets one must be named, also '__proto__'", async () => {
    const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const one = (i: number) => `<sheet name="${i === 1 ? "__proto__" : "b"}" sheetId="${i}" r:id="r${i}"/>`;
    const relation = (i: number) => `<Relationship Id="r${i}" Type="${office}/worksheet" Target="/xl/s${i}.xml"/>`;
    const part = (xml: string) => Buffer.from(xml);
    const book = write(
      "two.xlsx",
      zip({
        "xl\\workbook.xml": part(
          `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${one(1)}${one(2)}</sheets></workbook>`,
        ),
        "xl/_rels/workbook.xml.rels": part(`<Relationships>${relation(1)}${relation(2)}</Relationships>`),
        "xl/s1.xml": sheet(`${names("a")}<row><c><v>1</v></c></row>`),
        "xl/s2.xml": sheet(`${names("a")}<row><c><v>2</v></c></row>`),
      }),
    );
    expect((await readFile(book)).told[0]!.message).toBe("the workbook has 2 sheets: '__proto__', 'b'; name one");
    expect((await readFile(book, { sheet: "B" })).told[0]!.message).toBe("no sheet 'B' in the workbook; nearest: 'b'");
    expect((await readFile(book, { sheet: "__proto__" })).columns).toEqual([["a", 1]]);
  });

  test("a name that stands twice, or nowhere, is told with its columns", async () => {
    const { told } = await read(`${names("a", "a")}<row><c><v>1</v></c><c/><c><v>3</v></c></row>`);
    expect(told.map(({ message, hint }) => [message, hint])).toEqual([
      ["the header names 'a' twice", "columns A and B of the sheet"],
      ["column C has no name in row 1 of the sheet", ""],
    ]);
  });
});

describe("a bit that was turned in a packed workbook is found", () => {
  test("wherever it is, the workbook is refused or read as it was", async () => {
    const whole = workbook(sheet(`${names("a", "b")}<row><c><v>12</v></c>${text("x")}</row>`));
    const right = (await readFile(write("whole.xlsx", whole))).columns;
    const changed: unknown[] = [];
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ (1 << (at % 8));
      const { columns, told } = await readFile(write("turned.xlsx", bytes));
      if (columns === null ? told.length === 0 : JSON.stringify(columns) !== JSON.stringify(right)) changed.push(at);
    }
    expect(changed).toEqual([]);
  });
});

test.each([
  ["General", "number"],
  ["0.00", "number"],
  ["#,##0 [$تومان-429]", "number"],
  ["0.00E+00", "number"],
  ["0%", "percent"],
  ["yyyy\\-mm\\-dd", "date"],
  ["[$-fa-IR,16]d mmmm yyyy", "date"],
  ["mmm yy", "date"],
  ["[Red]dd/mm/yyyy;@", "date"],
  ["m/d/yy h:mm", "datetime"],
  ["h:mm AM/PM", "time"],
  ["[h]:mm:ss", "duration"],
  ['0 "days"', "number"],
  ["00000", "padded"],
  ["000\\-00\\-0000", "padded"],
])("shownBy('%s') is %s", (code, as) => expect(shownBy(code).as).toBe(as));

test("padded(value, pattern) has the digits that a spreadsheet shows", () => {
  expect([padded(123, "00000"), padded(1234567, "00000"), padded(-1, "00000"), padded(1.5, "00000")]).toEqual([
    ...["00123", "1234567", null, null],
  ]);
});
