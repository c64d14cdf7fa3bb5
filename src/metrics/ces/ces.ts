import { requireLevel } from "../../statistics/interval.js";
import type { Cell, Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { SHARE_METHODS, type ShareMethod } from "../answers/answerEstimates.js";
import {
  type AnswerCounts,
  answerTally,
  pooledAnswers,
  publishedAnswers,
  requireAnswerColumns,
} from "../answers/answerTally.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Keys, Result } from "../result.js";
import { rowsWith, shown } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type CesFinish, type CesRow, type CesVersion, cesRow, VERSIONS } from "./cesRow.js";

export type { CesRow, CesVersion } from "./cesRow.js";

export interface CesFromCountsOptions {
  /** Which question was asked; there is no default, because the two point in opposite directions. */
  readonly version: CesVersion;
  readonly level?: number;
  /** Of the share `easy`; the mean has Student's t, the index adjusted Wald. */
  readonly method?: ShareMethod;
}

export interface CesOptions extends CesFromCountsOptions {
  /** Column with the answers: whole numbers 1 to 5 (version 1) or 1 to 7 (version 2). */
  readonly score: string;
  /** Column that says which version an answer was asked with, 1 or 2: then answers of the other one are refused. */
  readonly askedVersion?: string;
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
}

export interface CesResult extends Result<CesRow> {
  readonly version: CesVersion;
  /** Which end of the scale is the good one. */
  readonly better: "low" | "high";
}

/** Throws unless the version, the level and the method are ones there are. */
export function requireCes({ version, level = 0.95, method }: CesFromCountsOptions, caller: string) {
  if (!Object.hasOwn(VERSIONS, String(version))) {
    const choices = "1 (effort, 1 to 5, low is good) or 2 (agreement that it was easy, 1 to 7, high is good)";
    throw new RangeError(`${caller} requires a version, ${choices}; got ${version === undefined ? "none" : version}`);
  }
  requireLevel(level, caller);
  if (method !== undefined) requireOneOf(caller, "method", Object.keys(SHARE_METHODS), method);
  return { version, level, method };
}

/** Throws where a row was asked with another version: one mean of both would mean nothing. */
export async function requireOneVersion(
  table: Table,
  column: string,
  version: CesVersion,
  caller: string,
): Promise<void> {
  await requireAnswerColumns(table, [column], undefined, caller);
  const isOther = (cell: Cell) => cell !== null && Number(cell) !== version;
  const others = (await table.crosstab([column])).flatMap(({ keys }) => keys.filter(isOther));
  if (others.length === 0) return;
  const where = await rowsWith(table, column, isOther);
  throw new RangeError(
    `${caller} of version ${version} requires answers to that version; '${column}' holds ${others.map(shown).join(", ")} (${where}): take each version by itself`,
  );
}

function cesResult(
  total: AnswerCounts,
  segments: readonly (AnswerCounts & { readonly keys: Keys })[],
  by: readonly string[],
  finish: CesFinish,
): CesResult {
  const overall = cesRow(total, finish);
  const { label, better } = VERSIONS[finish.version];
  return {
    metric: "ces",
    label,
    version: finish.version,
    better,
    overall,
    rows: segments.map(({ keys, ...counts }) => ({ keys, ...cesRow(counts, finish) })),
    by,
    level: finish.level,
    method: "Student's t",
    unit: "score",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}

/**
 * The customer effort score: how hard, or how easy, customers found it to get something done.
 *
 * For one contact, right after it (a call, a return, an order); not for the relationship as a whole, and not for comparing
 * companies. The two versions (see `CesVersion`) are different measures: the version has no default, stands in the label, and
 * the two never belong in one trend. Read `easy` and `index` beside the mean: a mean in the middle may be everybody in the
 * middle, or two crowds at the ends.
 *
 * The mean on the scale of the version: 1 to 5, low is good (version 1), or 1 to 7, high is good (version 2; `better` says
 * which). Student's t with the linearised standard error; `easy` has Wilson's interval (Clopper and Pearson's below 10 answers),
 * `index` adjusted Wald. A mean of one answer, or of answers all alike, has no interval. Null without answers.
 *
 * @param table one row an answer; missing answers are counted apart
 * @throws a missing version; an answer off the scale of the version, with the row of the first
 * @example (await ces(answers, { score: "effort", version: 2, by: "segment" })).overall.estimate // 5.23
 * @see Dixon, Freeman and Toman (2010), Harvard Business Review 88; Dixon, Toman and DeLisi (2013), The Effortless Experience
 */
export async function ces(table: TableLike, options: CesOptions): Promise<CesResult> {
  const { score, weight, askedVersion } = options;
  const by = byColumns(options.by);
  const settings = requireCes(options, "ces");
  const { scale } = VERSIONS[settings.version];
  const source = asTable(table);
  if (askedVersion !== undefined) await requireOneVersion(source, askedVersion, settings.version, "ces");
  const segments = await answerTally(source, { score, by, weight }, scale, "ces");
  const keyed = segments.map((segment) => ({ ...segment, keys: keysOf(by, segment.cells) }));
  const finish = { ...settings, weighted: weight !== undefined };
  return cesResult(pooledAnswers(segments, scale), by.length === 0 ? [] : keyed, by, finish);
}

/**
 * The customer effort score of published counts: `ces` for those who have no rows.
 *
 * @param counts how many gave each answer, from 1 up to 5 (version 1) or 7 (version 2)
 * @example cesFromCounts([5, 3, 8, 20, 40, 60, 44], { version: 2 }).overall.estimate // 5.461
 */
export function cesFromCounts(counts: readonly number[], options: CesFromCountsOptions): CesResult {
  const settings = requireCes(options, "cesFromCounts");
  const answers = publishedAnswers(counts, VERSIONS[settings.version].scale, "cesFromCounts");
  return cesResult(answers, [], [], { ...settings, weighted: false });
}
