import { clipped, type Interval } from "../../statistics/interval.js";
import {
  averageOfForm,
  type FormMean,
  formInterval,
  type LinearForm,
  meanOfForm,
} from "../../statistics/linearForm.js";
import type { Moments } from "../../tables/table.js";
import type { Estimate } from "../result.js";

/** One attribute as rated: the first column minus the second, or the first alone. */
export interface Rated {
  readonly name: string;
  readonly weight: number;
  readonly first: string;
  readonly second: string | null;
}

/** What is summed for an attribute: factor·(first − second), or factor·(first − zero) without a second. */
export interface Scoring {
  readonly rated: readonly Rated[];
  readonly factor: number;
  readonly zero: number;
  /** Share of the weights a respondent must have answered. */
  readonly coverage: number;
  readonly level: number;
  /** What a score cannot leave. */
  readonly range: Interval;
}

/** One attribute of a weighted index. The estimate is the mean of what is summed: a gap, or a rating on 0–100. */
export interface AttributeScore extends Estimate {
  readonly name: string;
  readonly weight: number;
  /** Means of both columns over those who rated both. */
  readonly first: number | null;
  readonly second: number | null;
  /** What the attribute adds to the index, missing answers and all: contributions add up to it. */
  readonly contribution: number | null;
  readonly contributionLower: number | null;
  readonly contributionUpper: number | null;
  /** Of the estimate and of the contribution. */
  readonly standardError: number | null;
  readonly contributionError: number | null;
}

export interface IndexScore extends Estimate {
  /** Weighted means of both columns over the same respondents, on the scale of the ratings. */
  readonly first: number | null;
  readonly second: number | null;
  readonly standardError: number | null;
  readonly effectiveN: number | null;
  /** Respondents used although they left out something: their weights were divided by the share they answered. */
  readonly partial: number;
  /** Respondents left out because what they answered carries too little weight. */
  readonly dropped: number;
  /** Rows without a single rated attribute (or without a weight). */
  readonly missing: number;
}

interface Part {
  readonly moments: Moments;
  /** Attributes rated in this pattern, and the share of the weights they carry. */
  readonly answered: readonly Rated[];
  readonly covered: number;
}

function partOf(moments: Moments, rated: readonly Rated[]): Part {
  const present = new Set(moments.columns);
  const answered = rated.filter(({ first, second }) => present.has(first) && (second === null || present.has(second)));
  return { moments, answered, covered: answered.reduce((sum, { weight }) => sum + weight, 0) };
}

/** Σ share·factor·(first − second) over some attributes, as a linear form of a pattern's columns. */
function formOf(
  part: Part,
  attributes: readonly Rated[],
  scoring: Scoring,
  share: (rated: Rated) => number,
): LinearForm {
  const terms: { place: number; coefficient: number }[] = [];
  let constant = 0;
  for (const attribute of attributes) {
    const each = share(attribute) * scoring.factor;
    terms.push({ place: part.moments.columns.indexOf(attribute.first), coefficient: each });
    if (attribute.second === null) constant -= each * scoring.zero;
    else terms.push({ place: part.moments.columns.indexOf(attribute.second), coefficient: -each });
  }
  return { constant, terms };
}

/** Σ share·column. */
const columnMean = (
  part: Part,
  columns: readonly { readonly column: string; readonly share: number }[],
): LinearForm => ({
  constant: 0,
  terms: columns.map(({ column, share }) => ({ place: part.moments.columns.indexOf(column), coefficient: share })),
});

const formed = (parts: readonly Part[], form: (part: Part) => LinearForm) =>
  parts.map((part) => ({ moments: part.moments, form: form(part) }));

const meanOver = (parts: readonly Part[], form: (part: Part) => LinearForm) => meanOfForm(formed(parts, form));

const averageOver = (parts: readonly Part[], form: (part: Part) => LinearForm) => averageOfForm(formed(parts, form));

const bounds = (mean: FormMean, scoring: Scoring): { lower: number | null; upper: number | null } => {
  const interval = formInterval(mean, scoring.level);
  return interval === null ? { lower: null, upper: null } : clipped(interval, scoring.range.lower, scoring.range.upper);
};

