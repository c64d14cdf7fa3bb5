import { type ChebyshevPair, chebyshevPair } from "../../statistics/chebyshev.js";
import type { Schedule } from "./discounting.js";

/**
 * Σₖ dₖ[1 − (1 + rate·endₖ)^−shape]/rate, which is what purchases of a customer who leaves at a known rate are worth, and its last part
 * with d = 1, as functions of log(rate + 1/horizon).
 */
export interface StepsByRate {
  readonly near: number;
  readonly pair: ChebyshevPair;
}

/** Digits beyond those of the quadrature, so that its own are the ones that count. */
const SPARE = 3;
/** More than doubles have when a few are lost in a sum. */
const TOO_MANY = 14;

function stepsAt(shape: number, { ends, drops }: Schedule, rate: number): [number, number] {
  let [discounted, bought] = [0, 0];
  for (let k = 0; k < ends.length; k++) {
    bought = -Math.expm1(-shape * Math.log1p(rate * ends[k]!)) / rate;
    discounted += drops[k]! * bought;
  }
  return [discounted, bought];
}

/**
 * How many rates tell those between them. With s = log(rate + 1/horizon), 1 + rate·end is nowhere 0 where s is less than π from the real
 * line; at a height θ it is at least cos ½θ, and e^−o where an ellipse reaches o beyond the ends of the interval.
 */
function ratesFor(shape: number, half: number, digits: number): number {
  const needed = [0.3, 0.5, 0.7, 0.9].map((part) => {
    const height = (part * Math.PI) / half;
    const width = Math.sqrt(1 + height * height);
    const small = Math.max(-Math.log(Math.cos((part * Math.PI) / 2)), half * (width - 1));
    return (digits * Math.LN10 + shape * small) / Math.log(height + width);
  });
  return Math.ceil(Math.min(...needed)) + 3;
}

/**
 * Worked out at some rates for all between the lowest and the highest.
 *
 * @param asked how many rates are asked for
 * @returns null where working out each of them is as quick, or nothing else gives the digits
 */
export function stepsByRate(
  shape: number,
  schedule: Schedule,
  { lowest, highest, asked }: { readonly lowest: number; readonly highest: number; readonly asked: number },
  digits: number,
): StepsByRate | null {
  const near = 1 / schedule.ends.at(-1)!;
  const [lower, upper] = [Math.log(lowest + near), Math.log(highest + near)];
  const wanted = digits + SPARE;
  // So narrow an interval has no room for points that differ.
  if (wanted >= TOO_MANY || !(upper - lower > 1e-3)) return null;
  const count = ratesFor(shape, (upper - lower) / 2, wanted);
  if (!(3 * count < asked)) return null;
  return { near, pair: chebyshevPair((s) => stepsAt(shape, schedule, Math.exp(s) - near), lower, upper, count) };
}
