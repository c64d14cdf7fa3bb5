import { cox } from "./cox.js";
import { dot, solvedInformation } from "./coxInformation.js";
import { addExcess, addInformation, linearPredictors, mirrored, risksOf, squareOfZeros } from "./coxLikelihood.js";
import { type CoxTies, walkEventTimes } from "./coxRiskSets.js";
import { type CoxData, type CoxRows, coxRows } from "./coxRows.js";
import { chiSquareUpperTail } from "./distributions.js";
import { stepAt, survivalCurve } from "./survivalCurve.js";

/**
 * Against what an effect is held: time itself, its logarithm, or the share that has left so far ("km", by Kaplan and Meier, which no few
 * long times can rule).
 */
export type ProportionalityTime = "identity" | "log" | "km";

interface ProportionalityTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

export interface Proportionality {
  /** Of each covariate, in their order, and of all together. */
  readonly covariates: readonly (ProportionalityTest & { readonly covariate: string })[];
  readonly overall: ProportionalityTest;
}

/** The share that has left before a time, of all strata together. */
function leftBefore({ start, stop, event, weights }: CoxRows): (time: number) => number {
  const spells = Array.from(stop, (duration, i) => ({
    duration,
    observed: event[i] === 1,
    entry: start === null ? null : start[i]!,
    n: weights === null ? 1 : weights[i]!,
  }));
  const curve = survivalCurve(spells);
  const before = new Map(curve.map(({ time }, i) => [time, i === 0 ? 1 : curve[i - 1]!.survival]));
  return (time) => 1 - (before.get(time) ?? stepAt(curve, time)?.survival ?? 1);
}

function clockOf(rows: CoxRows, time: ProportionalityTime): (at: number) => number {
  if (time === "identity") return (at) => at;
  if (time === "km") return leftBefore(rows);
  if (rows.stop.some((stop) => !(stop > 0))) {
    throw new RangeError("proportionality requires stops above 0 for the logarithm of time");
  }
  return Math.log;
}

/** The score of effects that grow with the clock, and the information of both kinds of effect at the coefficients found. */
function sumsAlong(rows: CoxRows, beta: ArrayLike<number>, ties: CoxTies, clock: (at: number) => number) {
  const p = rows.names.length;
  const risks = risksOf(rows, linearPredictors(rows, beta));
  let [n, mean] = [0, 0];
  walkEventTimes(rows, risks, { ties, sums: "first" }, ({ time, weight }) => {
    n += weight;
    mean += (weight / n) * (clock(time) - mean);
  });
  const score = new Float64Array(p);
  const [plain, mixed, squared] = [squareOfZeros(p), squareOfZeros(p), squareOfZeros(p)];
  walkEventTimes(rows, risks, { ties, sums: "second" }, (at) => {
    const g = clock(at.time) - mean;
    const [excess, information] = [new Float64Array(p), squareOfZeros(p)];
    addExcess(rows, at, excess);
    addInformation(at, information);
    for (let j = 0; j < p; j++) {
      score[j]! += g * excess[j]!;
      for (let i = j; i < p; i++) {
        const value = information[j]![i]!;
        plain[j]![i]! += value;
        mixed[j]![i]! += g * value;
        squared[j]![i]! += g * g * value;
      }
    }
  });
  return { score, plain: mirrored(plain), mixed: mirrored(mixed), squared: mirrored(squared) };
}

/**
 * Whether hazard ratios stay the same over time: the score test that none of the effects grows or falls with the clock. A small p-value
 * says that one hazard ratio does not describe all ages: a ratio by age, or strata, would.
 *
 * @returns null where the model has no coefficients, or the clock does not move (all events at one time)
 * @see Grambsch and Therneau (1994), Biometrika 81
 */
export function proportionality(
  data: CoxData,
  time: ProportionalityTime = "km",
  ties: CoxTies = "efron",
): Proportionality | null {
  const { fit } = cox(data, { ties });
  if (fit === null) return null;
  const rows = coxRows(data);
  const beta = fit.coefficients.map(({ coefficient }, j) => coefficient * rows.deviations[j]!);
  const { score, plain, mixed, squared } = sumsAlong(rows, beta, ties, clockOf(rows, time));
  // What is left of the score's variance once the coefficients are fitted: S − M·P⁻¹·M.
  const solved = solvedInformation(plain);
  const explained = mixed.map((column) => solved.solve(column));
  const left = squared.map((column, j) => column.map((value, i) => value - dot(mixed[i]!, explained[j]!)));
  if (left.some((column, j) => !(column[j]! > 1e-10 * squared[j]![j]!))) return null;
  // Of one covariate: its own effect may change with the clock, the others' do not.
  const tested = (statistic: number, degreesOfFreedom: number) => {
    return { statistic, degreesOfFreedom, pValue: chiSquareUpperTail(statistic, degreesOfFreedom) };
  };
  return {
    covariates: rows.names.map((covariate, j) => ({ covariate, ...tested(score[j]! ** 2 / left[j]![j]!, 1) })),
    overall: tested(dot(score, solvedInformation(left).solve(score)), score.length),
  };
}
