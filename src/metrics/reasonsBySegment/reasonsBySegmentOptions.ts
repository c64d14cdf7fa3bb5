import { requireLevel } from "../../statistics/interval.js";
import type { TableLike } from "../../tables/table-like.js";
import type { ReasonNames } from "../churnReasons/churnReasonsKinds.js";
import { byColumns } from "../segments.js";
import type { ReasonPopulation } from "./reasonsBySegmentPopulation.js";

export interface ReasonsBySegmentOptions extends ReasonNames {
  /** Column with the reason. */
  readonly reason: string;
  /** Column of the segment, channel, product or region; or two columns, whose combinations are compared. */
  readonly segment: string | readonly [string, string];
  /** Column with the customer, where a customer has several rows: one a reason. */
  readonly customer?: string;
  /** Column with what was lost with the customer: added up beside the customers, not tested. */
  readonly value?: string;
  /** A customer who cost more than he brought: "refuse" (default), or "zero": no loss. */
  readonly negative?: "refuse" | "zero";
  /** Column with survey weights of the customers, at least 0. */
  readonly weight?: string;
  /**
   * Everybody who could have left, in the time in which leavers left: rates of leaving are compared then, and not shares of
   * those who left.
   */
  readonly population?: ReasonPopulation;
  /** With `population`: a finding must be of at least this ratio to the rate elsewhere, either way; 1 (any) unless given. */
  readonly atLeast?: number;
  /** The table of the period before: does its pattern repeat? */
  readonly against?: TableLike;
  /** In place of `against`: a column with two values, of which the later in order is now. */
  readonly period?: string;
  /** Of the findings, about this share may be false; .05 unless given. */
  readonly falseShare?: number;
  readonly level?: number;
  /** How often customers are shuffled or tables drawn; 2,000 unless given. */
  readonly draws?: number;
  readonly seed?: number;
}

const caller = "reasonsBySegment";

function requireRateOptions({ population, atLeast, weight, against, period }: ReasonsBySegmentOptions): void {
  if (population === undefined) {
    if (atLeast === undefined) return;
    throw new TypeError(
      `${caller} requires 'population' with atLeast, which is of a ratio of rates; got ${atLeast} alone`,
    );
  }
  const { duration, entry, per = 1 } = population;
  if (weight !== undefined)
    throw new TypeError(`${caller} compares rates of customers who count alike, without a weight; got '${weight}'`);
  if (against !== undefined || period !== undefined) {
    const given = against === undefined ? "period" : "against";
    throw new TypeError(`${caller} compares rates of one period; got 'population' and '${given}'`);
  }
  if (atLeast !== undefined && !(atLeast >= 1 && Number.isFinite(atLeast)))
    throw new RangeError(`${caller} requires atLeast of 1 or more, such as 1.25; got ${atLeast}`);
  if (!(per > 0 && Number.isFinite(per)))
    throw new RangeError(`${caller} requires 'per' above 0, such as 365; got ${per}`);
  if (entry !== undefined && duration === undefined)
    throw new TypeError(`${caller} requires 'duration' of the population with its 'entry'; got entry '${entry}' alone`);
}

/** @returns the columns of the segment */
export function requireOptions(options: ReasonsBySegmentOptions): readonly string[] {
  const { reason, customer, against, period, falseShare = 0.05, level = 0.95, draws = 2000 } = options;
  requireLevel(level, caller);
  const by = byColumns(options.segment);
  if (by.length < 1 || by.length > 2)
    throw new TypeError(`${caller} requires 'segment', one column or two; got ${by.length === 0 ? "none" : by.length}`);
  const roles = [reason, ...by, ...[customer, period].flatMap((name) => name ?? [])];
  const twice = roles.find((name, i) => roles.indexOf(name) < i);
  if (twice !== undefined)
    throw new TypeError(
      `${caller} requires different columns of reason, segment, customer and period; got '${twice}' twice`,
    );
  if (against !== undefined && period !== undefined)
    throw new TypeError(`${caller} requires 'against' or 'period', not both; got both`);
  if (!(falseShare > 0 && falseShare < 1))
    throw new RangeError(`${caller} requires a falseShare between 0 and 1, such as 0.05; got ${falseShare}`);
  if (!Number.isInteger(draws) || draws < 100)
    throw new RangeError(`${caller} requires at least 100 draws, a whole number; got ${draws}`);
  requireRateOptions(options);
  return by;
}
