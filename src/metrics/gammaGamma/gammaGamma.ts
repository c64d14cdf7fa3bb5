import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import { requireStarts } from "../search.js";
import { type By, byColumns, keysOf } from "../segments.js";
import type { SpendCount } from "./gammaGammaLikelihood.js";
import { type SpendRow, type SpendSettings, spendRow } from "./gammaGammaRow.js";
import { type SpendBin, spendDistribution } from "./spendDistribution.js";
import { pooledSpends, type SpendSegment, spendTally, type WithoutSpend } from "./spendTally.js";

export type { SpendCount, SpendHistory, SpendingParameters } from "./gammaGammaLikelihood.js";
export type { SpendRow } from "./gammaGammaRow.js";
export type { SpendBin } from "./spendDistribution.js";

interface FitOptions {
  readonly level?: number;
  /** From how many points the search begins; the first is a guess, the others are scattered around it. */
  readonly starts?: number;
  readonly seed?: number;
}

export interface GammaGammaOptions extends FitOptions {
  /** Column of the number of purchases after the first. */
  readonly frequency: string;
  /** Column of what one of these repeat purchases came to on average: without the first one, which is not like the others. */
  readonly monetaryValue: string;
  /**
   * What is done with a repeat buyer whose spend is missing, 0 or below.
   *
   * - `refuse` (default): throws, with the row.
   * - `leave out`: counted in `excluded` and left out.
   */
  readonly withoutSpend?: WithoutSpend;
  readonly by?: By;
}

export interface GammaGammaResult extends Result<SpendRow> {
  /** Repeat buyers by what they spend, beside what the model expects: over all segments. [] without repeat buyers. */
  readonly distribution: readonly SpendBin[];
}

function requireFit({ level = 0.95, starts = 4, seed = 1 }: FitOptions, caller: string): SpendSettings {
  requireLevel(level, caller);
  requireStarts(starts, caller);
  return { level, starts, seed };
}

function resultOf(
  total: SpendSegment,
  segments: readonly SpendSegment[],
  by: readonly string[],
  settings: SpendSettings,
): GammaGammaResult {
  const { level, starts } = settings;
  const overall = spendRow(total, settings);
  return {
    metric: "gammaGamma",
    label: "Mean spend per purchase (Gamma–Gamma)",
    overall,
    rows: segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...spendRow(segment, settings) })),
    by,
    distribution: spendDistribution(total.counts, overall.parameters, level),
    level,
    method: `Gamma–Gamma by maximum likelihood from ${starts} ${starts === 1 ? "start" : "starts"}, Wald on the logs of the parameters`,
    unit: "currency",
    excluded: { missing: overall.missing, outOfRange: overall.withoutSpend },
  };
}

/**
 * What a purchase is worth, and how much customers differ in it: the purchases of one customer vary around his own mean (Gamma), and
 * the means differ between customers (Gamma again). A customer with two purchases is then not taken at the mean of the two, but drawn
 * towards everybody's: see `expectedSpend`.
 *
 * Spend is taken for unrelated to how often customers buy. `independence` says what their correlation is: where it is clearly not 0, values
 * from this model are too low for one kind of customers and too high for the other. It is of repeat purchases, so that who bought once
 * is counted and not used. Not for amounts that hold returns of other purchases: a mean of 0 or below has no place in it.
 *
 * The estimate is the mean spend per purchase over all customers, above 0, in the unit of the amounts: p·γ/(q − 1). Intervals are ± z
 * standard errors from the inverse Hessian, on the logs. Null where the mean is infinite, which is q of at most 1 (a few customers spend
 * without limit), for nobody, for one repeat buyer and for repeat buyers all alike. A search that ends at a bound or on flat ground
 * is said to, in `search` and in the note, and has no intervals.
 *
 * @param table one row a customer
 * @throws a frequency that is no whole number from 0, a repeat buyer without a spend above 0, with the row
 * @example (await gammaGamma(customers, { frequency: "repeats", monetaryValue: "mean_repeat_spend" })).overall.p.estimate // 6.2488
 * @see Fader, Hardie and Lee (2005), RFM and CLV, Journal of Marketing Research 42; Fader and Hardie (2013), brucehardie.com/notes/025
 */
export async function gammaGamma(table: TableLike, options: GammaGammaOptions): Promise<GammaGammaResult> {
  const by = byColumns(options.by);
  const { frequency, monetaryValue, withoutSpend = "refuse" } = options;
  const settings = requireFit(options, "gammaGamma");
  requireOneOf("gammaGamma", "treatment of repeat buyers without spend", ["refuse", "leave out"], withoutSpend);

  const segments = await spendTally(asTable(table), { frequency, monetaryValue, by }, withoutSpend, "gammaGamma");

  return resultOf(pooledSpends(segments), by.length === 0 ? [] : segments, by, settings);
}

/**
 * `gammaGamma` from how many customers have each frequency and mean spend.
 *
 * @example gammaGammaFromCounts([{ frequency: 0, monetaryValue: 0, n: 8 }]).overall.note // "nobody bought again: spend is told by repeat purchases"
 * @see gammaGamma
 */
export function gammaGammaFromCounts(counts: readonly SpendCount[], options: FitOptions = {}): GammaGammaResult {
  const caller = "gammaGammaFromCounts";
  const settings = requireFit(options, caller);
  for (const { frequency, monetaryValue, n } of counts) {
    if (!(Number.isInteger(frequency) && frequency >= 0)) {
      throw new RangeError(`${caller} requires whole frequencies from 0; got frequency ${frequency}`);
    }
    if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`${caller} requires whole counts from 0; got n ${n}`);
    if (frequency > 0 && !(monetaryValue > 0 && Number.isFinite(monetaryValue))) {
      throw new RangeError(
        `${caller} requires the mean spend of repeat buyers above 0; got monetaryValue ${monetaryValue} with frequency ${frequency}`,
      );
    }
  }
  const there = counts.filter(({ n }) => n > 0);
  const first = there.filter(({ frequency }) => frequency === 0);
  const countOf = (some: readonly SpendCount[]) => some.reduce((sum, { n }) => sum + n, 0);
  const segment = {
    cells: [],
    counts: there.filter(({ frequency }) => frequency > 0),
    withoutRepeat: countOf(first),
    firstCounted: countOf(first.filter(({ monetaryValue }) => monetaryValue > 0)),
    withoutSpend: 0,
    missing: 0,
  };
  return resultOf(pooledSpends([segment]), [], [], settings);
}
