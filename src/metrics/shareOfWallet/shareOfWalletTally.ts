import type { ValueCount } from "../../statistics/estimate.js";
import type { RatioSums } from "../../statistics/ratio.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireWeights, requireWithin, rowsWith } from "../scale.js";
import { bySegment } from "../segments.js";

export interface WalletColumns {
  readonly own: string;
  readonly category: string;
  readonly retained: Answer | undefined;
  readonly customer: string | undefined;
  readonly weight: string | undefined;
  readonly by: readonly string[];
}

/** Rows of one customer, or rows alike that stand for themselves. */
interface Purse {
  /** Rows, and their Σw and Σw² (n and n without weights). */
  n: number;
  weight: number;
  weightSquared: number;
  /** Σw·category and Σw·own. */
  x: number;
  y: number;
}

export interface WalletSegment {
  readonly cells: readonly Cell[];
  /** By customer, or by own and category spend where each row stands for itself. */
  readonly purses: ReadonlyMap<string, Readonly<Purse>>;
  readonly missing: number;
  /** Rows in which nothing of the category was bought anywhere. */
  readonly empty: number;
  /** Rows of customers who were not kept. */
  readonly lost: number;
}

const caller = "shareOfWallet";

/** Spend that was added up in another order may differ in the last digits. */
const exceeds = (own: Cell, category: Cell): boolean =>
  own !== null && category !== null && Number(own) > Number(category) * (1 + 1e-9);

async function requireOwnWithin(
  table: Table,
  { own, category }: WalletColumns,
  pairs: readonly (readonly [Cell, Cell])[],
): Promise<void> {
  if (!pairs.some(([a, b]) => exceeds(a, b))) return;
  let first: readonly Cell[] = [];
  const where = await rowsWith(table, [own, category], (a, b) => {
    const isWrong = exceeds(a!, b!);
    if (isWrong && first.length === 0) first = [a!, b!];
    return isWrong;
  });
  throw new RangeError(
    `${caller} requires in '${category}' at least what is in '${own}', which is part of it; got ${first[1]} with ${first[0]} (${where})`,
  );
}

function walletSegment(cells: readonly Cell[], entries: readonly Cross[], columns: WalletColumns): WalletSegment {
  const { by, retained, customer, weight } = columns;
  const purses = new Map<string, Purse>();
  let [missing, empty, lost] = [0, 0, 0];
  for (const { keys, n: rows, sums, counts } of entries) {
    const rest = keys.slice(by.length);
    const [own, category] = rest.slice(-2) as [number | null, number | null];
    const answer = retained === undefined ? true : rest[0]!;
    const who = customer === undefined ? `${own} ${category}` : rest.at(-3)!;
    const n = weight === undefined ? rows : counts[0]!;
    const isKnown = own !== null && category !== null && answer !== null && who !== null;
    missing += isKnown ? rows - n : rows;
    if (!isKnown || n === 0) continue;
    if (retained !== undefined && !isYes(retained, answer)) lost += n;
    else if (Number(category) === 0) empty += n;
    else {
      const purse = purses.get(String(who)) ?? { n: 0, weight: 0, weightSquared: 0, x: 0, y: 0 };
      const w = weight === undefined ? n : sums[0]!;
      purse.n += n;
      purse.weight += w;
      purse.weightSquared += weight === undefined ? n : sums[1]!;
      purse.x += w * Number(category);
      purse.y += w * Number(own);
      purses.set(String(who), purse);
    }
  }
  return { cells, purses, missing, empty, lost };
}

/** Several segments as one; who has rows in several of them is one customer. */
export function pooledWallets(segments: readonly WalletSegment[]): WalletSegment {
  const purses = new Map<string, Purse>();
  for (const segment of segments) {
    for (const [who, more] of segment.purses) {
      const purse = purses.get(who) ?? { n: 0, weight: 0, weightSquared: 0, x: 0, y: 0 };
      for (const name of ["n", "weight", "weightSquared", "x", "y"] as const) purse[name] += more[name];
      purses.set(who, purse);
    }
  }
  const total = (of: (segment: WalletSegment) => number) => segments.reduce((sum, one) => sum + of(one), 0);
  const [missing, empty, lost] = [total((one) => one.missing), total((one) => one.empty), total((one) => one.lost)];
  return { cells: [], purses, missing, empty, lost };
}

/** The tally: one crosstab of segment × customer × own and category spend, with the sums of the weights. */
export async function walletTally(table: Table, columns: WalletColumns): Promise<WalletSegment[]> {
  const { own, category, retained, customer, weight, by } = columns;
  const answer = retained === undefined ? [] : [answerColumn(retained)[0]];
  const who = customer === undefined ? [] : [customer];
  await requireColumns(table, [...by, ...answer, ...who], caller);
  await requireNumberColumns(table, [own, category, ...(weight === undefined ? [] : [weight])], caller);
  const range = { min: 0, max: Number.POSITIVE_INFINITY };
  await requireWithin(table, [own, category], range, `${caller} requires spend`);
  if (weight !== undefined) await requireWeights(table, weight, caller);

  const terms = weight === undefined ? [] : [weight, { product: [weight, weight] as const }];
  const tally = await table.crosstab([...by, ...answer, ...who, own, category], terms);
  if (retained !== undefined) {
    const answers = tally.map(({ keys }) => keys[by.length]!);
    await requireAnswer(table, retained, answers, { caller, option: "retained" });
  }
  const pairs = tally.map(({ keys }) => [keys.at(-2)!, keys.at(-1)!] as const);
  await requireOwnWithin(table, columns, pairs);
  return bySegment(tally, by.length).map(({ cells, entries }) => walletSegment(cells, entries, columns));
}

/** Σ over customers (or rows) of what a ratio of sums needs. */
export function walletSums({ purses }: WalletSegment, isClustered: boolean): RatioSums {
  const sums = { n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0 };
  for (const { n, weight, weightSquared, x, y } of purses.values()) {
    // Rows that stand for themselves are alike here: Σ(w·x)² is Σw²·x².
    const squares = isClustered || weight === 0 ? 1 : weightSquared / (weight * weight);
    sums.n += isClustered ? 1 : n;
    sums.x += x;
    sums.y += y;
    sums.xx += squares * x * x;
    sums.xy += squares * x * y;
    sums.yy += squares * y * y;
  }
  return sums;
}

/** Each customer's own share with the mean weight of the customer's rows; each row's where rows stand for themselves. */
export function walletShares({ purses }: WalletSegment, isClustered: boolean): ValueCount[] {
  return [...purses.values()]
    .map(({ n, weight, weightSquared, x, y }) => {
      const value = x > 0 ? y / x : 0;
      if (!isClustered) return { value, n, weight, weightSquared };
      return { value, n: 1, weight: weight / n, weightSquared: (weight / n) ** 2 };
    })
    .sort((a, b) => a.value - b.value);
}
