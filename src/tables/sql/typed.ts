import { MAX_ROWS, TooManyRows } from "../max-rows.js";
import { inferColumn } from "../memory/infer.js";
import type { TypedColumn } from "../table.js";
import { columnOf, type Engine, leaving, type Relation, type RelationColumn } from "./relation.js";

const DAY = 86_400_000;
/** 0001-01-01 and 9999-12-31, in days since 1970-01-01: the days whose ISO text has four digits of the year. */
const [FIRST_DAY, LAST_DAY] = [-719_162, 2_932_896];

const isoOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 10);

/** Days since 1970-01-01 as dates, each different one written once; null where a year has not four digits. */
function datesOf(days: Float64Array): TypedColumn | null {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(days.length);
  for (let row = 0; row < days.length; row++) {
    const day = days[row]!;
    let code = Number.isNaN(day) ? -1 : codeOf.get(day);
    if (code === undefined) {
      if (day < FIRST_DAY || day > LAST_DAY) return null;
      code = codeOf.size;
      codeOf.set(day, code);
    }
    codes[row] = code;
  }
  return { type: "date", codes, dictionary: Array.from(codeOf.keys(), isoOf) };
}

/** Values of an answer as a typed column of the type the relation names. */
function typedColumn(
  values: Float64Array | readonly unknown[],
  { name, type }: RelationColumn,
  table: string,
): TypedColumn {
  if (type === "number") {
    if (values instanceof Float64Array) return { type, values };
    return { type, values: Float64Array.from(values, (value) => (value as number | null) ?? Number.NaN) };
  }
  if (type === "boolean")
    return { type, values: Uint8Array.from(values, (value) => (value === null ? 255 : value ? 1 : 0)) };
  const column = inferColumn(values, name, table);
  if ("codes" in column) return { ...column, type };
  return { type, codes: new Int32Array(values.length).fill(-1), dictionary: [] };
}

async function rowsOf({ dialect, query }: Engine, { from }: Relation): Promise<number> {
  return (await query(`SELECT ${dialect.double("count(*)")} FROM ${from}`))[0]![0] as number;
}

/** The columns row by row, in the order of the relation; see `Table.typed`. */
export async function typed(
  engine: Engine,
  relation: Relation,
  names: readonly string[],
  caller: string,
): Promise<Readonly<Record<string, TypedColumn>>> {
  const { dialect, maxRows = MAX_ROWS } = engine;
  const refusal = (rows: number) => new TooManyRows(caller, `single rows of ${relation.name}`, rows, maxRows);
  const wanted = names.map((name) => columnOf(relation, name));
  if (wanted.length === 0) return {};
  if (relation.order.length === 0) {
    const rows = await rowsOf(engine, relation);
    if (rows > maxRows) throw refusal(rows);
  }
  const order = relation.order.map((id) => `${id} NULLS LAST`).join(", ");
  const ask = async (parts: readonly string[]) => {
    const sql = `SELECT ${parts.join(", ")} FROM ${relation.from}${order ? ` ORDER BY ${order}` : ""}`;
    const answer = await engine.arrays(sql, maxRows);
    // Rolled-up rows are not counted beforehand: that would take as long as rolling them up.
    if (answer[0]!.length > maxRows) throw refusal(await rowsOf(engine, relation));
    return answer;
  };
  // Days leave as numbers: a million texts of a few hundred dates would take longer than what they are rolled up from.
  const found = await ask(
    wanted.map((column) => (column.native === "date" ? dialect.days(column.id) : leaving(column, column.id, dialect))),
  );
  const columns = wanted.map((column, i) =>
    column.native === "date" ? datesOf(found[i] as Float64Array) : typedColumn(found[i]!, column, relation.name),
  );
  if (columns.includes(null)) {
    const texts = await ask(wanted.map((column) => leaving(column, column.id, dialect)));
    wanted.forEach((column, i) => {
      columns[i] = typedColumn(texts[i]!, column, relation.name);
    });
  }
  return Object.fromEntries(names.map((name, i) => [name, columns[i]!]));
}
