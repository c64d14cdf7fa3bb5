import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table, Term } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireWeights, requireWithin, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";

/** A mean over customers, with its linearised variance; null for fewer than two of them. */
interface ArmMean {
  readonly mean: number;
  readonly variance: number | null;
}

/** Customers who were treated alike: how many, how many were kept, what they cost and what they brought. */
export interface Arm {
  readonly n: number;
  readonly retained: number;
  /** The share kept, and as many equal customers as it is as precise as; null for nobody. */
  readonly share: number | null;
  readonly size: number;
  /** Of one customer; null where no column says. */
  readonly cost: ArmMean | null;
  readonly value: ArmMean | null;
  /** Of the share, and of the share and the mean cost. */
  readonly shareVariance: number | null;
  readonly covariance: number | null;
  /** Rows that do not say whether the customer was kept, or lack a cost, a value or a weight. */
  readonly missing: number;
}

export interface ArmSegment {
  readonly cells: readonly Cell[];
  /** Under the cell of the column that tells the arm; one under null without such a column. */
  readonly arms: ReadonlyMap<Cell, ArmSums>;
}

const SUMS = ["n", "w", "ww", "c", "wc", "wwc", "wwcc", "wv", "wwv", "wwvv"] as const;
type Sums = Record<(typeof SUMS)[number], number>;

/** Sums over the kept and over the lost of an arm. */
export interface ArmSums {
  readonly kept: Readonly<Sums>;
  readonly lost: Readonly<Sums>;
  readonly missing: number;
}

const noSums = (): Sums => Object.fromEntries(SUMS.map((name) => [name, 0])) as Sums;

export const NO_ARM: ArmSums = { kept: noSums(), lost: noSums(), missing: 0 };

const sumOf = (a: Readonly<Sums>, b: Readonly<Sums>) =>
  Object.fromEntries(SUMS.map((name) => [name, a[name] + b[name]])) as Sums;

/** Several arms as one. */
export const pooledArms = (arms: readonly ArmSums[]): ArmSums =>
  arms.reduce(
    (all, arm) => ({
      kept: sumOf(all.kept, arm.kept),
      lost: sumOf(all.lost, arm.lost),
      missing: all.missing + arm.missing,
    }),
    NO_ARM,
  );

/** Customers who were counted elsewhere, each with the same cost. */
export function countedArm(n: number, retained: number, cost: number): ArmSums {
  const sums = (count: number): Sums => ({
    ...noSums(),
    ...{
      n: count,
      w: count,
      ww: count,
      c: count * cost,
      wc: count * cost,
      wwc: count * cost,
      wwcc: count * cost * cost,
    },
  });
  return { kept: sums(retained), lost: sums(n - retained), missing: 0 };
}

/** What rounding leaves of customers who are all alike is 0. */
const spread = (squares: number, size: number) => (squares > 1e-12 * size ? squares : 0);

function meanOf(n: number, w: number, ww: number, wx: number, wwx: number, wwxx: number): ArmMean {
  const mean = wx / w;
  const squares = spread(wwxx - 2 * mean * wwx + mean * mean * ww, wwxx + mean * mean * ww);
  return { mean, variance: n < 2 ? null : ((squares / (w * w)) * n) / (n - 1) };
}

const NOTHING = { share: null, size: 0, cost: null, value: null, shareVariance: null, covariance: null };

/** Shares, means and variances of an arm. */
export function armOf({ kept, lost, missing }: ArmSums, has: { readonly cost: boolean; readonly value: boolean }): Arm {
  const { n, w, ww, wc, wwc, wwcc, wv, wwv, wwvv } = sumOf(kept, lost);
  const counts = { n, retained: kept.n, missing };
  if (!(w > 0)) return { ...counts, ...NOTHING };
  const { mean: share, variance: shareVariance } = meanOf(n, w, ww, kept.w, kept.ww, kept.ww);
  const plain = shareVariance === null ? 0 : (shareVariance * (n - 1)) / n;
  const isPlain = w === n && ww === n;
  const size = isPlain ? n : Math.min(n, plain > 0 ? (share * (1 - share)) / plain : (w * w) / ww);
  const cost = meanOf(n, w, ww, wc, wwc, wwcc);
  // Σw²(c − c̄)(r − p), r being 1 for the kept.
  const together = kept.wwc - share * wwc - cost.mean * kept.ww + share * cost.mean * ww;
  const isAlike = cost.variance === 0 || shareVariance === 0;
  return {
    ...counts,
    share,
    size,
    cost: has.cost ? cost : null,
    value: has.value ? meanOf(n, w, ww, wv, wwv, wwvv) : null,
    shareVariance,
    covariance: n < 2 ? null : isAlike ? 0 : ((together / (w * w)) * n) / (n - 1),
  };
}

