import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { bootstrapMeans, type MeanParts } from "../../statistics/bootstrapMeans.js";
import type { Interval } from "../../statistics/interval.js";
import { random } from "../../statistics/random.js";
import { resampleUnits } from "../../statistics/resampleUnits.js";
import type { Cell, Table } from "../../tables/table.js";
import { driverFit, isLacking } from "../driverWeights/driverFit.js";
import { isGiven } from "../driverWeights/driverMethod.js";
import { sharesOf, weightsOf } from "../driverWeights/driverMethods.js";
import { type DriverQuestion, driverQuestion } from "../driverWeights/driverQuestion.js";
import { driverReplicates, driverResamples } from "../driverWeights/driverResamples.js";
import { type DriverRows, driverRows } from "../driverWeights/driverRows.js";
import { type DriverSegment, driverTally } from "../driverWeights/driverTally.js";
import { CALLER, type MapQuestion, statedField } from "./importancePerformanceQuestion.js";

/** Importance and performance of each attribute in the rows of a segment, and in resample after resample of them. */
export interface Joint {
  readonly cells: readonly Cell[];
  readonly n: number;
  /** Rows that were not used. */
  readonly missing: number;
  /** Shares that add up to 1; null for an attribute that has none. */
  readonly importance: readonly (number | null)[];
  readonly importanceIntervals: readonly (Interval | null)[];
  /** Mean ratings; null where nobody rated it. */
  readonly performance: readonly (number | null)[];
  /** Who rated each attribute. */
  readonly rated: readonly number[];
  readonly rSquared: number | null;
  /** By attribute, then by resample; an attribute without importance has none. */
  readonly replicates: readonly ({ readonly importance: Float64Array; readonly performance: Float64Array } | null)[];
  readonly redrawn: number;
  /** Why there is nothing, of all and of single attributes. */
  readonly note: string | null;
  readonly notes: readonly (string | null)[];
}

/** Messages of the regression name the metric that was called. */
export async function underOwnName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace(/^driverWeights\b/, CALLER);
    throw error;
  }
}

const nothing = (cells: readonly Cell[], size: number, n: number, missing: number, note: string): Joint => ({
  ...{ cells, n, missing, note, rSquared: null, redrawn: 0 },
  importance: new Array(size).fill(null),
  importanceIntervals: new Array(size).fill(null),
  performance: new Array(size).fill(null),
  rated: new Array(size).fill(n),
  replicates: new Array(size).fill(null),
  notes: new Array(size).fill(note),
});

const HARDLY = "no intervals: in most resamples some attribute does not vary or follows from others";

/** From the regression of the outcome: the rows that have every answer. */
function derived(segment: DriverSegment, question: DriverQuestion, rows: DriverRows, used: Int32Array): Joint {
  const { cells, sums } = segment;
  const size = question.drivers.length;
  const fit = driverFit(sums, question, 0);
  if (isLacking(fit)) return nothing(cells, size, sums.n, sums.missing, fit.note);
  const method = isGiven(question.method) ? "first" : question.method;
  const shares = sharesOf(weightsOf(method, fit));
  const found = shares === null ? null : driverReplicates(rows, used, fit, question);
  const why =
    shares === null ? `a negative weight by '${method}': there are no shares` : found === null ? HARDLY : null;
  const place = (j: number) => fit.kept.indexOf(j);
  const intervals = found === null ? null : driverResamples(found, weightsOf(method, fit), fit, question.level).drivers;
  return {
    ...{ cells, n: sums.n, missing: sums.missing, rSquared: fit.rSquared, redrawn: found?.redrawn ?? 0, note: why },
    importance: question.drivers.map((_, j) => (place(j) < 0 || shares === null ? null : shares[place(j)]!)),
    importanceIntervals: question.drivers.map((_, j) => intervals?.[place(j)]?.share ?? null),
    performance: question.drivers.map((_, j) => sums.mean[j]!),
    rated: question.drivers.map(() => sums.n),
    replicates: question.drivers.map((_, j) =>
      place(j) < 0 || found === null
        ? null
        : { importance: found.shares[place(j)]!, performance: found.means[place(j)]! },
    ),
    notes: question.drivers.map(({ name }) => {
      const dropped = fit.dropped.find((one) => one.name === name);
      return dropped === undefined ? why : `no importance: ${dropped.why}`;
    }),
  };
}

/** What each row, or each unit of many rows, adds to the sums of every column, and to how many answered it. */
function unitsOf({ columns, weights }: DriverRows, used: Int32Array): MeanParts[] {
  const many = resampleUnits(used.length);
  const units = Array.from({ length: many }, () => ({
    values: new Array<number>(columns.length).fill(0),
    sizes: new Array<number>(columns.length).fill(0),
  }));
  used.forEach((row, place) => {
    const { values, sizes } = units[place % many]!;
    const weight = weights === null ? 1 : weights[row]!;
    columns.forEach((column, k) => {
      if (Number.isNaN(column[row]!)) return;
      values[k]! += weight * column[row]!;
      sizes[k]! += weight;
    });
  });
  return units;
}

