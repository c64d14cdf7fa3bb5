import { wilsonInterval } from "../../statistics/proportion.js";
import { asTable } from "../../tables/table-like.js";
import { type Estimate, nothing } from "../result.js";
import type { ComparedTable } from "./question.js";

/** The share of one reason among those who gave one, in both periods. */
export interface ReasonShares {
  readonly reason: string;
  readonly now: Estimate;
  readonly before: Estimate;
}

/** More reasons than so many would each be told in a row of its own, and none be found among so many looks. */
const MOST_REASONS = 8;

function share(given: number, n: number, level: number): Estimate {
  if (n === 0) return nothing(0, "no reasons");
  return { estimate: given / n, ...wilsonInterval(given, n, level), n, note: null };
}

/** The reasons named most, with their shares in both periods; [] without a column of reasons. */
export async function reasonShares(table: ComparedTable, level: number): Promise<ReasonShares[]> {
  const { frame, columns, wave, now, before } = table;
  const { reason } = columns;
  if (reason === undefined) return [];
  const tally = (await asTable(frame).crosstab([reason, wave])).filter(({ keys }) => keys[0] !== null);
  const counted = (of: string, name?: string) =>
    tally
      .filter(({ keys }) => keys[1] === of && (name === undefined || String(keys[0]) === name))
      .reduce((sum, { n }) => sum + n, 0);
  const names = [...new Set(tally.map(({ keys }) => String(keys[0])))];
  const totals = { now: counted(now), before: counted(before) };
  return names
    .map((name) => ({ reason: name, given: [counted(now, name), counted(before, name)] as const }))
    .sort((a, b) => b.given[0] + b.given[1] - a.given[0] - a.given[1])
    .slice(0, MOST_REASONS)
    .map(({ reason: one, given: [current, earlier] }) => ({
      reason: one,
      now: share(current, totals.now, level),
      before: share(earlier, totals.before, level),
    }));
}
