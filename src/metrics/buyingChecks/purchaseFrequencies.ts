import { chiSquareUpperTail } from "../../statistics/distributions.js";
import { requireLevel } from "../../statistics/interval.js";
import { wilsonInterval } from "../../statistics/proportion.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { purchaseChances } from "../buying/expectations.js";
import { historyTally, pooledHistories } from "../buying/historyTally.js";
import { modelOf } from "../buying/models.js";
import type { Estimate, Result, Test } from "../result.js";
import { type BuyingFitted, frequencyNames, requireMost, requireParameters } from "./fittedParameters.js";

export interface PurchaseFrequenciesOptions {
  /** Columns as the model was fitted to. */
  readonly frequency: string;
  readonly recency: string;
  readonly age: string;
  /** What `bgNbd` or another model of buying gave. */
  readonly fit: BuyingFitted;
  /** The class that holds all customers with so many repeat purchases or more; 7 unless given. */
  readonly most?: number;
  readonly level?: number;
}

/** The estimate is the share of customers who made so many repeat purchases; `n` counts all customers. */
export interface PurchaseFrequencyRow extends Estimate {
  readonly customers: number;
  /** The share and the number that the model expects. */
  readonly expected: number | null;
  readonly expectedCustomers: number;
}

export interface PurchaseFrequenciesResult extends Result<PurchaseFrequencyRow> {
  /** The model as it is printed: 'BG/NBD'. */
  readonly model: string;
  /**
   * Pearson's χ² of the classes, those where fewer than 5 are expected taken together, on as many degrees of freedom as there are
   * classes, less 1, less the parameters: they were fitted to these customers, if not to the classes alone. Null where that leaves none.
   */
  readonly goodness: Test | null;
}

/** Fewer expected customers than this say too little for χ² to have its distribution. */
const FEW = 5;

/** How far the classes are from what is expected; the last ones are taken together until enough are expected. */
function goodnessOf(seen: Float64Array, expected: Float64Array, parameters: number): Test | null {
  let [statistic, classes, customers, customersExpected, n] = [0, 0, 0, 0, 0];
  for (let k = seen.length - 1; k >= 0; k--) {
    customers += seen[k]!;
    customersExpected += expected[k]!;
    n += seen[k]!;
    if (customersExpected < FEW) continue;
    statistic += (customers - customersExpected) ** 2 / customersExpected;
    classes++;
    [customers, customersExpected] = [0, 0];
  }
  const degreesOfFreedom = classes - 1 - parameters;
  if (degreesOfFreedom < 1) return null;
  const pValue = chiSquareUpperTail(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, pValue, method: "Pearson's χ² of the classes", n };
}

/**
 * How many customers made 0, 1, 2 … repeat purchases, and how many the model says: the first look at whether a model of buying fits.
 *
 * Each customer counts with the time that he was watched. A good fit here is needed, not enough (`goodness` says how far chance alone goes): the model was fitted to these
 * customers; see `purchaseHoldout` for those to come. Shares from 0 to 1 with Wilson's interval, by class; of everybody, the share who
 * bought again. Null when there are no customers.
 *
 * @param table one row a customer
 * @throws as `bgNbd`; a fit without parameters
 * @example (await purchaseFrequencies(customers, { frequency: "repeats", recency: "weeks_to_last", age: "weeks", fit })).rows[0].expectedCustomers // 1408
 * @see Fader, Hardie and Lee (2005), figure 2
 */
export async function purchaseFrequencies(
  table: TableLike,
  { frequency, recency, age, fit, most = 7, level = 0.95 }: PurchaseFrequenciesOptions,
): Promise<PurchaseFrequenciesResult> {
  const caller = "purchaseFrequencies";
  requireLevel(level, caller);
  requireMost(most, caller);
  const parameters = requireParameters(fit, caller);
  const { title, names, isByOpportunity } = modelOf(parameters);
  const columns = { frequency, recency, age, by: [] };

  const { counts, missing, justArrived } = pooledHistories(
    await historyTally(asTable(table), columns, isByOpportunity, caller),
  );

  const [seen, expected] = [new Float64Array(most + 1), new Float64Array(most + 1)];
  const byAge = new Map<number, number>();
  for (const one of counts) {
    seen[Math.min(most, one.frequency)]! += one.n;
    byAge.set(one.age, (byAge.get(one.age) ?? 0) + one.n);
  }
  for (const [time, n] of byAge) {
    const chances = purchaseChances(parameters, time, most - 1);
    chances.push(Math.max(0, 1 - chances.reduce((sum, chance) => sum + chance, 0)));
    for (let k = 0; k <= most; k++) expected[k]! += n * chances[k]!;
  }
  const n = seen.reduce((sum, count) => sum + count, 0);
  const row = (customers: number, expectedCustomers: number): PurchaseFrequencyRow => ({
    ...(n === 0
      ? { estimate: null, lower: null, upper: null, note: "no customers" }
      : { estimate: customers / n, ...wilsonInterval(customers, n, level), note: null }),
    n,
    customers,
    expected: n === 0 ? null : expectedCustomers / n,
    expectedCustomers,
  });
  return {
    metric: caller,
    label: `Customers by repeat purchases, and as ${title} expects`,
    model: title,
    goodness: goodnessOf(seen, expected, names.length),
    overall: row(n - seen[0]!, n - expected[0]!),
    rows: frequencyNames(most).map((name, k) => ({ keys: { purchases: name }, ...row(seen[k]!, expected[k]!) })),
    by: ["purchases"],
    level,
    method: "Wilson",
    unit: "share",
    excluded: { missing, outOfRange: justArrived },
  };
}
