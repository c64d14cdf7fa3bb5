import { type CoxBegun, coxBegun } from "./coxBegun.js";
import { dot, type SolvedInformation, solvedInformation } from "./coxInformation.js";
import { type CoxOptimum, coxOptimum } from "./coxNewton.js";
import { scoreResiduals } from "./coxResiduals.js";
import type { CoxTies } from "./coxRiskSets.js";
import type { CoxData, CoxRows } from "./coxRows.js";
import { chiSquareUpperTail, criticalValue, normalPValue } from "./distributions.js";
import { type Interval, requireLevel } from "./interval.js";

export interface CoxOptions {
  /** Of the intervals; .95 unless given. */
  readonly level?: number;
  readonly ties?: CoxTies;
}

interface CoxCoefficient {
  readonly covariate: string;
  /** The logarithm of the hazard ratio. */
  readonly coefficient: number;
  /** From the information: right where rows of one person do not go together beyond what the covariates say. */
  readonly standardError: number;
  /** From the persons' own parts of the score (sandwich); null where no cluster was given. */
  readonly robustError: number | null;
  /** By how much the hazard is multiplied for one more of the covariate; with the interval on the scale of its logarithm. */
  readonly hazardRatio: number;
  readonly interval: Interval;
  readonly pValue: number;
}

interface CoxTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** The coefficients at the largest likelihood, and how surely it is the largest. */
interface CoxFit {
  /** In the order of the covariates. Intervals and p-values use the robust errors where there are clusters. */
  readonly coefficients: readonly CoxCoefficient[];
  /** Of the coefficients, from the information. */
  readonly covariance: readonly (readonly number[])[];
  readonly robustCovariance: readonly (readonly number[])[] | null;
  /** The slope of the log-likelihood: 0 but for rounding. */
  readonly gradient: readonly number[];
  /** Its second derivatives. */
  readonly hessian: readonly (readonly number[])[];
  readonly tests: { readonly likelihoodRatio: CoxTest; readonly wald: CoxTest };
}

export interface Cox {
  readonly rows: number;
  readonly events: number;
  /** Of the covariates at no effect, and where the search ended. */
  readonly logLikelihood: { readonly atZero: number; readonly atEnd: number };
  /** That no covariate has an effect. It needs no coefficients, and is there even where they are not. */
  readonly scoreTest: CoxTest;
  readonly iterations: number;
  /** Null where the likelihood has no largest value that was found: `note` says why. */
  readonly fit: CoxFit | null;
  readonly note: string | null;
}

const tested = (statistic: number, degreesOfFreedom: number): CoxTest => ({
  statistic,
  degreesOfFreedom,
  pValue: chiSquareUpperTail(statistic, degreesOfFreedom),
});

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Refuses covariates that cannot have coefficients of their own, and says which. */
function requireIdentified(
  { names }: CoxRows,
  information: readonly Float64Array[],
  events: number,
): SolvedInformation {
  const still = names.filter((_, j) => !(information[j]![j]! > 1e-12 * events));
  if (still.length > 0) {
    throw new RangeError(
      `cox requires covariates that differ among those at risk at some event; not so: ${quoted(still)}`,
    );
  }
  const solved = solvedInformation(information);
  if (solved.dependent === null) return solved;
  const { column, others } = solved.dependent;
  throw new RangeError(
    `cox requires covariates that can be told apart; '${names[column]}' follows from ${quoted(others.map((j) => names[j]!))}: leave one of them out`,
  );
}

/** Σ over clusters of bb′, b being a cluster's residuals times the covariance: what the coefficients owe to each. */
function sandwich(
  rows: CoxRows,
  residuals: Float64Array,
  cluster: Int32Array,
  covariance: readonly Float64Array[],
): Float64Array[] {
  const p = rows.names.length;
  const places = new Map<number, number>();
  const sums = new Float64Array(residuals.length);
  for (let i = 0; i < rows.order.length; i++) {
    const whose = cluster[rows.order[i]!]!;
    const place = places.get(whose) ?? places.size;
    places.set(whose, place);
    for (let j = 0; j < p; j++) sums[place * p + j]! += residuals[i * p + j];
  }
  const found = covariance.map(() => new Float64Array(p));
  const owed = new Float64Array(p);
  for (let place = 0; place < places.size; place++) {
    const sum = sums.subarray(place * p, (place + 1) * p);
    for (let j = 0; j < p; j++) owed[j] = dot(covariance[j]!, sum);
    for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) found[i]![j]! += owed[i]! * owed[j]!;
  }
  return found;
}

const perUnit = (matrix: readonly Float64Array[], units: readonly number[]): number[][] =>
  matrix.map((column, j) => Array.from(column, (value, i) => value * units[i]! * units[j]!));

