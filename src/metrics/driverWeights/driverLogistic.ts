import { type AlikeRows, alikeGroups, type Occurrences, occurrenceMoments } from "../../statistics/alikeRows.js";
import { inverseDiagonal } from "../../statistics/cholesky.js";
import { partialledWork } from "../../statistics/partialled.js";
import { isEndless, type SubsetFits, subsetFits } from "../../statistics/subsetLogLikelihood.js";
import type { DriverFit, Lacking } from "./driverFit.js";
import {
  addedTable,
  explainedBy,
  LOGISTIC_METHODS,
  type LogisticMethod,
  logisticWeights,
  MOST_LOGISTIC_LMG,
  whyNotLogistic,
} from "./driverLogisticMethods.js";
import type { DriverQuestion } from "./driverQuestion.js";
import type { DriverRows } from "./driverRows.js";

/** What the rows say by logistic regressions: R² is McFadden's. */
export interface LogisticDrivers {
  /** Of the controls, and what the drivers add to it. */
  readonly controls: number;
  readonly rSquared: number;
  readonly adjusted: number;
  /** What each subset of the kept drivers adds; null for more than 12. */
  readonly table: Float64Array | null;
  /** Log-odds for a point of each kept driver, and their standard errors. */
  readonly slopes: Float64Array;
  readonly standardErrors: Float64Array;
  /** Without the methods that cannot be had. */
  readonly weights: Readonly<Partial<Record<LogisticMethod, Float64Array>>>;
  readonly rows: LogisticRows;
}

/** Rows that are alike counted once, in columns of mean 0 and deviation 1: controls that vary, then kept drivers. */
interface CountedRows {
  readonly alike: AlikeRows;
  /** Of each row that is used: its group, weight and outcome; weights add up to the number of rows. */
  readonly groups: Int32Array;
  readonly weights: Float64Array;
  readonly outcomes: Float64Array;
}

export interface LogisticRows extends CountedRows {
  /** How many columns are controls, and how many of these are in every fit: those that follow from others are not. */
  readonly columns: number;
  readonly controls: number;
  /** Their places. */
  readonly always: readonly number[];
  /** Of the kept drivers. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly fits: SubsetFits;
}

/** A column of the rows that are used, as deviations of deviation 1. */
function standardised(column: Float64Array, used: Int32Array, weights: Float64Array) {
  let [sum, squares] = [0, 0];
  used.forEach((row, i) => {
    sum += weights[i]! * column[row]!;
  });
  const mean = sum / used.length;
  used.forEach((row, i) => {
    squares += weights[i]! * (column[row]! - mean) ** 2;
  });
  const deviation = Math.sqrt(squares / used.length);
  return { values: Float64Array.from(used, (row) => (column[row]! - mean) / deviation), mean, deviation };
}

function rowWeights({ weights }: DriverRows, used: Int32Array): Float64Array {
  const own = Float64Array.from(used, (row) => (weights === null ? 1 : weights[row]!));
  const sum = own.reduce((total, weight) => total + weight, 0);
  return own.map((weight) => (weight * used.length) / sum);
}

function logisticRows(rows: DriverRows, used: Int32Array, { kept }: DriverFit): LogisticRows {
  const weights = rowWeights(rows, used);
  const of = (place: number) => standardised(rows.columns[place]!, used, weights);
  const all = Array.from({ length: rows.controls }, (_, place) => of(place));
  const controls = all.filter(({ deviation }) => deviation > 0);
  const drivers = kept.map((j) => of(rows.controls + j));
  const columns = [...controls, ...drivers].map(({ values }) => values);
  const { of: groups, first } = alikeGroups(columns);
  const width = columns.length;
  const values = Float64Array.from(
    { length: first.length * width },
    (_, at) => columns[at % width]![first[Math.floor(at / width)]!]!,
  );
  const counted = {
    ...{ alike: { groups: first.length, values, width }, groups, weights },
    outcomes: Float64Array.from(used, (row) => rows.columns.at(-1)![row]!),
  };
  const { covariance } = occurrenceMoments(counted.alike, occurrencesOf(counted));
  const { found } = partialledWork(controls.length, kept.length)(covariance);
  const always = found.controlsTold;
  const places = drivers.map((_, k) => controls.length + k);
  return {
    ...counted,
    ...{ columns: controls.length, controls: always.length },
    means: Float64Array.from(drivers, ({ mean }) => mean),
    deviations: Float64Array.from(drivers, ({ deviation }) => deviation),
    ...{ always, fits: subsetFits(counted.alike, always, places) },
  };
}

/** How often each group occurs, and how often with the outcome, with each row this many times; once unless given. */
export function occurrencesOf(
  { alike, groups, weights, outcomes }: CountedRows,
  times: ((row: number) => number) | null = null,
): Occurrences {
  const found = { trials: new Float64Array(alike.groups), successes: new Float64Array(alike.groups) };
  for (let i = 0; i < groups.length; i++) {
    const weight = weights[i]! * (times === null ? 1 : times(i));
    found.trials[groups[i]!]! += weight;
    found.successes[groups[i]!]! += weight * outcomes[i]!;
  }
  return found;
}

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Who tells the outcome apart: drivers that the endless direction leans on, and controls if any does. */
function separation(
  endless: Float64Array,
  rows: LogisticRows,
  { kept }: DriverFit,
  { drivers, outcome }: DriverQuestion,
): Lacking {
  const along = Array.from(endless.subarray(1), Math.abs);
  const isIn = (size: number) => size > 0.01 * Math.max(...along);
  const names = kept.filter((_, k) => isIn(along[rows.controls + k]!)).map((j) => drivers[j]!.name);
  const byControls = along.slice(0, rows.controls).some(isIn) ? ["the controls"] : [];
  const who = [...(names.length > 0 ? [quoted(names)] : []), ...byControls].join(" and ");
  return {
    note: `separation: ${who} tell some answers of '${outcome}' apart for certain, so that coefficients have no end: leave them out or merge their values, or take fit: 'linear'`,
    isWrong: false,
  };
}

/** The logistic fit of one set of rows, whose linear fit is known, or what it lacks. */
export function driverLogistic(
  rows: DriverRows,
  used: Int32Array,
  fit: DriverFit,
  question: DriverQuestion,
): LogisticDrivers | Lacking {
  const own = logisticRows(rows, used, fit);
  const size = fit.kept.length;
  const occurrences = occurrencesOf(own);
  const whole = own.fits.sample(occurrences, 2 ** size - 1);
  if (isEndless(whole)) return separation(whole.endless, own, fit, question);
  const found = explainedBy(own, occurrences, (subset) => own.fits.sample(occurrences, subset))!;
  const { coefficients, factor } = whole;
  const variances = new Float64Array(coefficients.length);
  inverseDiagonal(factor, variances.length, variances);
  const ofDrivers = (values: Float64Array) => values.subarray(1 + own.controls);
  const weights = LOGISTIC_METHODS.flatMap((method) =>
    whyNotLogistic(method, size, own.controls) === null
      ? [[method, logisticWeights(method, own, occurrences, found, fit.moments, () => 1)] as const]
      : [],
  );
  return {
    ...{ controls: found.controls, rSquared: found.rSquared, rows: own },
    adjusted: found.controls + found.rSquared - (size + own.controls) / found.emptiness,
    table: size <= MOST_LOGISTIC_LMG ? addedTable(found, size) : null,
    slopes: ofDrivers(coefficients).map((b, k) => b / own.deviations[k]!),
    standardErrors: ofDrivers(variances).map((variance, k) => Math.sqrt(variance) / own.deviations[k]!),
    weights: Object.fromEntries(weights),
  };
}
