import { requireColumns } from "../../tables/requirements.js";
import type { Cell, ColumnType, Table } from "../../tables/table.js";
import { cellAt, rowsOf, rowsWith, shown } from "../scale.js";
import { issueOf, type ReasonIssue } from "./reasonIssue.js";

/** All customers: the row each stands in first, and whether they left. */
export interface Roster {
  readonly table: string;
  readonly column: string;
  readonly type: ColumnType;
  readonly customers: ReadonlyMap<Cell, number>;
  /** Without those of whom it is not said. */
  readonly left: ReadonlyMap<Cell, boolean>;
  readonly twice: readonly number[];
  readonly unclear: readonly number[];
}

async function requireLeft(table: Table, left: string, type: ColumnType, caller: string): Promise<void> {
  const what = `${caller} requires true and false, 1 and 0, or dates in '${left}'`;
  if (type === "text") throw new TypeError(`${what}; got text in ${table.name}`);
  if (type !== "number") return;
  const isWrong = (cell: Cell) => cell !== null && cell !== 0 && cell !== 1;
  const wrong = (await table.crosstab([left])).map(({ keys }) => keys[0]!).filter(isWrong);
  if (wrong.length === 0) return;
  throw new RangeError(
    `${what}; got ${wrong.slice(0, 3).map(shown).join(", ")} (${await rowsWith(table, left, isWrong)})`,
  );
}

/** Reads who the customers are and who of them left. A date says that they did, no date that they stayed. */
export async function readRoster(
  table: Table,
  { customer, left }: { readonly customer: string; readonly left: string },
  caller: string,
): Promise<Roster> {
  const [who, gone] = await requireColumns(table, [customer, left], caller);
  await requireLeft(table, left, gone!.type, caller);
  const isDate = gone!.type === "date" || gone!.type === "datetime";
  const typed = await table.typed([...new Set([customer, left])], caller);
  const customers = new Map<Cell, number>();
  const known = new Map<Cell, boolean>();
  const [twice, unclear]: [number[], number[]] = [[], []];
  for (let row = 0; row < rowsOf(typed[customer]!); row++) {
    const [name, cell] = [cellAt(typed[customer]!, row), cellAt(typed[left]!, row)];
    if (name === null) continue;
    if (customers.has(name)) {
      twice.push(row + 1);
      continue;
    }
    customers.set(name, row + 1);
    if (isDate) known.set(name, cell !== null);
    else if (cell === null) unclear.push(row + 1);
    else known.set(name, Number(cell) === 1);
  }
  return { table: table.name, column: customer, type: who!.type, customers, left: known, twice, unclear };
}

/** Throws when one table writes customers as numbers and the other as text: nobody would be found. */
export async function requireSameType(table: Table, customer: string, roster: Roster, caller: string): Promise<void> {
  const [own] = await requireColumns(table, [customer], caller);
  if (own!.type === roster.type || roster.customers.size === 0) return;
  const [one, other] = [`${own!.type} in ${table.name}`, `${roster.type} in ${roster.table}`];
  throw new TypeError(`${caller} requires customers of one type in both tables; got ${one} and ${other}`);
}

/** What the customer table shows beside the rows of those who left. */
export function rosterIssues(roster: Roster, recorded: ReadonlyMap<Cell, unknown>): ReasonIssue[] {
  const { table, column, customers, left } = roster;
  const silent = [...left].filter(([who, isGone]) => isGone && !recorded.has(who)).map(([who]) => who);
  const nameAt = new Map([...customers].map(([who, row]) => [row, String(who)]));
  const issue = (
    rule: "left-without-record" | "roster-twice" | "roster-unclear",
    rows: readonly number[],
    says: string,
    hint: string,
  ) => {
    const values = rows.flatMap((row) => (nameAt.has(row) ? [{ value: nameAt.get(row)!, count: 1 }] : []));
    return rows.length === 0 ? [] : [issueOf({ rule, says, hint, values }, table, rows)];
  };
  return [
    ...issue(
      "left-without-record",
      silent.map((who) => customers.get(who)!),
      `a customer in '${column}' who left and has no record; in no share`,
      "ask them, or add them with an empty reason, so that they are counted as missing",
    ),
    ...issue("roster-twice", roster.twice, `a customer again in '${column}'; the first row was taken`, "keep one row"),
    ...issue(
      "roster-unclear",
      roster.unclear,
      `a customer in '${column}' of whom it is not said whether he left`,
      "say it",
    ),
  ];
}
