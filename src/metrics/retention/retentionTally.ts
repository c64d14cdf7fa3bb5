import { columnsOf } from "../../tables/exact-sums.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table, Term } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireWeights } from "../scale.js";
import { bySegment } from "../segments.js";

/** Which column tells who was kept; with a value, the one that means it: `{ column: "Churn", value: "No" }`. */
export type Retained = Answer;

/** What is weighed: kept customers count with `kept`, everybody who was there with `base`. */
export interface Weighing {
  readonly base: string;
  readonly kept: Term;
  /** The value columns, as far as the reading needs them. */
  readonly start: string | null;
  readonly end: string | null;
}

/** Over the kept or the lost of a segment: x is the value weighed, y what of it was kept; `xTwice` is Σw²x. */
const SUMS = [
  "n",
  "weight",
  "weightSquared",
  "x",
  "y",
  "xx",
  "xy",
  "yy",
  "xTwice",
  "yTwice",
  "start",
  "end",
  "smaller",
  "belowZero",
  "belowZeroX",
  "belowZeroY",
  "keptBelowZero",
] as const;

export type CustomerSums = Readonly<Record<(typeof SUMS)[number], number>>;

export interface RetentionSegment {
  readonly cells: readonly Cell[];
  readonly kept: CustomerSums;
  readonly lost: CustomerSums;
  /** Rows that do not say who was kept, or lack a value or a weight. */
  readonly missing: number;
}

export const NO_SUMS = Object.fromEntries(SUMS.map((name) => [name, 0])) as CustomerSums;

const added = (a: CustomerSums, b: CustomerSums) =>
  Object.fromEntries(SUMS.map((name) => [name, a[name] + b[name]])) as CustomerSums;

const totalOf = (sums: readonly CustomerSums[]) => sums.reduce(added, NO_SUMS);

/** Several segments as one. */
export const pooledRetention = (segments: readonly RetentionSegment[]): RetentionSegment => ({
  cells: [],
  kept: totalOf(segments.map(({ kept }) => kept)),
  lost: totalOf(segments.map(({ lost }) => lost)),
  missing: segments.reduce((sum, { missing }) => sum + missing, 0),
});

type Terms = Partial<Record<keyof CustomerSums, Term>>;

/** The term where all columns are known. */
const given = (term: Term, columns: readonly string[]) =>
  columns
    .filter((column) => !columnsOf(term).includes(column))
    .reduce<Term>((known, column) => ({ given: [known, column] }), term);

const product = (...terms: readonly Term[]): Term => terms.reduce((a, b) => ({ product: [a, b] }));

/** 1 where a term is below 0: what stands right of it is a 0 in every row. */
const isBelowZero = (term: Term): Term => ({ below: [term, { below: [term, term] }] });

/** What to add up over customers of whom these value columns must be known. */
function valueTerms({ base, kept, start, end }: Weighing, needed: readonly string[], weight: string | null): Terms {
  const known = (term: Term) => given(term, needed);
  const [x, y] = [known(base), known(kept)];
  const once = weight === null ? [] : [weight];
  const twice = [...once, ...once];
  const present = weight === null ? needed : [...needed, weight];
  const has = (column: string | null): column is string => column !== null && needed.includes(column);
  return {
    x: product(...once, x),
    y: product(...once, y),
    xx: product(...twice, x, base),
    xy: product(...twice, x, kept),
    yy: product(...twice, y, kept),
    xTwice: product(...twice, x),
    yTwice: product(...twice, y),
    belowZero: given(isBelowZero(base), present),
    belowZeroX: product(...once, isBelowZero(base), x),
    belowZeroY: product(...once, isBelowZero(base), y),
    keptBelowZero: given(isBelowZero(kept), present),
    ...(has(start) && { start: product(...once, known(start)) }),
    ...(has(end) && { end: product(...once, known(end)) }),
    ...(has(start) && has(end) && { smaller: product(...once, { min: [start, end] }) }),
  };
}

function weightTerms(weight: string | null, needed: readonly string[]): Terms {
  if (weight === null) return {};
  const known = given(weight, needed);
  return { weight: known, weightSquared: product(known, known) };
}

interface Asked {
  readonly kept: Terms;
  readonly lost: Terms;
}

/** Of the lost, what they are worth in the period weighed must be known, and nothing else. */
function askedTerms(weighing: Weighing | null, weight: string | null): Asked {
  if (weighing === null) return { kept: weightTerms(weight, []), lost: weightTerms(weight, []) };
  const { base, start, end } = weighing;
  const terms = (kept: Term, needed: readonly string[]) => ({
    ...weightTerms(weight, needed),
    ...valueTerms({ ...weighing, kept }, needed, weight),
  });
  return {
    kept: terms(
      weighing.kept,
      [start, end].flatMap((column) => column ?? []),
    ),
    lost: terms(base, [base]),
  };
}

function sumsOf({ n: rows, sums, counts }: Cross, terms: Terms, place: (term: Term) => number): CustomerSums {
  const needed = terms.x ?? terms.weight;
  const n = needed === undefined ? rows : counts[place(needed)]!;
  const found = Object.entries(terms).map(([name, term]) => [name, sums[place(term)]!]);
  return { ...NO_SUMS, n, weight: n, weightSquared: n, ...Object.fromEntries(found) };
}

/** What of the lost was kept is 0, whatever they are worth. */
const nothingKept = (sums: CustomerSums): CustomerSums => ({
  ...sums,
  y: 0,
  xy: 0,
  yy: 0,
  yTwice: 0,
  belowZeroY: 0,
  keptBelowZero: 0,
});

export interface RetentionColumns {
  readonly retained: Retained;
  readonly weighing: Weighing | null;
  readonly by: readonly string[];
  readonly weight: string | null;
}

/** The tally: one crosstab of segment × retained, with the sums and second moments of values that the kind needs. */
export async function retentionTally(table: Table, columns: RetentionColumns): Promise<RetentionSegment[]> {
  const { retained, weighing, by, weight } = columns;
  const [column] = answerColumn(retained);
  const values = [weighing?.start, weighing?.end].flatMap((name) => name ?? []);
  await requireColumns(table, [column, ...by], "retention");
  await requireNumberColumns(table, weight === null ? values : [...values, weight], "retention");
  if (weight !== null) await requireWeights(table, weight, "retention");

  const asked = askedTerms(weighing, weight);
  const terms = new Map<string, Term>();
  for (const term of [...Object.values(asked.kept), ...Object.values(asked.lost)])
    terms.set(JSON.stringify(term), term);
  const names = [...terms.keys()];
  const place = (term: Term) => names.indexOf(JSON.stringify(term));
  const tally = await table.crosstab([...by, column], [...terms.values()]);
  const answers = tally.map(({ keys }) => keys[by.length]!);
  await requireAnswer(table, retained, answers, { caller: "retention", option: "retained" });
  return bySegment(tally, by.length).map(({ cells, entries }) => {
    const known = entries.filter(({ keys }) => keys[by.length] !== null);
    const side = (wanted: boolean) => known.filter(({ keys }) => isYes(retained, keys[by.length]!) === wanted);
    const kept = totalOf(side(true).map((entry) => sumsOf(entry, asked.kept, place)));
    const lost = nothingKept(totalOf(side(false).map((entry) => sumsOf(entry, asked.lost, place))));
    const rows = entries.reduce((sum, { n }) => sum + n, 0);
    return { cells, kept, lost, missing: rows - kept.n - lost.n };
  });
}