export interface ArmColumns {
  readonly retained: Answer;
  /** The column that tells the arm; null where there is one only. */
  readonly arm: string | null;
  readonly cost: string | null;
  readonly value: string | null;
  readonly weight: string | null;
  readonly by: readonly string[];
}

const product = (...terms: readonly Term[]): Term => terms.reduce((a, b) => ({ product: [a, b] }));

/** The terms of a crosstab by the name of their sum; a row counts where all columns are known. */
function termsOf({ cost, value, weight }: ArmColumns): Partial<Record<keyof Sums, Term>> {
  const columns = [cost, value, weight].flatMap((name) => name ?? []);
  const given = (term: Term) => columns.reduce<Term>((known, column) => ({ given: [known, column] }), term);
  const once = weight === null ? [] : [weight];
  const moments = (column: string | null, [first, second, third]: readonly (keyof Sums)[]) => {
    if (column === null) return {};
    return {
      [first!]: given(product(...once, column)),
      [second!]: given(product(...once, ...once, column)),
      [third!]: given(product(...once, ...once, column, column)),
    };
  };
  return {
    ...(weight !== null && { w: given(weight), ww: given(product(weight, weight)) }),
    ...(cost !== null && { c: given(cost) }),
    ...moments(cost, ["wc", "wwc", "wwcc"]),
    ...moments(value, ["wv", "wwv", "wwvv"]),
  };
}

function armSums(entries: readonly Cross[], names: readonly (keyof Sums)[], retained: Answer, place: number): ArmSums {
  const [kept, lost] = [noSums(), noSums()];
  let missing = 0;
  for (const { keys, n: rows, sums, counts } of entries) {
    const answer = keys[place]!;
    const n = names.length === 0 ? rows : counts[0]!;
    missing += answer === null ? rows : rows - n;
    if (answer === null) continue;
    const side = isYes(retained, answer) ? kept : lost;
    const found = { w: n, ww: n, ...Object.fromEntries(names.map((name, i) => [name, sums[i]!])) } as Sums;
    side.n += n;
    for (const name of SUMS) if (name !== "n") side[name] += found[name] ?? 0;
  }
  return { kept, lost, missing };
}

/**
 * The tally: one crosstab of segment × arm × retained, with the sums of costs, values and weights.
 *
 * @param treated the answer the column of the arms holds, where it holds one
 */
export async function armTally(
  table: Table,
  columns: ArmColumns,
  caller: string,
  treated?: Answer,
): Promise<ArmSegment[]> {
  const { retained, arm, cost, value, weight, by } = columns;
  const armed = arm === null ? [] : [arm];
  const [column] = answerColumn(retained);
  await requireColumns(table, [column, ...by, ...armed], caller);
  const numbers = [cost, value, weight].flatMap((name) => name ?? []);
  await requireNumberColumns(table, numbers, caller);
  const range = { min: 0, max: Number.POSITIVE_INFINITY };
  if (cost !== null) await requireWithin(table, [cost], range, `${caller} requires costs`);
  if (weight !== null) await requireWeights(table, weight, caller);

  const terms = termsOf(columns);
  const tally = await table.crosstab([...by, ...armed, column], Object.values(terms));
  const answers = tally.map(({ keys }) => keys.at(-1)!);
  await requireAnswer(table, retained, answers, { caller, option: "retained" });
  const arms = tally.map(({ keys }) => keys[by.length]!);
  if (treated !== undefined) await requireAnswer(table, treated, arms, { caller, option: "treated" });
  if (cost !== null) await requireCosts(table, cost, caller);
  const [first, place] = [by.length, by.length + armed.length];
  return bySegment(tally, first).map(({ cells, entries }) => {
    const names = [...new Set(entries.map(({ keys }) => (arm === null ? null : keys[first]!)))];
    const of = (name: Cell) => entries.filter(({ keys }) => arm === null || keys[first] === name);
    const sums = (name: Cell) => armSums(of(name), Object.keys(terms) as (keyof Sums)[], retained, place);
    return { cells, arms: new Map(names.map((name) => [name, sums(name)])) };
  });
}

/** A blank cost is not 0. */
async function requireCosts(table: Table, cost: string, caller: string): Promise<void> {
  const [all] = await table.crosstab([], [cost]);
  if (all === undefined || all.counts[0] === all.n) return;
  const where = await rowsWith(table, cost, (cell) => cell === null);
  throw new RangeError(
    `${caller} requires the cost of each customer in '${cost}', 0 where nothing was spent; got none (${where})`,
  );
}
