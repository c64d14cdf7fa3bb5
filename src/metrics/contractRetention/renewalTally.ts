import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireWholeNumbers, requireWithin, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";
import type { Renewal } from "./contractLikelihood.js";

export interface RenewalColumns {
  readonly periods: string;
  readonly left: Answer;
  readonly by: readonly string[];
}

/** The members of a segment at each renewal. */
export interface RenewalSegment {
  readonly cells: readonly Cell[];
  /** From the first to the last that anybody came to. */
  readonly renewals: readonly Renewal[];
  /** Members who came to no renewal yet: nothing could be seen of them. */
  readonly justJoined: number;
  /** Rows that lack the periods, or whether the member left. */
  readonly missing: number;
}

/** Renewals from how many left and how many were last seen renewing at each. */
function renewalsOf(ends: ReadonlyMap<number, { left: number; stayed: number }>): Renewal[] {
  const last = Math.max(0, ...ends.keys());
  const renewals: Renewal[] = [];
  let atRisk = 0;
  for (let period = last; period >= 1; period--) {
    const { left, stayed } = ends.get(period) ?? { left: 0, stayed: 0 };
    atRisk += left + stayed;
    renewals.push({ period, atRisk, left });
  }
  return renewals.reverse();
}

/** Several segments as one. */
export function pooledRenewals(segments: readonly RenewalSegment[]): RenewalSegment {
  const renewals: { period: number; atRisk: number; left: number }[] = [];
  for (const segment of segments) {
    segment.renewals.forEach(({ period, atRisk, left }, i) => {
      renewals[i] ??= { period, atRisk: 0, left: 0 };
      renewals[i].atRisk += atRisk;
      renewals[i].left += left;
    });
  }
  const total = (of: (segment: RenewalSegment) => number) => segments.reduce((sum, one) => sum + of(one), 0);
  return { cells: [], renewals, justJoined: total((one) => one.justJoined), missing: total((one) => one.missing) };
}

function segmentOf(cells: readonly Cell[], entries: readonly Cross[], isLeft: (cell: Cell) => boolean): RenewalSegment {
  const ends = new Map<number, { left: number; stayed: number }>();
  let [justJoined, missing] = [0, 0];
  for (const { keys, n } of entries) {
    const [periods, answer] = keys.slice(cells.length) as [Cell, Cell];
    if (periods === null || answer === null) missing += n;
    else if (Number(periods) === 0) justJoined += n;
    else {
      const at = ends.get(Number(periods)) ?? { left: 0, stayed: 0 };
      at[isLeft(answer) ? "left" : "stayed"] += n;
      ends.set(Number(periods), at);
    }
  }
  return { cells, renewals: renewalsOf(ends), justJoined, missing };
}

/** Throws where a number of periods is no whole number from 0, or somebody left before the first renewal. */
async function requirePeriods(
  table: Table,
  { periods, left }: RenewalColumns,
  rows: readonly (readonly [Cell, Cell])[],
  caller: string,
): Promise<void> {
  await requireWholeNumbers(
    table,
    periods,
    rows.map(([cell]) => cell),
    `${caller} requires whole periods`,
  );
  const isEarly = (cell: Cell, answer: Cell) => cell !== null && Number(cell) === 0 && isYes(left, answer);
  if (!rows.some(([cell, answer]) => isEarly(cell, answer))) return;
  const where = await rowsWith(table, [periods, answerColumn(left)[0]], isEarly);
  throw new RangeError(
    `${caller} requires who left to have come to a renewal (leaving at the first one is 1 period); got 0 in '${periods}' (${where})`,
  );
}

/** The tally: one crosstab of segment × periods × left. */
export async function renewalTally(table: Table, columns: RenewalColumns, caller: string): Promise<RenewalSegment[]> {
  const { periods, left, by } = columns;
  const [answer] = answerColumn(left);
  await requireColumns(table, [periods, answer, ...by], caller);
  await requireNumberColumns(table, [periods], caller);
  await requireWithin(table, [periods], { min: 0, max: Number.POSITIVE_INFINITY }, `${caller} requires periods`);

  const tally = await table.crosstab([...by, periods, answer]);
  const rows = tally.map(({ keys }) => keys.slice(by.length) as [Cell, Cell]);
  await requireAnswer(
    table,
    left,
    rows.map(([, cell]) => cell),
    { caller, option: "left" },
  );
  await requirePeriods(table, columns, rows, caller);
  return bySegment(tally, by.length).map(({ cells, entries }) => segmentOf(cells, entries, (one) => isYes(left, one)));
}

/** Members of one cohort, or of several, at the start and after each renewal. */
export type MemberCounts = readonly number[] | readonly (readonly number[])[];

const isOneCohort = (counts: MemberCounts): counts is readonly number[] => !Array.isArray(counts[0]);

function cohortOf(members: readonly number[], place: string, caller: string): RenewalSegment {
  if (members.length === 0) throw new RangeError(`${caller} requires members at the start${place}; got none`);
  members.forEach((count, period) => {
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(
        `${caller} requires whole counts of members from 0 (of shares, the members they are of); got ${count} after ${period} renewals${place}`,
      );
    }
    const before = members[period - 1];
    if (before !== undefined && count > before) {
      throw new RangeError(
        `${caller} requires members who never become more; got ${count} after ${before}, at renewal ${period}${place}`,
      );
    }
  });
  const renewals = members.slice(1).map((count, i) => {
    return { period: i + 1, atRisk: members[i]!, left: members[i]! - count };
  });
  const justJoined = members.length === 1 ? members[0]! : 0;
  return { cells: [], renewals: renewals.filter(({ atRisk }) => atRisk > 0), justJoined, missing: 0 };
}

/** The renewals of cohorts that were counted. */
export function countedRenewals(counts: MemberCounts, caller: string): RenewalSegment {
  if (isOneCohort(counts)) return cohortOf(counts, "", caller);
  return pooledRenewals(counts.map((members, i) => cohortOf(members, ` in cohort ${i + 1}`, caller)));
}
