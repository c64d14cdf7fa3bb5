import type { Spell } from "../../statistics/survivalCurve.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireWithin, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";

export interface SurvivalColumns {
  readonly duration: string;
  readonly observed: Answer;
  readonly entry: string | null;
  readonly by: readonly string[];
}

/** The cases of a segment, alike ones together. */
export interface SurvivalSegment {
  readonly cells: readonly Cell[];
  readonly spells: readonly Spell[];
  /** Cases whose observation began no sooner than it ended: they were never at risk. */
  readonly neverAtRisk: number;
  /** Rows that lack the duration, the entry, or whether the event happened. */
  readonly missing: number;
}

/** Several segments as one. */
export const pooledSurvival = (segments: readonly SurvivalSegment[]): SurvivalSegment => ({
  cells: [],
  spells: segments.flatMap(({ spells }) => spells),
  neverAtRisk: segments.reduce((sum, { neverAtRisk }) => sum + neverAtRisk, 0),
  missing: segments.reduce((sum, { missing }) => sum + missing, 0),
});

/** Throws when a time is no number from 0, or when somebody was first watched after it was over, with the row of the first. */
export async function requireSpells(
  table: Table,
  { duration, entry }: Pick<SurvivalColumns, "duration" | "entry">,
  caller: string,
): Promise<void> {
  await requireNumberColumns(table, entry === null ? [duration] : [duration, entry], caller);
  const from0 = { min: 0, max: Number.POSITIVE_INFINITY };
  await requireWithin(table, [duration], from0, `${caller} requires durations`);
  if (entry === null) return;
  await requireWithin(table, [entry], from0, `${caller} requires entries`);
  const [late] = await table.crosstab([], [{ below: [duration, entry] }]);
  if (late === undefined || late.sums[0] === 0) return;
  let got = "";
  const where = await rowsWith(table, [duration, entry], (end, start) => {
    const isLate = end !== null && start !== null && end < start;
    if (isLate) got ||= `entry ${start} after ${end}`;
    return isLate;
  });
  throw new RangeError(`${caller} requires '${entry}' up to '${duration}'; got ${got} (${where})`);
}

function segmentOf(cells: readonly Cell[], entries: readonly Cross[], columns: SurvivalColumns): SurvivalSegment {
  const { observed, entry, by } = columns;
  const spells: Spell[] = [];
  let [neverAtRisk, missing] = [0, 0];
  for (const { keys, n } of entries) {
    const [duration, answer, start] = keys.slice(by.length) as [Cell, Cell, Cell?];
    if (duration === null || answer === null || (entry !== null && start === null)) {
      missing += n;
      continue;
    }
    // Who was watched from 0 on was watched from the beginning, and is at risk at 0 too.
    const from = entry === null || Number(start) === 0 ? null : Number(start);
    if (from !== null && from >= Number(duration)) neverAtRisk += n;
    else spells.push({ duration: Number(duration), observed: isYes(observed, answer), entry: from, n });
  }
  return { cells, spells, neverAtRisk, missing };
}

/** The tally: one crosstab of segment × duration × observed, and × entry where cases entered late. */
export async function survivalTally(
  table: Table,
  columns: SurvivalColumns,
  caller: string,
): Promise<SurvivalSegment[]> {
  const { duration, observed, entry, by } = columns;
  const [answer] = answerColumn(observed);
  await requireColumns(table, [duration, answer, ...(entry === null ? [] : [entry]), ...by], caller);
  await requireSpells(table, columns, caller);

  const tally = await table.crosstab([...by, duration, answer, ...(entry === null ? [] : [entry])]);
  const answers = tally.map(({ keys }) => keys[by.length + 1]!);
  await requireAnswer(table, observed, answers, { caller, option: "observed" });
  return bySegment(tally, by.length).map(({ cells, entries }) => segmentOf(cells, entries, columns));
}