/** Means of columns over who answered each, in these rows and in resamples of them: those in which each column has an answer. */
function meansOf(rows: DriverRows, used: Int32Array, { resamples, seed }: MapQuestion) {
  const units = unitsOf(rows, used);
  const sum = (of: "values" | "sizes", k: number) => units.reduce((total, unit) => total + unit[of][k]!, 0);
  const means = rows.columns.map((_, k) => (sum("sizes", k) > 0 ? sum("values", k) / sum("sizes", k) : null));
  const rated = rows.columns.map((column) => used.reduce((n, row) => n + (Number.isNaN(column[row]!) ? 0 : 1), 0));
  if (means.includes(null)) return { rated, means, replicates: null, redrawn: 0 };
  const drawn = bootstrapMeans(units, random(seed), resamples);
  const isWhole = drawn[0]!.map((_, b) => (drawn.some((column) => Number.isNaN(column[b]!)) ? 0 : 1));
  const whole = drawn.map((column) => column.filter((_, b) => isWhole[b] === 1));
  const left = whole[0]!.length;
  return { rated, means, replicates: left < resamples / PATIENCE ? null : whole, redrawn: resamples - left };
}

/** One resample in so many, at least, must have an answer in each column. */
const PATIENCE = 10;

/** From what respondents state: each attribute over who rated it, and over who said how important it is. */
function stated(
  cells: readonly Cell[],
  rows: DriverRows,
  used: Int32Array,
  count: number,
  question: MapQuestion,
): Joint {
  const size = question.attributes.length;
  const [n, missing] = [used.length, count - used.length];
  const { rated, means, replicates, redrawn } = meansOf(rows, used, question);
  const silent = means.indexOf(null);
  if (silent >= 0) {
    const { name } = question.attributes[silent % size]!;
    const what = silent < size ? "rated" : "said how important is";
    return nothing(cells, size, n, missing, n === 0 ? "no answers" : `nobody ${what} '${name}'`);
  }
  const known = means as number[];
  const total = known.slice(size).reduce((sum, mean) => sum + mean, 0);
  if (!(total > 0)) return nothing(cells, size, n, missing, "every stated importance is 0");
  const sumIn = (b: number) => replicates!.slice(size).reduce((sum, one) => sum + one[b]!, 0);
  const shareIn = (j: number) => replicates![size + j]!.map((value, b) => (sumIn(b) > 0 ? value / sumIn(b) : 1 / size));
  const note = replicates === null ? "no intervals: in most resamples nobody rated some attribute" : null;
  return {
    ...{ cells, n, missing, rSquared: null, redrawn, note },
    importance: question.attributes.map((_, j) => known[size + j]! / total),
    importanceIntervals: question.attributes.map((_, j) =>
      replicates === null ? null : percentileInterval(shareIn(j), question.level),
    ),
    performance: known.slice(0, size),
    rated: rated.slice(0, size),
    replicates: question.attributes.map((_, j) =>
      replicates === null ? null : { importance: shareIn(j), performance: replicates[j]! },
    ),
    notes: question.attributes.map(() => note),
  };
}

export interface Joints {
  readonly overall: Joint;
  readonly segments: readonly Joint[];
}

/** Importance and performance by segment, from one tally and the same resamples of rows for both. */
export async function jointTally(table: Table, question: MapQuestion, by: readonly string[]): Promise<Joints> {
  const { attributes, importance, outcome, weight, level, resamples, seed } = question;
  const field = statedField(importance);
  const drivers = attributes.map(({ name, column }) => ({ name, column }));
  const shared = { by, level, resamples, seed, ...(weight === undefined ? {} : { weight }) };
  if (field === null) {
    const asked = await driverQuestion(table, { outcome: outcome!, drivers, method: importance, ...shared });
    const [tally, rows] = [await driverTally(table, asked), await driverRows(table, asked)];
    const total = driverFit(tally.overall.sums, asked, 0);
    if (isLacking(total) && total.isWrong) throw new RangeError(`${CALLER} ${total.note}`);
    return {
      overall: derived(tally.overall, asked, rows, rows.all),
      segments: tally.segments.map((segment) => derived(segment, asked, rows, rows.of(segment.cells))),
    };
  }
  // The last column stands where the regression has its outcome.
  const importances = attributes.map((attribute) => ({ name: attribute[field]!, column: attribute[field]! }));
  const own = { drivers: [...drivers, ...importances.slice(0, -1)], outcome: importances.at(-1)!.column };
  const asked = await driverQuestion(table, { ...own, method: "first", missing: "pairwise", ...shared });
  const rows = await driverRows(table, asked);
  const counts = await table.crosstab(by);
  const count = counts.reduce((sum, { n }) => sum + n, 0);
  return {
    overall: stated([], rows, rows.all, count, question),
    segments: counts.map(({ keys, n }) => stated(keys, rows, rows.of(keys), n, question)),
  };
}
