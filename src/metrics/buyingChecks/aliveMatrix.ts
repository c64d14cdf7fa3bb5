import { expectedFurtherPurchases, probabilityAlive } from "../buying/expectations.js";
import { modelOf } from "../buying/models.js";
import { type BuyingFitted, requireMost, requireParameters } from "./fittedParameters.js";

export interface AliveMatrixOptions {
  /** How long the customers were watched, in the unit of the ages. */
  readonly age: number;
  /** Up to how many repeat purchases; 12 unless given. */
  readonly most?: number;
  /** In how much time from now the expected purchases are; as much as the age unless given. */
  readonly time?: number;
  /** How many values of recency, from 0 to the age; 14 unless given: whole weeks for ages of 13, 26, 39 and 52. Every opportunity for BG/BB. */
  readonly steps?: number;
}

/** Plain data: it can be written as JSON and read back. */
export interface AliveMatrixResult {
  readonly metric: "aliveMatrix";
  readonly label: string;
  readonly model: string;
  readonly age: number;
  readonly time: number;
  /** Repeat purchases, from 0. */
  readonly frequencies: readonly number[];
  /** Times of the last purchase since the first, from 0 to the age. */
  readonly recencies: readonly number[];
  /** Probability of being alive, a row for each recency and a column for each frequency; null where there can be no such customer. */
  readonly alive: readonly (readonly (number | null)[])[];
  /** Expected purchases within the time, likewise. */
  readonly expected: readonly (readonly (number | null)[])[];
}

/**
 * Who is likely to be still there, and what he will buy, by how often and how lately he bought: the map that a model of buying draws
 * for customers who were all watched for as long.
 *
 * For seeing what a fit says, before it is used: a customer who bought often and then fell silent is likelier gone than one who
 * always bought rarely. Point values of the fitted parameters, without intervals: see those of `alive` in the fit. Shares from 0 to 1, and
 * numbers of purchases from 0; null where recency and frequency do not go together (a repeat purchase at time 0, more purchases than opportunities).
 *
 * @throws an age or a time not above 0, or not whole for BG/BB; steps below 2; a fit without parameters
 * @example aliveMatrix(fit, { age: 39 }).alive[13][12] // 0.9442
 * @see Fader, Hardie and Lee (2005)
 */
export function aliveMatrix(fit: BuyingFitted, options: AliveMatrixOptions): AliveMatrixResult {
  const caller = "aliveMatrix";
  const { age, most = 12, time = age, steps = 14 } = options;
  for (const [name, value] of Object.entries({ age, time })) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(`${caller} requires ${name} above 0; got ${value}`);
    }
  }
  requireMost(most, caller);
  if (!(Number.isInteger(steps) && steps >= 2)) {
    throw new RangeError(`${caller} requires a whole number of steps from 2; got ${steps}`);
  }
  const parameters = requireParameters(fit, caller);
  const { title, isByOpportunity } = modelOf(parameters);
  if (isByOpportunity && !(Number.isInteger(age) && Number.isInteger(time))) {
    throw new RangeError(
      `${caller} requires whole numbers of opportunities for ${title}; got age ${age}, time ${time}`,
    );
  }
  const count = isByOpportunity ? age + 1 : steps;
  const recencies = Array.from({ length: count }, (_, i) => (i * age) / (count - 1));
  const frequencies = Array.from({ length: most + 1 }, (_, k) => k);
  const cells = (of: (history: { frequency: number; recency: number; age: number }) => number) =>
    recencies.map((recency) =>
      frequencies.map((frequency) => {
        const isPossible = (frequency === 0) === (recency === 0) && (!isByOpportunity || frequency <= recency);
        return isPossible ? of({ frequency, recency, age }) : null;
      }),
    );
  return {
    metric: caller,
    label: `Probability of being alive (${title})`,
    model: title,
    age,
    time,
    frequencies,
    recencies,
    alive: cells((history) => probabilityAlive(parameters, history)),
    expected: cells((history) => expectedFurtherPurchases(parameters, history, time)),
  };
}
