import { asTable, type TableLike } from "../../tables/table-like.js";
import type { Result } from "../result.js";
import { keysOf } from "../segments.js";
import { driverFinish } from "./driverFinish.js";
import { driverFit, isLacking } from "./driverFit.js";
import { DRIVER_METHODS, type DriverMethod } from "./driverMethod.js";
import type { MethodAgreement, MethodWeights } from "./driverMethods.js";
import { type Driver, type DriverQuestion, type DriverWeightsOptions, driverQuestion } from "./driverQuestion.js";
import type { AboveNoise, DriverDominance, DriverRow, DriverWeightsRow } from "./driverRow.js";
import { driverRows } from "./driverRows.js";
import { driverStated } from "./driverStated.js";
import { driverTally } from "./driverTally.js";

export type {
  AboveNoise,
  Driver,
  DriverDominance,
  DriverMethod,
  DriverRow,
  DriverWeightsOptions,
  DriverWeightsRow,
  MethodAgreement,
  MethodWeights,
};

export interface DriverWeightsResult extends Result<DriverWeightsRow> {
  readonly outcome: string;
  readonly weighting: DriverMethod;
  readonly fit: "linear" | "logistic";
  readonly missing: "listwise" | "pairwise";
  readonly resamples: number;
}

/** A linear fit stands on sums alone. */
const isWithoutRows = ({ resamples, fit }: DriverQuestion) => resamples === 0 && fit === "linear";

/**
 * How much of what is explained of an outcome goes to each driver: weights for a satisfaction index that come from the answers, and not
 * from what respondents say is important to them.
 *
 * For choosing where to look first. Not a lever: a driver that goes with satisfaction need not make it, and drivers that go together
 * share what they explain. Read `methods` and `agreement` beside the chosen one: where methods disagree on the order, so would another
 * analyst.
 *
 * Raw weights are parts of R² (0–1, higher is more) for "first", "last", "lmg", "johnson", "pratt" and "car"; `share` is a weight over
 * the sum of all, and null where one is negative (Pratt's can be). `sign` says which way a driver goes. A driver that is the same in
 * every row is dropped and named. The overall estimate is the R² that the drivers add to `always`. Null without complete rows, or when
 * nothing varies; `adjusted` beside it takes off what chance would give.
 *
 * Intervals are percentiles of a bootstrap of rows (above 4,000 rows, of 1,000 random parts of them), widened by n/(n − p − 1);
 * resamples in which drivers cannot be told apart are drawn again and counted. In each resample a variable of pure noise is weighed
 * beside the drivers: `aboveNoise` is how much more a driver has. It catches noise, not confounding: a driver of no effect that shares
 * a halo with the others passes. Shares of at least .03 are covered 93–97 times in 100 at n = 500; weights of the weakest come out a
 * little high, since less than noise gets cannot be seen. Null where resamples cannot be drawn.
 *
 * `fit: "logistic"` is for an outcome of 0 and 1: R² is McFadden's, R² of controls and drivers less R² of the controls. "beta" is then
 * the log-odds for a standard deviation of the driver (÷ n), "johnson" the form of Tonidandel and LeBreton (2010); "pratt", "car", "pls"
 * and `aboveNoise` are null, and so is everything where coefficients have no end (separation). Survey weights count as frequencies.
 * Resamples fit anew, with "lmg" every subset, from 200 rows a column on by one step from the sample's fit: more than ten drivers, or
 * eight beside few rows, take minutes.
 *
 * Fetches single rows to draw them anew, at most `maxRows` of the table; with `resamples: 0` none.
 *
 * @param table one row a respondent
 * @throws drivers that follow from one another, more drivers than rows, an outcome among the drivers
 * @example (await driverWeights(answers, { outcome: "satisfaction", drivers: ["delivery", "price"] })).overall.drivers[0].share // 0.6
 * @see Grömping (2007), The American Statistician 61; Johnson (2000), Multivariate Behavioral Research 35
 */
export async function driverWeights(table: TableLike, options: DriverWeightsOptions): Promise<DriverWeightsResult> {
  const source = asTable(table);
  const question = await driverQuestion(source, options);

  const { overall, segments, controls } = await driverTally(source, question);
  const stated = await driverStated(source, question);

  const rows = isWithoutRows(question) || overall.sums.n === 0 ? null : await driverRows(source, question);

  const total = driverFit(overall.sums, question, controls);
  if (isLacking(total) && total.isWrong) throw new RangeError(`driverWeights ${total.note}`);
  const shared = { question, controls };
  const { outcome, by, level, method, fit, missing, resamples } = question;
  return {
    metric: "driverWeights",
    label: `What drives ${outcome}: ${DRIVER_METHODS[method]}${fit === "linear" ? "" : ", logistic fit (McFadden's R²)"}`,
    overall: driverFinish(overall, { ...shared, given: stated.overall, rows, used: rows?.all ?? null }),
    rows:
      by.length === 0
        ? []
        : segments.map((segment) => ({
            keys: keysOf(by, segment.cells),
            ...driverFinish(segment, {
              ...shared,
              given: stated.of(segment.cells),
              rows,
              used: rows?.of(segment.cells) ?? null,
            }),
          })),
    by,
    level,
    method: resamples === 0 ? "none" : `bootstrap percentiles, ${resamples.toLocaleString("en")} resamples`,
    unit: "share",
    excluded: { missing: overall.sums.missing, outOfRange: 0 },
    outcome,
    weighting: method,
    fit,
    missing,
    resamples,
  };
}
