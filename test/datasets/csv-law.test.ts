import type { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { expect, test } from "vitest";
import { duckdb } from "../../src/datasets/duckdb/duckdb.js";
import { load } from "../../src/datasets/load.js";
import type { ColumnKind, Schema } from "../../src/datasets/schema.js";
import type { Table } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";
import { sized } from "../trust/sized.js";
import { temporaryFolder } from "./temporary-folder.js";

const { write } = temporaryFolder();

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }).map((value) => value.replaceAll("\0", "")),
  fc.constantFrom(
    '"',
    '""',
    ",",
    "\n",
    "\r\n",
    "00123",
    "=cmd()",
    "constructor",
    "__proto__",
    " x ",
    "سلام، دنیا",
    "😀",
    "null",
  ),
);

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** A cell as some program might write it: quoted where it must be, or anyway. */
const written = (cell: string, anyway: boolean) => (anyway || /[",\r\n]/.test(cell) ? quoted(cell) : cell);

test("load(write(rows)) gives back every text exactly; only blank cells become missing", async () => {
  const rows = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.boolean(),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      async (cells, anyway, end, closed) => {
        const lines = cells.map((row) => ["x", ...row].map((cell) => written(cell, anyway)).join(","));
        const frame = await load(
          write("law.csv", `m,a,b,c${end}${lines.join(end)}${closed ? end : ""}`),
          schemaOf("text"),
        );
        const meant = cells.map((row) => ["x", ...row.map((cell) => (cell.trim() === "" ? null : cell))]);
        expect(frame.values).toEqual(meant);
      },
    ),
    { numRuns: sized(150, 500) },
  );
});

function schemaOf(type: ColumnKind): Schema {
  const column = { type, description: "a column" };
  return { name: "law", row: "a row", columns: { a: column, b: column, c: column } };
}

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => `${value}`),
  fc.integer().map((value) => `${value / 1000}`),
  fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?$/),
);

test("load(write(numbers)) gives the double nearest to each number, or says which it cannot hold", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 20 }), async (cells) => {
      const path = write("numbers.csv", `a,b,c\n${cells.map((cell) => `${cell},1,1`).join("\n")}\n`);
      const fits = (cell: string) => !Number.isInteger(Number(cell)) || Number.isSafeInteger(Number(cell));
      const isDecimal = (cell: string) => /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(cell) && fits(cell);
      if (!cells.every(isDecimal)) {
        await expect(load(path, schemaOf("number"))).rejects.toThrow("a requires numbers; got");
        return;
      }
      const values = (await load(path, schemaOf("number"))).values as number[][];
      expect(values.map(([value]) => value)).toEqual(cells.map((cell) => Number(cell) + 0));
    }),
    { numRuns: sized(150, 500) },
  );
});

/** The rows of a table, by name and type. */
async function contents(table: Table): Promise<unknown> {
  const columns = await table.columns();
  const typed = await table.typed(columns.map(({ name }) => name));
  return columns.map(({ name, type }) => {
    const column = typed[name]!;
    if (column.type === "number" || column.type === "boolean") return [name, type, Array.from(column.values)];
    return [name, type, Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]))];
  });
}

/** The contents of a table or the message of the error, without the name of the caller. */
const outcome = async (made: Promise<DataFrame | Table>) =>
  made.then(
    (table) => contents(asTable(table)),
    (error: Error) => error.message.replace(/^\w+ [\w.]+: /, ""),
  );

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("1", "2.50", "-7", "", " ") },
  fc.constantFrom(
    "2026-03-21",
    "2024-02-30",
    "1404-01-15",
    "2026-03-21 14:05",
    "2026-03-21T14:05:09.5",
    "true",
    "FALSE",
    "yes",
  ),
  fc.constantFrom(
    "007",
    "1e5",
    "1e400",
    "0x0A",
    "+5",
    "9007199254740993",
    "123456789012345678.5",
    "NaN",
    "inf",
    ".5",
    "5.",
    "۱۲",
  ),
  text.map((value) => value.replaceAll("\r", "")),
);

test("duckdb(file) and load(file) read the same cells and refuse the same ones, with and without a schema", async () => {
  const kinds = fc.constantFrom<ColumnKind | null>("text", "integer", "number", "boolean", "date", "datetime", null);
  const column = fc.oneof(
    fc.array(cell, { minLength: 4, maxLength: 4 }),
    cell.map((one) => [one, one, "", one]),
  );
  await fc.assert(
    fc.asyncProperty(column, column, kinds, async (a, b, kind) => {
      const rows = a.map((first, i) => ["x", first, b[i]!, "1"].map((one) => written(one, false)).join(","));
      const path = write("both.csv", `m,a,b,c\n${rows.join("\n")}\n`);
      const rules = kind === null ? undefined : schemaOf(kind);
      const { c: _, ...columns } = rules?.columns ?? {};
      const schema = rules && { ...rules, columns };
      expect(await outcome(duckdb(path, schema ? { schema } : {}))).toEqual(await outcome(load(path, schema)));
    }),
    { numRuns: sized(40, 500) },
  );
});
