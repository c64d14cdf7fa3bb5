import { tQuantile } from "../../statistics/distributions.js";
import { requireLevel } from "../../statistics/interval.js";
import { requireNumberColumns } from "../../tables/requirements.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { expectedFurtherPurchases } from "../buying/expectations.js";
import { historyTally } from "../buying/historyTally.js";
import { modelOf } from "../buying/models.js";
import type { BuyingParameters } from "../buying/parameters.js";
import type { Estimate, Result } from "../result.js";
import { requireWholeNumbers, requireWithin } from "../scale.js";
import { type BuyingFitted, frequencyNames, requireMost, requireParameters } from "./fittedParameters.js";

export interface PurchaseHoldoutOptions {
  /** Columns as the model was fitted to. */
  readonly frequency: string;
  readonly recency: string;
  readonly age: string;
  /** Column of the purchases that each customer made in the time after. */
  readonly holdout: string;
  /** How long the time after was, in the unit of the ages. */
  readonly time: number;
  /** What `bgNbd` or another model of buying gave. */
  readonly fit: BuyingFitted;
  /** The class that holds all customers with so many repeat purchases or more; 7 unless given. */
  readonly most?: number;
  readonly level?: number;
}

/** The estimate is the mean number of purchases in the time after, of these customers; `n` counts them. */
export interface PurchaseHoldoutRow extends Estimate {
  readonly purchases: number;
  /** What the model expected of these customers, in all and in the mean. */
  readonly expected: number | null;
  readonly expectedPurchases: number;
  /** What their own rate so far would give, as if nobody ever left: repeat purchases over age. */
  readonly naive: number | null;
  /** Mean distance of one customer's purchases from what the model, and from what the own rate said. */
  readonly error: number | null;
  readonly naiveError: number | null;
}

export interface PurchaseHoldoutResult extends Result<PurchaseHoldoutRow> {
  readonly model: string;
  readonly time: number;
}

/** Sums over the customers of a class. */
class Class {
  n = 0;
  purchases = 0;
  squares = 0;
  expected = 0;
  naive = 0;
  error = 0;
  naiveError = 0;

  add(made: number, expected: number, naive: number, n: number): void {
    this.n += n;
    this.purchases += n * made;
    this.squares += n * made * made;
    this.expected += n * expected;
    this.naive += n * naive;
    this.error += n * Math.abs(made - expected);
    this.naiveError += n * Math.abs(made - naive);
  }

  row(level: number): PurchaseHoldoutRow {
    const { n, purchases, squares } = this;
    const counted = { n, purchases, expectedPurchases: this.expected };
    if (n === 0) {
      const none = { expected: null, naive: null, error: null, naiveError: null };
      return { estimate: null, lower: null, upper: null, note: "no customers", ...counted, ...none };
    }
    const mean = purchases / n;
    // Purchases are whole numbers: of customers all alike the difference is 0 to the last digit.
    const variance = n > 1 ? (squares - (purchases * purchases) / n) / (n - 1) : 0;
    const half = variance > 0 ? tQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n) : null;
    const why = n === 1 ? "one customer: no interval" : "all customers alike: no interval";
    return {
      estimate: mean,
      lower: half === null ? null : Math.max(0, mean - half),
      upper: half === null ? null : mean + half,
      note: half === null ? why : null,
      ...counted,
      expected: this.expected / n,
      naive: this.naive / n,
      error: this.error / n,
      naiveError: this.naiveError / n,
    };
  }
}

async function classesOf(
  table: TableLike,
  { frequency, recency, age, holdout, time, most = 7 }: PurchaseHoldoutOptions,
  parameters: BuyingParameters,
  caller: string,
) {
  const source = asTable(table);
  await requireNumberColumns(source, [holdout], caller);
  const from0 = { min: 0, max: Number.POSITIVE_INFINITY };
  await requireWithin(source, [holdout], from0, `${caller} requires numbers of purchases`);

  const columns = { frequency, recency, age, by: [holdout] };
  const tally = await historyTally(source, columns, modelOf(parameters).isByOpportunity, caller);
  // Amounts in place of purchases would go unseen otherwise.
  const made = tally.map(({ cells }) => cells[0]!);
  await requireWholeNumbers(source, holdout, made, `${caller} requires whole numbers of purchases`);

  const classes = Array.from({ length: most + 1 }, () => new Class());
  const all = new Class();
  let [missing, justArrived] = [0, 0];
  for (const { cells, counts, ...rest } of tally) {
    missing += rest.missing;
    justArrived += rest.justArrived;
    for (const one of counts) {
      if (cells[0] === null) missing += one.n;
      else {
        const bought = Number(cells[0]);
        const [expected, naive] = [expectedFurtherPurchases(parameters, one, time), (one.frequency / one.age) * time];
        for (const into of [classes[Math.min(most, one.frequency)]!, all]) into.add(bought, expected, naive, one.n);
      }
    }
  }
  return { classes, all, missing, justArrived };
}

/**
 * What customers bought in a time that the model had not seen, beside what it said they would: by how often they had bought before.
 *
 * The proof of a model of buying, with the forecast that needs no model beside it: everybody goes on at his own rate. Fit to the time up
 * to a day, and count purchases after it (`purchaseHistories` with `holdoutEnd` does both). The estimate is the mean of the purchases
 * that were made, at least 0, with Student's t over customers; the model's mean has no interval of its own: it is what is
 * held against this one. One customer, and customers who all
 * bought as often, have no interval; a class without customers is null. Customers with an age of 0 are left out.
 *
 * @param table one row a customer
 * @throws as `bgNbd`; a time not above 0; purchases that are no whole numbers from 0
 * @example (await purchaseHoldout(customers, { frequency: "repeats", recency: "weeks_to_last", age: "weeks", holdout: "later", time: 39, fit })).overall.expected // 0.7015
 * @see Fader, Hardie and Lee (2005), figure 4
 */
export async function purchaseHoldout(
  table: TableLike,
  options: PurchaseHoldoutOptions,
): Promise<PurchaseHoldoutResult> {
  const caller = "purchaseHoldout";
  const { time, fit, most = 7, level = 0.95 } = options;
  requireLevel(level, caller);
  requireMost(most, caller);
  if (!(time > 0 && Number.isFinite(time))) throw new RangeError(`${caller} requires a time above 0; got ${time}`);
  const parameters = requireParameters(fit, caller);

  const { classes, all, missing, justArrived } = await classesOf(table, options, parameters, caller);

  const { title } = modelOf(parameters);
  return {
    metric: caller,
    label: `Purchases within the ${Math.round(time * 100) / 100} after, and as ${title} expects`,
    model: title,
    time,
    overall: all.row(level),
    rows: frequencyNames(most).map((name, k) => ({ keys: { purchases: name }, ...classes[k]!.row(level) })),
    by: ["purchases"],
    level,
    method: "Student's t over customers",
    unit: "purchases",
    excluded: { missing, outOfRange: justArrived },
  };
}