function attributeScore(
  attribute: Rated,
  parts: readonly Part[],
  used: readonly Part[],
  scoring: Scoring,
): AttributeScore {
  const { name, weight, first, second } = attribute;
  const rating = parts.filter(({ answered }) => answered.includes(attribute));
  const gap = meanOver(rating, (part) => formOf(part, [attribute], scoring, () => 1));
  const mean = (column: string) => averageOver(rating, (part) => columnMean(part, [{ column, share: 1 }]));
  const contribution = meanOver(used, (part) =>
    formOf(part, part.answered.includes(attribute) ? [attribute] : [], scoring, () => weight / part.covered),
  );
  const limits = contribution === null ? null : bounds(contribution, scoring);
  return {
    name,
    weight,
    estimate: gap?.mean ?? null,
    ...(gap === null ? { lower: null, upper: null } : bounds(gap, scoring)),
    n: rating.reduce((sum, { moments }) => sum + moments.n, 0),
    first: gap === null ? null : mean(first),
    second: gap === null || second === null ? null : mean(second),
    contribution: contribution?.mean ?? null,
    contributionLower: limits?.lower ?? null,
    contributionUpper: limits?.upper ?? null,
    standardError: gap?.standardError ?? null,
    contributionError: contribution?.standardError ?? null,
    note: gap === null ? "no answers" : gap.standardError === null ? "one respondent: no interval" : null,
  };
}

const count = (parts: readonly Part[]) => parts.reduce((sum, { moments }) => sum + moments.n, 0);

/** Who answered enough to be used. */
const usedOf = (parts: readonly Part[], { coverage }: Scoring) =>
  parts.filter(({ covered }) => covered > 0 && covered >= coverage - 1e-12);

/** Each attribute of a weighted index; see `indexScore`. */
export function attributeScores(patterns: readonly Moments[], scoring: Scoring): AttributeScore[] {
  const parts = patterns.map((moments) => partOf(moments, scoring.rated));
  const used = usedOf(parts, scoring);
  return scoring.rated.map((attribute) => attributeScore(attribute, parts, used, scoring));
}

/**
 * A weighted index from moments by pattern of missing answers: for each respondent Σ weight·(first − second) over what was
 * answered, divided by the weights answered, then the mean over respondents.
 *
 * @param rows how many there are, those without a weight included
 */
export function indexScore(patterns: readonly Moments[], rows: number, scoring: Scoring): IndexScore {
  const parts = patterns.map((moments) => partOf(moments, scoring.rated));
  const answering = parts.filter(({ answered }) => answered.length > 0);
  const used = usedOf(answering, scoring);
  const mean = meanOver(used, (part) => formOf(part, part.answered, scoring, ({ weight }) => weight / part.covered));
  const composite = (column: (rated: Rated) => string) =>
    averageOver(used, (part) =>
      columnMean(
        part,
        part.answered.map((rated) => ({ column: column(rated), share: rated.weight / part.covered })),
      ),
    );
  const needed = scoring.rated.filter(({ weight }) => weight > 0);
  const isPartial = ({ answered }: Part) => needed.some((attribute) => !answered.includes(attribute));
  const n = count(used);
  const [dropped, missing] = [count(answering) - n, rows - count(answering)];
  const nothing = n > 0 ? "all weights are 0" : dropped > 0 ? "nobody answered enough" : "no answers";
  return {
    estimate: mean?.mean ?? null,
    ...(mean === null ? { lower: null, upper: null } : bounds(mean, scoring)),
    n,
    first: composite(({ first }) => first),
    second: scoring.rated.some(({ second }) => second === null) ? null : composite(({ second }) => second!),
    standardError: mean?.standardError ?? null,
    effectiveN: mean?.effectiveN ?? null,
    partial: count(used.filter(isPartial)),
    dropped,
    missing,
    note: mean === null ? nothing : mean.standardError === null ? "one respondent: no interval" : null,
  };
}
