import { ifFewRows } from "../../tables/max-rows.js";
import type { Cell, Table } from "../../tables/table.js";
import type { ReasonNames } from "../churnReasons/churnReasonsKinds.js";
import { cellAt, rowsOf } from "../scale.js";
import { issueOf, PUBLISHED, type ReasonIssue, RowsFound, reasonFindings, withRows } from "./reasonIssue.js";
import { isInvisible } from "./reasonSpelling.js";

/** Reasons whose kind was said: a word among them is meant. */
export const namedReasons = ({ other = [], unknown = [], involuntary = [] }: ReasonNames): ReadonlySet<string> =>
  new Set([...other, ...unknown, ...involuntary]);

/** Rows in which a customer gives a reason again. */
async function repeated(table: Table, reason: string, customer: string, count: number): Promise<ReasonIssue[]> {
  const says = `the same reason of a customer again in '${customer}'; counted once`;
  const hint = "keep one row a reason";
  const typed = await ifFewRows(() => table.typed([...new Set([reason, customer])]));
  if (typed === null) return [issueOf({ rule: "customer-twice", says, hint, values: [] }, table.name, [], count)];
  const seen = new Map<Cell, Set<Cell>>();
  const again = new RowsFound();
  for (let row = 0; row < rowsOf(typed[customer]!); row++) {
    const [who, why] = [cellAt(typed[customer]!, row), cellAt(typed[reason]!, row)];
    if (why === null || isInvisible(String(why))) continue;
    const before = seen.get(who);
    if (before === undefined) seen.set(who, new Set([why]));
    else if (before.has(why)) again.add(row, who);
    else before.add(why);
  }
  return again.issue("customer-twice", says, hint, table.name);
}

/** What was counted with issues: rows are read only where there are any. */
export async function countedIssues(
  table: Table,
  { given, again }: { readonly given: ReadonlyMap<Cell, number>; readonly again: number },
  options: ReasonNames & { readonly reason: string; readonly customer?: string },
): Promise<ReasonIssue[]> {
  const { reason, customer } = options;
  const own = await withRows(reasonFindings(given, `'${reason}'`, namedReasons(options)), table, reason);
  return again > 0 && customer !== undefined ? [...own, ...(await repeated(table, reason, customer, again))] : own;
}

/** The same of published counts, which have no rows. */
export const publishedIssues = (counts: ReadonlyMap<string, number>, named: ReadonlySet<string>): ReasonIssue[] =>
  reasonFindings(counts, PUBLISHED, named).map((finding) => issueOf(finding, PUBLISHED, [], finding.count));
