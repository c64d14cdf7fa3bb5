import { wilsonInterval } from "../../statistics/proportion.js";
import { signTest } from "../../statistics/signTest.js";
import { tangoScoreInterval } from "../../statistics/tangoScore.js";
import type { Cell } from "../../tables/table.js";
import type { Estimate, Keys, Test } from "../result.js";
import type { RfmPlan } from "./rfmOptions.js";
import { customerAt, type RfmCustomer, type Scored } from "./rfmScored.js";

/** The estimate is the share of customers whose three scores together fell. */
export interface RfmFellRow extends Estimate {
  readonly fell: number;
  readonly same: number;
  readonly rose: number;
  /** Whether falls and rises are as frequent: the exact sign test. Null where nobody moved. */
  readonly test: Test | null;
}

/** A segment on both days, the same customers. The estimate is the later share minus the earlier. */
export interface RfmShiftRow extends Estimate {
  readonly keys: Keys;
  readonly before: number;
  readonly after: number;
  readonly left: number;
  readonly entered: number;
}

/** Customers of one segment before and one after. The estimate is their share of the segment before. */
export interface RfmMove extends Estimate {
  readonly from: string;
  readonly to: string;
  readonly customers: number;
}

/** A customer whose scores fell. */
export interface RfmFallen {
  readonly customer: Cell;
  /** By how much the three scores together fell. */
  readonly fell: number;
  readonly before: RfmCustomer;
  readonly after: RfmCustomer;
}

/** Both scores of each customer of the earlier day, by places. */
interface Pairs {
  readonly before: Scored;
  readonly after: Scored;
  /** Of each customer of the earlier day the place on the later one. */
  readonly placeAfter: readonly number[];
}

const totalAt = ({ recencyScore, frequencyScore, monetaryScore }: Scored, i: number): number =>
  recencyScore[i]! + frequencyScore[i]! + monetaryScore[i]!;

/** By how much the three scores together fell. */
export const fallAt = ({ before, after, placeAfter }: Pairs, i: number): number =>
  totalAt(before, i) - totalAt(after, placeAfter[i]!);

/** Who had bought by the earlier day has by the later one. */
export function paired(before: Scored, after: Scored): Pairs {
  const places = new Map(after.buyers.customers.map((customer, i) => [customer, i]));
  return { before, after, placeAfter: before.buyers.customers.map((customer) => places.get(customer)!) };
}

export function fellRow(falls: readonly number[], note: string | null, level: number): RfmFellRow {
  const n = falls.length;
  const fell = falls.filter((fall) => fall > 0).length;
  const rose = falls.filter((fall) => fall < 0).length;
  const counts = { fell, same: n - fell - rose, rose };
  if (n === 0) {
    const nothing = { estimate: null, lower: null, upper: null, n, test: null };
    return { ...nothing, ...counts, note: "nobody had bought by the earlier day" };
  }
  const method = "exact sign test of falls against rises";
  const moved = fell + rose;
  const test = { statistic: fell, degreesOfFreedom: null, pValue: signTest(fell, rose), method, n: moved };
  return { estimate: fell / n, ...wilsonInterval(fell, n, level), n, ...counts, test: moved === 0 ? null : test, note };
}

/** How many went from each segment to each, from the first to the first on. */
export function moveCounts({ before, after, placeAfter }: Pairs, size: number): number[] {
  const counts = new Array<number>(size * size).fill(0);
  before.segment.forEach((from, i) => {
    counts[from * size + after.segment[placeAfter[i]!]!]!++;
  });
  return counts;
}

export function movesOf(counts: readonly number[], names: readonly string[], level: number): RfmMove[] {
  const size = names.length;
  return counts.map((customers, place) => {
    const first = Math.floor(place / size);
    const n = counts.slice(first * size, (first + 1) * size).reduce((sum, count) => sum + count, 0);
    const of = { from: names[first]!, to: names[place % size]!, customers, n };
    if (n === 0) return { ...of, estimate: null, lower: null, upper: null, note: "nobody was in this segment" };
    return { ...of, estimate: customers / n, ...wilsonInterval(customers, n, level), note: null };
  });
}

export function shiftsOf(counts: readonly number[], names: readonly string[], level: number): RfmShiftRow[] {
  const size = names.length;
  const n = counts.reduce((sum, count) => sum + count, 0);
  return names.map((segment, s) => {
    const stayed = counts[s * size + s]!;
    const before = names.reduce((sum, _, to) => sum + counts[s * size + to]!, 0);
    const after = names.reduce((sum, _, from) => sum + counts[from * size + s]!, 0);
    const [left, entered] = [before - stayed, after - stayed];
    const of = { keys: { segment }, before, after, left, entered, n };
    if (n === 0) return { ...of, estimate: null, lower: null, upper: null, note: "no customers" };
    return { ...of, estimate: (after - before) / n, ...tangoScoreInterval(entered, left, n, level), note: null };
  });
}

export function fallenOf(pairs: Pairs, falls: readonly number[], plan: RfmPlan): RfmFallen[] {
  const { before, after, placeAfter } = pairs;
  const some = falls.flatMap((fall, i) => (fall > 0 ? [{ fall, i, value: before.buyers.total[i]! }] : []));
  return some
    .sort((a, b) => b.fall - a.fall || b.value - a.value || a.i - b.i)
    .map(({ fall, i }) => ({
      customer: before.buyers.customers[i]!,
      fell: fall,
      before: customerAt(before, i, plan),
      after: customerAt(after, placeAfter[i]!, plan),
    }));
}
