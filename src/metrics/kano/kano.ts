import { requireLevel } from "../../statistics/interval.js";
import { holm } from "../../statistics/multipleComparisons.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Estimate, Result } from "../result.js";
import { shown } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import type { KanoCategory } from "./kanoEvaluation.js";
import { type KanoFeature, type KanoFinish, kanoFeature } from "./kanoFeature.js";
import { type KanoAnswers, type KanoSegment, kanoTally, pooledKano } from "./kanoTally.js";

export type { KanoCategory } from "./kanoEvaluation.js";
export type { KanoFeature } from "./kanoFeature.js";
export type { KanoAnswers } from "./kanoTally.js";

export interface KanoOptions {
  /** Column with the feature that a row is about. */
  readonly feature: string;
  /** Columns of the two answers: how it would be if the feature were there, and if it were not. */
  readonly functional: string;
  readonly dysfunctional: string;
  /** What stands there for: I like it, it must be so, I do not mind, I can live with it, I dislike it; 1 to 5 unless given. */
  readonly answers?: KanoAnswers;
  /** Column with who answered: then somebody who answered about one feature twice is found. */
  readonly respondent?: string;
  readonly by?: By;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
}

/** A segment. It has no number of its own: each of its features has. n counts pairs of answers over all features. */
export interface KanoRow extends Estimate {
  readonly features: readonly KanoFeature[];
  /** Pairs of answers that contradict each other, and that want the feature away. */
  readonly questionable: number;
  readonly reverse: number;
  /** Rows that lack one of the two answers, the feature or a weight. */
  readonly missing: number;
}

export type KanoResult = Result<KanoRow>;

/** How many respondents' answers put a feature into each category; published tables leave out the last two where they are 0. */
export interface KanoCounts {
  readonly attractive: number;
  readonly oneDimensional: number;
  readonly mustBe: number;
  readonly indifferent: number;
  readonly reverse?: number;
  readonly questionable?: number;
}

const CODES: KanoAnswers = [1, 2, 3, 4, 5];

/** The finish: each feature, then which categories can be told among all of them. */
function kanoRow({ features, nameless }: KanoSegment, finish: KanoFinish): KanoRow {
  const rows = features.map((counts) => kanoFeature(counts, finish));
  const tested = rows.filter(({ test }) => test !== null);
  const adjusted = holm(tested.map(({ test }) => test!.pValue));
  const judged = rows.map((row): KanoFeature => {
    const place = tested.indexOf(row);
    const adjustedPValue = place < 0 ? null : adjusted[place]!;
    const isTold = adjustedPValue !== null && adjustedPValue <= 1 - finish.level + 1e-12;
    return { ...row, adjustedPValue, category: row.mode === null ? null : isTold ? row.mode : "cannot tell" };
  });
  const sum = (count: (row: KanoFeature) => number) => rows.reduce((total, row) => total + count(row), 0);
  return {
    ...{ estimate: null, lower: null, upper: null, n: sum(({ n }) => n) },
    note: rows.length === 0 ? "no features" : "each feature has a category of its own: see features",
    features: judged,
    questionable: sum(({ questionable }) => questionable),
    reverse: sum(({ reverse }) => reverse),
    missing: nameless + sum(({ missing }) => missing),
  };
}

