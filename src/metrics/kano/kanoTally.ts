import { requireColumns } from "../../tables/requirements.js";
import { type Cell, type Cross, compareText, type Table } from "../../tables/table.js";
import type { Weighed } from "../answers/answerEstimates.js";
import { requireAnswerColumns, weightTerms } from "../answers/answerTally.js";
import { rowsWith, shown } from "../scale.js";
import { bySegment } from "../segments.js";
import { CATEGORIES, categoryOf, type KanoCategory } from "./kanoEvaluation.js";

/** Pairs of answers about one feature, by what they make of it. */
export interface FeatureCounts {
  readonly feature: string;
  readonly categories: Readonly<Record<KanoCategory, Weighed>>;
  /** Rows that lack one of the two answers (or a weight). */
  readonly missing: number;
}

export interface KanoSegment {
  readonly cells: readonly Cell[];
  readonly features: readonly FeatureCounts[];
  /** Rows that do not say which feature they are about. */
  readonly nameless: number;
}

/** What stands in the two columns for: I like it, it must be so, I do not mind, I can live with it, I dislike it. */
export type KanoAnswers = readonly [Value, Value, Value, Value, Value];
type Value = string | number;

export interface KanoColumns {
  readonly feature: string;
  readonly functional: string;
  readonly dysfunctional: string;
  readonly respondent?: string | undefined;
  readonly by: readonly string[];
  readonly weight?: string | undefined;
  readonly answers: KanoAnswers;
}

const CALLER = "kano";

type Counts = Record<KanoCategory, { n: number; weight: number; weightSquared: number }>;

const noCounts = (): Counts =>
  Object.fromEntries(CATEGORIES.map((category) => [category, { n: 0, weight: 0, weightSquared: 0 }])) as Counts;

/** Throws unless every answer is one of the five, with those that are not and the row of the first. */
async function requireAnswers(table: Table, column: string, cells: readonly Cell[], answers: KanoAnswers) {
  const isWrong = (cell: Cell) => cell !== null && !answers.includes(cell as Value);
  const wrong = [...new Set(cells.filter(isWrong))];
  if (wrong.length === 0) return;
  const got = wrong.slice(0, 3).map(shown).join(", ") + (wrong.length > 3 ? ` and ${wrong.length - 3} more` : "");
  const five = answers.map(shown).join(", ");
  throw new RangeError(
    `${CALLER} requires answers of ${five} in '${column}' (I like it … I dislike it); got ${got} (${await rowsWith(table, column, isWrong)})`,
  );
}

/** Throws where somebody answered about one feature twice: the answers would count double. */
async function requireOnce(table: Table, feature: string, respondent: string): Promise<void> {
  const pairs = await table.crosstab([feature, respondent]);
  const twice = pairs.find(({ keys, n }) => n > 1 && keys[0] !== null && keys[1] !== null);
  if (twice === undefined) return;
  const [about, who] = twice.keys as [Cell, Cell];
  const where = await rowsWith(table, [feature, respondent], (a, b) => a === about && b === who);
  throw new RangeError(
    `${CALLER} requires one row a respondent about a feature; got ${shown(who)} on ${shown(about)} in ${where}: keep one of them`,
  );
}

interface Places {
  readonly width: number;
  readonly answers: KanoAnswers;
  readonly weighted: boolean;
}

function kanoSegment(cells: readonly Cell[], entries: readonly Cross[], places: Places): KanoSegment {
  const { width, answers, weighted } = places;
  const found = new Map<string, { categories: Counts; missing: number }>();
  let nameless = 0;
  for (const { keys, n: rows, sums, counts } of entries) {
    const [feature, functional, dysfunctional] = keys.slice(width) as [Cell, Cell, Cell];
    if (feature === null) {
      nameless += rows;
      continue;
    }
    const name = String(feature);
    const into = found.get(name) ?? { categories: noCounts(), missing: 0 };
    found.set(name, into);
    const used = functional === null || dysfunctional === null ? 0 : weighted ? counts[0]! : rows;
    into.missing += rows - used;
    if (used === 0) continue;
    const place = (answer: Cell) => answers.indexOf(answer as Value);
    const category = into.categories[categoryOf(place(functional), place(dysfunctional))];
    category.n += used;
    category.weight += weighted ? sums[0]! : rows;
    category.weightSquared += weighted ? sums[1]! : rows;
  }
  const features = [...found].sort(([a], [b]) => compareText(a, b));
  return { cells, nameless, features: features.map(([feature, counted]) => ({ feature, ...counted })) };
}

/** The tally: one crosstab of segment × feature × the two answers. */
export async function kanoTally(table: Table, columns: KanoColumns): Promise<KanoSegment[]> {
  const { feature, functional, dysfunctional, respondent, by, weight, answers } = columns;
  await requireAnswerColumns(table, [feature, functional, dysfunctional, ...by], weight, CALLER);
  if (respondent !== undefined) {
    await requireColumns(table, [respondent], CALLER);
    await requireOnce(table, feature, respondent);
  }
  const tally = await table.crosstab([...by, feature, functional, dysfunctional], weightTerms(weight));
  for (const [i, column] of [functional, dysfunctional].entries()) {
    const cells = tally.map(({ keys }) => keys[by.length + 1 + i]!);
    await requireAnswers(table, column, cells, answers);
  }
  const places = { width: by.length, answers, weighted: weight !== undefined };
  return bySegment(tally, by.length).map(({ cells, entries }) => kanoSegment(cells, entries, places));
}

/** Several segments as one. */
export function pooledKano(segments: readonly KanoSegment[]): KanoSegment {
  if (segments.length === 1) return { ...segments[0]!, cells: [] };
  const found = new Map<string, { categories: Counts; missing: number }>();
  for (const { feature, categories, missing } of segments.flatMap(({ features }) => features)) {
    const into = found.get(feature) ?? { categories: noCounts(), missing: 0 };
    found.set(feature, into);
    into.missing += missing;
    for (const category of CATEGORIES) {
      into.categories[category].n += categories[category].n;
      into.categories[category].weight += categories[category].weight;
      into.categories[category].weightSquared += categories[category].weightSquared;
    }
  }
  const features = [...found].sort(([a], [b]) => compareText(a, b));
  return {
    cells: [],
    features: features.map(([feature, counted]) => ({ feature, ...counted })),
    nameless: segments.reduce((sum, { nameless }) => sum + nameless, 0),
  };
}
