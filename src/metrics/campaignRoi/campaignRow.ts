import { tInterval } from "../../statistics/estimate.js";
import type { Estimate } from "../result.js";
import type { CampaignSegment, Group } from "./campaignTally.js";

/** `n` counts those who got the campaign and those held out; of attributed ROI the rows. */
export interface CampaignRow extends Estimate {
  readonly cost: number;
  /** Who got the campaign, and who was held out (null without held-out customers). */
  readonly treated: number;
  readonly heldOut: number | null;
  readonly treatedMean: number | null;
  readonly heldOutMean: number | null;
  /** What the campaign added in all, with its interval; null without held-out customers. */
  readonly incremental: Estimate | null;
  /** All that those who got the campaign brought, and the ROI if it all were the campaign's. */
  readonly attributed: number;
  readonly attributedRoi: number | null;
  /** Rows without a value, or that do not say whether they got the campaign; they are in no other number. */
  readonly missing: number;
}

const FEW = 30;

/** A sum over campaigns of (size × difference of means), and the variances it is made of with their degrees of freedom. */
interface Effect {
  readonly estimate: number;
  readonly variances: readonly { readonly variance: number; readonly degreesOfFreedom: number }[];
}

const mean = ({ n, sum }: Group): number | null => (n === 0 ? null : sum / n);

/** How much more all who got the campaign brought than as many held out; null where a group is empty. */
function effectOf({ treated, heldOut }: CampaignSegment): Effect | null {
  if (heldOut === null || treated.n === 0 || heldOut.n === 0) return null;
  const variances = [treated, heldOut].map(({ n, squares }) => ({
    variance: (treated.n * treated.n * squares) / (n - 1) / n,
    degreesOfFreedom: n - 1,
  }));
  return { estimate: treated.n * (mean(treated)! - mean(heldOut)!), variances };
}

const NO_INTERVAL = { lower: null, upper: null };

/** Satterthwaite's interval; none where a group has one customer, or where all are alike. */
function effectEstimate({ estimate, variances }: Effect, n: number, level: number): Estimate {
  const spread = variances.filter(({ variance }) => variance > 0);
  if (variances.some(({ degreesOfFreedom }) => degreesOfFreedom === 0)) {
    return { estimate, ...NO_INTERVAL, n, note: "one customer in a group: no interval" };
  }
  if (spread.length === 0) return { estimate, ...NO_INTERVAL, n, note: "all customers alike: no interval" };
  const total = spread.reduce((sum, { variance }) => sum + variance, 0);
  const parts = spread.reduce((sum, { variance, degreesOfFreedom: df }) => sum + variance ** 2 / df, 0);
  return { estimate, ...tInterval(estimate, Math.sqrt(total), total ** 2 / parts, level), n, note: null };
}

function noteOf(cost: number, incremental: Estimate | null, heldOut: number | null): string | null {
  if (incremental === null && heldOut !== null) return "nobody in one of the groups: nothing to compare";
  if (cost === 0) return "nothing was spent: no ROI";
  if (incremental === null) return "attributed, not incremental: part of it would have come anyway";
  if (incremental.note !== null) return incremental.note;
  return heldOut !== null && heldOut < FEW ? `${heldOut} held out: the interval is rough` : null;
}

type Counts = Pick<CampaignRow, "treated" | "heldOut" | "treatedMean" | "heldOutMean" | "attributed" | "missing">;

function rowOf(counts: Counts, cost: number, incremental: Estimate | null): CampaignRow {
  const { treated, heldOut, attributed } = counts;
  const roi = (value: number | null) => (cost > 0 && value !== null ? value / cost - 1 : null);
  const isAttributed = heldOut === null;
  const isEmpty = isAttributed && treated === 0;
  const attributedRoi = treated === 0 ? null : roi(attributed);
  return {
    estimate: isAttributed ? attributedRoi : roi(incremental?.estimate ?? null),
    lower: roi(incremental?.lower ?? null),
    upper: roi(incremental?.upper ?? null),
    n: treated + (heldOut ?? 0),
    cost,
    ...counts,
    incremental,
    attributedRoi,
    note: isEmpty ? "no values" : noteOf(cost, incremental, heldOut),
  };
}

/** The finish of one campaign, or of one segment of customers. */
export function campaignRow(segment: CampaignSegment, cost: number, level: number): CampaignRow {
  const { treated, heldOut, missing } = segment;
  const effect = effectOf(segment);
  const counts = {
    treated: treated.n,
    heldOut: heldOut?.n ?? null,
    treatedMean: mean(treated),
    heldOutMean: heldOut === null ? null : mean(heldOut),
    attributed: treated.sum,
    missing,
  };
  const incremental = effect === null ? null : effectEstimate(effect, treated.n + heldOut!.n, level);
  return rowOf(counts, cost, incremental);
}

/**
 * All campaigns together: each compared with its own held-out customers, then added. Pooling the customers instead would
 * mix the effect with which campaigns held out more.
 */
export function overallCampaign(
  segments: readonly CampaignSegment[],
  costs: readonly number[],
  kind: "incremental" | "attributed",
  level: number,
): CampaignRow {
  const total = (of: (segment: CampaignSegment) => number) => segments.reduce((sum, one) => sum + of(one), 0);
  const isIncremental = kind === "incremental";
  const treated = total((one) => one.treated.n);
  const heldOut = isIncremental ? total((one) => one.heldOut!.n) : null;
  const attributed = total((one) => one.treated.sum);
  const heldOutSum = isIncremental ? total((one) => one.heldOut!.sum) : 0;
  const effects = segments.map(effectOf);
  const known = effects.filter((effect): effect is Effect => effect !== null);
  const isKnown = isIncremental && known.length === segments.length && segments.length > 0;
  const effect = {
    estimate: known.reduce((sum, { estimate }) => sum + estimate, 0),
    variances: known.flatMap(({ variances }) => variances),
  };
  const counts = {
    treated,
    heldOut,
    treatedMean: treated > 0 ? attributed / treated : null,
    heldOutMean: heldOut !== null && heldOut > 0 ? heldOutSum / heldOut : null,
    attributed,
    missing: total((one) => one.missing),
  };
  const cost = costs.reduce((sum, one) => sum + one, 0);
  const incremental = isKnown ? effectEstimate(effect, treated + heldOut!, level) : null;
  return rowOf(counts, cost, incremental);
}