function finished(segments: readonly KanoSegment[], by: readonly string[], finish: KanoFinish): KanoResult {
  const overall = kanoRow(pooledKano(segments), finish);
  return {
    metric: "kano",
    label: "Kano categories",
    overall,
    rows: by.length === 0 ? [] : segments.map((one) => ({ keys: keysOf(by, one.cells), ...kanoRow(one, finish) })),
    by,
    level: finish.level,
    method: `Goodman of shares, Wilson of CS+ and CS−${finish.weighted ? ", on the effective number of respondents" : ""}`,
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}

function requireFive(answers: KanoAnswers): void {
  if (answers.length === 5 && new Set(answers).size === 5) return;
  throw new RangeError(
    `kano requires five different answers, from 'I like it' to 'I dislike it'; got ${answers.map(shown).join(", ")}`,
  );
}

/**
 * Kano's model: what kind of feature it is, from how customers would feel with it and without it.
 *
 * For deciding what must not fail (must-be), what to compete on (one-dimensional), what to surprise with (attractive) and what to
 * leave (indifferent). It asks what people expect to feel, about features they may not know; what moves the satisfaction of
 * customers who have used them says `penaltyReward`. Categories age: what delights today is expected tomorrow.
 *
 * Each pair of answers falls into one of six categories by the table of Berger et al. The feature's `mode` is the most
 * frequent, with its share and Goodman's interval; `category` repeats it only where it is ahead of the next beyond chance (exact sign
 * test of the two, Holm over the features), else it is "cannot tell": ask more people, or look at `by`, since halves that
 * disagree make no mode. Fong's test stands beside it for comparison with the literature.
 * `better` (CS+, 0 to 1) and `worse` (CS−, −1 to 0) do not need a mode: shares of the answers that are neither reverse nor questionable, with
 * Wilson's interval (below 10 answers Clopper and Pearson's). Weights enter through the effective number of respondents and Student's t. Null where nobody gave both answers.
 *
 * Brings from an engine one count for each respondent and feature where respondents are named, at most `maxRows` of the table.
 *
 * @param table one row a respondent and feature
 * @throws an answer that is none of the five; a respondent twice on one feature, with the rows
 * @example (await kano(answers, { feature: "feature", functional: "f", dysfunctional: "d" })).overall.features[0].category // "must-be"
 * @see Berger et al. (1993), Center for Quality of Management Journal 2(4); Kano et al. (1984), Journal of the Japanese Society for Quality Control 14
 */
export async function kano(table: TableLike, options: KanoOptions): Promise<KanoResult> {
  const { feature, functional, dysfunctional, respondent, weight, level = 0.95, answers = CODES } = options;
  requireLevel(level, "kano");
  requireFive(answers);
  const by = byColumns(options.by);
  const columns = { feature, functional, dysfunctional, respondent, by, weight, answers };
  const segments = await kanoTally(asTable(table), columns);
  return finished(segments, by, { level, weighted: weight !== undefined });
}

const FIELDS: Readonly<Record<KanoCategory, keyof KanoCounts>> = {
  "must-be": "mustBe",
  "one-dimensional": "oneDimensional",
  attractive: "attractive",
  indifferent: "indifferent",
  reverse: "reverse",
  questionable: "questionable",
};

/**
 * Kano's categories of published counts: `kano` for those who have no rows. Percentages of n respondents must be made counts first.
 *
 * @param counts respondents of each feature by category, whole numbers from 0
 * @example kanoFromCounts({ Grip: { attractive: 7, oneDimensional: 32, mustBe: 49, indifferent: 10 } }).overall.features[0].better.estimate // 0.398
 */
export function kanoFromCounts(
  counts: Readonly<Record<string, KanoCounts>>,
  { level = 0.95 }: { readonly level?: number } = {},
): KanoResult {
  const caller = "kanoFromCounts";
  requireLevel(level, caller);
  const features = Object.entries(counts).map(([feature, given]) => {
    const weighed = Object.entries(FIELDS).map(([category, field]) => {
      const n = given[field] ?? (field === "reverse" || field === "questionable" ? 0 : Number.NaN);
      if (!Number.isInteger(n) || n < 0) {
        throw new RangeError(
          `${caller} requires counts that are whole numbers from 0; got ${given[field]} for '${field}' of '${feature}'`,
        );
      }
      return [category, { n, weight: n, weightSquared: n }];
    });
    return { feature, categories: Object.fromEntries(weighed), missing: 0 };
  });
  return finished([{ cells: [], features, nameless: 0 }], [], { level, weighted: false });
}
