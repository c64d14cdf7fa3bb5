import { requireColumns } from "../../tables/requirements.js";
import type { Cell, Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { ReasonNames } from "../churnReasons/churnReasonsKinds.js";
import { cellAt, rowsOf } from "../scale.js";
import { namedReasons } from "./countedIssues.js";
import { type ReasonIssue, RowsFound, reasonFindings, withRows } from "./reasonIssue.js";
import { type Roster, readRoster, requireSameType, rosterIssues } from "./reasonRoster.js";
import { isInvisible } from "./reasonSpelling.js";

export type { ReasonIssue, ReasonRule } from "./reasonIssue.js";

export interface ReasonIssuesOptions extends ReasonNames {
  /** Column with the reason. */
  readonly reason: string;
  /** Column with the customer; without it only the reasons themselves are looked at. */
  readonly customer?: string;
  /** Whether a customer gives one reason (default) or may give several, one a row. */
  readonly reasons?: "one" | "several";
  /** All customers, and whether they left: true and false (1 and 0), or the date they left on, none where they stayed. */
  readonly roster?: { readonly table: TableLike; readonly customer: string; readonly left: string };
}

const caller = "reasonIssues";

interface Columns {
  readonly reason: string;
  readonly customer: string;
  readonly several: boolean;
}

/** What the rows of leavers show with the customers they name, and whose rows these are. */
async function customerIssues(table: Table, { reason, customer, several }: Columns, roster: Roster | null) {
  const typed = await table.typed([...new Set([reason, customer])], caller);
  const [reasons, customers] = [typed[reason]!, typed[customer]!];
  const seen = new Map<Cell, Set<Cell>>();
  const [nobody, twice, stayed, unlisted] = [new RowsFound(), new RowsFound(), new RowsFound(), new RowsFound()];
  for (let row = 0; row < rowsOf(customers); row++) {
    const [who, why] = [cellAt(customers, row), cellAt(reasons, row)];
    if (who === null || (typeof who === "string" && isInvisible(who))) {
      nobody.add(row, who);
      continue;
    }
    const before = seen.get(who);
    if (before !== undefined && (!several || before.has(why))) twice.add(row, who);
    if (before === undefined) seen.set(who, new Set([why]));
    else before.add(why);
    if (roster === null) continue;
    if (!roster.customers.has(who)) unlisted.add(row, who);
    else if (why !== null && roster.left.get(who) === false) stayed.add(row, who);
  }
  const again = several ? "the same reason of a customer again" : "a customer again";
  const issues = [
    ...nobody.issue("no-customer", `no customer in '${customer}'`, "say whose reason it is", table.name),
    ...twice.issue(
      "customer-twice",
      `${again} in '${customer}'; each row counts`,
      several
        ? "churnReasons with customer counts it once"
        : "keep one row, or name the column as customer in churnReasons",
      table.name,
    ),
    ...stayed.issue(
      "did-not-leave",
      `a reason of a customer in '${customer}' who did not leave`,
      "correct who left, or take the row out",
      table.name,
    ),
    ...unlisted.issue(
      "not-in-roster",
      `a customer in '${customer}' whom the customer table does not have`,
      "compare how both tables write customers",
      table.name,
    ),
  ];
  return { issues, seen };
}

/**
 * What to look at before believing a list of churn reasons: rows without a reason, white space, words that programs write for
 * nothing ('None', 'null'), one reason in several spellings (letter case, spaces, half-spaces, Arabic ي and ك for Persian ی and
 * ک, digits); with `customer` the same customer twice; with `roster` reasons of customers who did not leave or who are
 * unknown, and customers who left without a record.
 *
 * Each is reported with its count and its first rows, which count from 1 below the header. Nothing is changed: `churnReasons`
 * counts what the messages say. It finds spellings that read alike, not misspellings or two words for one thing. A CSV cell
 * of white space is missing for `load` and `duckdb` already, and is reported as no reason.
 *
 * Fetches single rows, as it says in which rows an issue is: at most `maxRows` of each table.
 *
 * @param leavers one row a customer who left; with `reasons: "several"`, one row a reason
 * @returns issues in the order of the list above; [] when there are none
 * @throws when the two tables write customers in different types, or `left` is none of what it may be
 * @example (await reasonIssues(leavers, { reason: "reason", customer: "customer" })).map(({ rule }) => rule) // ["no-reason"]
 */
export async function reasonIssues(leavers: TableLike, options: ReasonIssuesOptions): Promise<readonly ReasonIssue[]> {
  const { reason, customer, reasons = "one", roster } = options;
  if (reasons !== "one" && reasons !== "several")
    throw new RangeError(`${caller} requires reasons of 'one', 'several'; got '${reasons}'`);
  if (roster !== undefined && customer === undefined)
    throw new TypeError(`${caller} requires a customer column with a roster; got none`);
  const table = asTable(leavers);
  await requireColumns(table, [reason, ...(customer === undefined ? [] : [customer])], caller);
  const listed = roster === undefined ? null : await readRoster(asTable(roster.table), roster, caller);

  const given = new Map((await table.crosstab([reason])).map(({ keys, n }) => [keys[0]!, n]));
  const own = await withRows(reasonFindings(given, `'${reason}'`, namedReasons(options)), table, reason);
  if (customer === undefined) return own;
  if (listed !== null) await requireSameType(table, customer, listed, caller);
  const { issues, seen } = await customerIssues(table, { reason, customer, several: reasons === "several" }, listed);

  return [...own, ...issues, ...(listed === null ? [] : rosterIssues(listed, seen))];
}