function coefficientsOf(
  { names, deviations }: CoxRows,
  beta: Float64Array,
  covariance: readonly (readonly number[])[],
  robust: readonly (readonly number[])[] | null,
  level: number,
): CoxCoefficient[] {
  return names.map((covariate, j) => {
    const coefficient = beta[j]! / deviations[j]!;
    const standardError = Math.sqrt(covariance[j]![j]!);
    const robustError = robust && Math.sqrt(robust[j]![j]!);
    const error = robustError ?? standardError;
    const half = criticalValue(level) * error;
    return {
      covariate,
      coefficient,
      standardError,
      robustError,
      hazardRatio: Math.exp(coefficient),
      interval: { lower: Math.exp(coefficient - half), upper: Math.exp(coefficient + half) },
      pValue: normalPValue(coefficient / error),
    };
  });
}

function fitOf(
  rows: CoxRows,
  { beta, atZero, atEnd }: CoxOptimum,
  data: CoxData,
  ties: CoxTies,
  level: number,
): CoxFit {
  const solved = solvedInformation(atEnd.information);
  const inverse = solved.inverse();
  const { cluster } = data;
  const meat = cluster ? sandwich(rows, scoreResiduals(rows, beta, ties), cluster, inverse) : null;
  const inUnits = rows.deviations.map((deviation) => 1 / deviation);
  const covariance = perUnit(inverse, inUnits);
  const robustCovariance = meat && perUnit(meat, inUnits);
  const wald = meat
    ? dot(beta, solvedInformation(meat).solve(beta))
    : dot(
        beta,
        atEnd.information.map((column) => dot(column, beta)),
      );
  return {
    coefficients: coefficientsOf(rows, beta, covariance, robustCovariance, level),
    covariance,
    robustCovariance,
    gradient: rows.deviations.map((deviation, j) => atEnd.gradient[j]! * deviation),
    hessian: perUnit(atEnd.information, rows.deviations).map((column) => column.map((value) => -value)),
    tests: {
      likelihoodRatio: tested(2 * (atEnd.logLikelihood - atZero.logLikelihood), beta.length),
      wald: tested(wald, beta.length),
    },
  };
}

/** Why there are no coefficients, for the reader of a report. */
function noteOf({ names }: CoxRows, { status, direction, iterations }: CoxOptimum): string | null {
  if (status === "converged") return null;
  if (status === "stalled")
    return `No coefficients: the search for the largest likelihood did not end in ${iterations} steps.`;
  const most = Math.max(...direction.map(Math.abs));
  const which = names.filter((_, j) => Math.abs(direction[j]!) > 1e-3 * most);
  return `No hazard ratio: at every event the one who left had the most extreme value of ${quoted(which)} among those at risk, so that the ratio would be infinite or 0.`;
}

/**
 * Cox's proportional hazards: by how much each covariate multiplies the hazard of an event (leaving), whatever that is at each age.
 * Covariates may change over time: one row for each spell in which they did not. A hazard ratio says nothing of causes, and takes the
 * effect to be the same at all ages: see `proportionality`.
 *
 * The coefficients make the partial likelihood largest, found by Newton's method; ties as by Efron unless asked otherwise. Intervals
 * are normal on the scale of the logarithm, with robust errors where rows are given persons (`cluster`).
 *
 * @throws RangeError where covariates do not vary or follow from each other, naming them, and without events
 * @returns no fit but a note where one covariate, or several together, foretell every event: the ratio has no finite value then
 * @example cox({ start: null, stop: Float64Array.of(1, 2, 3), event: Uint8Array.of(1, 1, 0), covariates: { x: Float64Array.of(1, 0, 1) } }).fit.coefficients[0].hazardRatio // 0.7071
 * @see Cox (1972), Journal of the Royal Statistical Society B 34; Efron (1977), Journal of the American Statistical Association 72;
 * Lin and Wei (1989), Journal of the American Statistical Association 84
 */
export function cox(data: CoxData, options: CoxOptions = {}): Cox {
  requireLevel(options.level ?? 0.95, "cox");
  return coxFrom(coxBegun(data, options.ties), data, options);
}

/** `cox` of rows with which it has begun already. */
export function coxFrom({ rows, atZero }: CoxBegun, data: CoxData, { level = 0.95, ties = "efron" }: CoxOptions): Cox {
  const events = rows.event.reduce((sum, one) => sum + one, 0);
  const solved = requireIdentified(rows, atZero.information, events);
  const optimum = coxOptimum(rows, atZero, solved, ties);
  return {
    rows: rows.stop.length,
    events,
    logLikelihood: { atZero: atZero.logLikelihood, atEnd: optimum.atEnd.logLikelihood },
    scoreTest: tested(optimum.score, rows.names.length),
    iterations: optimum.iterations,
    fit: optimum.status === "converged" ? fitOf(rows, optimum, data, ties, level) : null,
    note: noteOf(rows, optimum),
  };
}
