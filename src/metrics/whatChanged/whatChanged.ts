import { requireLevel } from "../../statistics/interval.js";
import { holm } from "../../statistics/multipleComparisons.js";
import type { DecompositionResult } from "../periods/decomposeChange.js";
import { type Estimate, type Keys, nothing, type Result } from "../result.js";
import { type ChangedRow, changedRow, judged } from "./changedRow.js";
import { type ComparedTable, type Question, questionsOf, type Sized } from "./question.js";
import { reasonShares } from "./reasons.js";
import { causes, type Split, splitOf } from "./split.js";

export type { ChangedRow, ChangeVerdict } from "./changedRow.js";
export type { ComparedTable } from "./question.js";
export type { Split } from "./split.js";

/** A question with what moved it: the segments, or only their mix. */
export interface QuestionRow extends ChangedRow {
  readonly split: Split | null;
}

export interface WhatChangedOptions {
  readonly level?: number;
}

/** `rows` are the questions, in points of change; `overall` is the one that is told most surely. */
export interface WhatChangedResult extends Result<QuestionRow> {
  readonly now: string;
  readonly before: string;
  /** The reasons named most: their shares of those who gave one. */
  readonly reasons: readonly ChangedRow[];
  /** Each segment of each question, as `rows` are; adjusted over all segments of all questions. */
  readonly segments: readonly ChangedRow[];
  /** The change of each question that has segments, split as `decomposeChange` does. */
  readonly splits: readonly DecompositionResult[];
}

interface Waves {
  readonly now: string;
  readonly before: string;
  readonly tables: readonly ComparedTable[];
}

const caller = "whatChanged";

const rowAt = ({ rows }: Result<Sized>, table: ComparedTable, label: string, keys: Keys = {}): Estimate => {
  const wanted = Object.entries({ ...keys, [table.wave]: label });
  const found = rows.find((row) => wanted.every(([name, cell]) => row.keys[name] === cell));
  return found ?? nothing(0, "nobody");
};

interface Asked {
  readonly question: Question;
  readonly label: string;
  readonly row: ChangedRow;
  readonly segments: readonly ChangedRow[];
  readonly split: DecompositionResult | null;
}

/** One question, in both periods: everybody, and by the first column of segments. */
async function asked(question: Question, level: number): Promise<Asked> {
  const { table, told, ask } = question;
  const by = table.segments[0];
  const whole = await ask([table.wave], level);
  const sides = (result: Result<Sized>, keys: Keys) => ({
    now: rowAt(result, table, table.now, keys),
    before: rowAt(result, table, table.before, keys),
  });
  const common = { told, unit: whole.unit };
  const row = changedRow({ ...common, keys: { question: whole.label }, ...sides(whole, {}) }, level);
  if (by === undefined) return { question, label: whole.label, row, segments: [], split: null };
  const result = await ask([by, table.wave], level);
  const names = [...new Set(result.rows.flatMap(({ keys }) => (keys[by] === null ? [] : [keys[by]!])))];
  const segments = names.map((segment) => {
    const keys = { question: whole.label, segment };
    return changedRow({ ...common, keys, ...sides(result, { [by]: segment }) }, level);
  });
  return { question, label: whole.label, row, segments, split: await splitOf(question, by, level) };
}

async function reasonRows(table: ComparedTable, level: number): Promise<ChangedRow[]> {
  const shares = await reasonShares(table, level);
  return shares.map(({ reason, now, before }) =>
    changedRow({ keys: { reason }, told: "percentage points", unit: "share", now, before }, level),
  );
}

/** The rows with p-values adjusted over all that are given at once. */
function adjusted(families: readonly (readonly ChangedRow[])[], level: number): ChangedRow[][] {
  const all = families.flat();
  const values = holm(all.flatMap(({ pValue }) => (pValue === null ? [] : [pValue])));
  const found = judged(
    all,
    all.map(({ pValue }) => (pValue === null ? null : values.shift()!)),
    level,
  );
  return families.map((rows) => found.splice(0, rows.length));
}

const surest = (rows: readonly QuestionRow[]): QuestionRow | undefined =>
  [...rows].sort((a, b) => (a.adjustedPValue ?? 2) - (b.adjustedPValue ?? 2))[0];

/**
 * What has changed from one period to another, of all that the tables can be asked: would they recommend us, are they satisfied, was it
 * easy, who stayed, who left and why, what they spent.
 *
 * Each question is asked in both periods with one definition. The change is told in points, so that all can be read side by side: points
 * of a score, percentage points of a share, percent of an amount. Its interval is made of the two intervals (MOVER); the verdict is
 * Holm's over all questions and reasons together, so that the chance of one false alarm in the report is 1 − level: risen, fallen, or
 * cannot tell, with about how many answers would. By the first column of segments each change is split into what changed within the
 * segments and what only their mix did; segments are judged as a family of their own. Periods count as independent.
 *
 * @param waves the tables of two periods, from `twoPeriods`
 * @throws no table that can be asked anything
 * @see Zou and Donner (2008), Statistics in Medicine 27; Holm (1979), Scandinavian Journal of Statistics 6; Kitagawa (1955), Journal of the American Statistical Association 50
 */
export async function whatChanged(
  { tables, now, before }: Waves,
  { level = 0.95 }: WhatChangedOptions = {},
): Promise<WhatChangedResult> {
  requireLevel(level, caller);
  const found: Asked[] = [];
  const reasons: ChangedRow[] = [];
  for (const table of tables) {
    for (const question of questionsOf(table)) found.push(await asked(question, level));
    reasons.push(...(await reasonRows(table, level)));
  }
  if (found.length + reasons.length === 0)
    throw new RangeError(
      `${caller} requires a table of both periods with a question in it; got none of ${before} and ${now}`,
    );
  const [questions, named] = adjusted([found.map(({ row }) => row), reasons], level) as [ChangedRow[], ChangedRow[]];
  const [segments] = adjusted([found.flatMap((one) => one.segments)], level) as [ChangedRow[]];
  const rows = questions.map((row, i) => ({ ...row, split: causes(row, found[i]!.split) }));
  return {
    metric: caller,
    label: "Change",
    now,
    before,
    overall: surest(rows) ?? { ...named[0]!, split: null },
    rows,
    reasons: named,
    segments,
    splits: found.flatMap(({ split }) => (split === null ? [] : [split])),
    by: ["question"],
    level,
    method: "MOVER, from the intervals of both periods",
    unit: "points",
    excluded: { missing: 0, outOfRange: 0 },
  };
}
