import { criticalValue } from "../../statistics/distributions.js";
import { knownUntil } from "../../statistics/survivalCurve.js";
import { restrictedMean, survivalQuantile } from "../../statistics/survivalTimes.js";
import type { Estimate } from "../result.js";
import type { SurvivalCase } from "../survival/kaplanMeierRow.js";
import type { TicketSegment } from "./resolutionTimeTally.js";

/** The estimate is the mean time to resolve within the horizon, in hours, with open tickets as far as they are known. */
export interface ResolutionRow extends Estimate {
  readonly standardError: number | null;
  readonly horizon: number | null;
  readonly resolved: number;
  readonly open: number;
  /** Hours by which half, and by which nine in ten, are resolved. */
  readonly median: Estimate;
  readonly p90: Estimate;
  /** Mean hours of the resolved ones alone, to be held against the estimate: the slow ones are not in it yet. */
  readonly meanOfResolved: number | null;
  /** Rows that do not say when the ticket was opened. */
  readonly missing: number;
  /** Tickets opened after `asOf`. */
  readonly later: number;
}

const hours = (x: number) => String(Math.round(x * 10) / 10);

function quantileOf({ steps }: SurvivalCase, share: number, n: number, level: number): Estimate {
  const { time, lower, upper } = survivalQuantile(steps, share, level, "log-log");
  const last = steps.at(-1)?.time;
  const why = last === undefined ? "no tickets" : `not so many resolved within the ${hours(last)} hours seen`;
  if (time === null) return { estimate: null, lower, upper: null, n, note: why };
  const open = [...(lower === null ? ["lower"] : []), ...(upper === null ? ["upper"] : [])];
  return { estimate: time, lower, upper, n, note: open.length === 0 ? null : `no ${open.join(" and no ")} bound` };
}

/** Mean · e^(± z·standard error/mean): durations are skewed, and their logarithm much less so. */
function logInterval(mean: number, standardError: number, level: number) {
  const factor = Math.exp((criticalValue(level) * standardError) / mean);
  return { lower: mean / factor, upper: mean * factor };
}

function whyNone({ segment, steps }: SurvivalCase, resolved: number, horizon: number | null): string | null {
  if (steps.length === 0) {
    if (segment.missing > 0) return "no tickets with a known beginning";
    return (segment as TicketSegment).later > 0 ? "no tickets opened by then" : "no tickets";
  }
  if (resolved === 0 || horizon === null) return "no ticket resolved yet";
  const known = knownUntil(steps);
  return horizon > known || known === 0 ? `followed only for ${hours(known)} hours` : null;
}

/** The finish: pure arithmetic on the tickets of a segment. */
export function resolutionRow(
  one: SurvivalCase,
  { level, horizon }: { readonly level: number; readonly horizon: number | null },
): ResolutionRow {
  const { segment, steps } = one;
  const [resolved, open] = (["events", "censored"] as const).map((of) =>
    steps.reduce((sum, step) => sum + step[of], 0),
  );
  const n = resolved! + open!;
  const spent = steps.reduce((sum, { time, events }) => sum + time * events, 0);
  const shared = {
    n,
    horizon,
    resolved: resolved!,
    open: open!,
    median: quantileOf(one, 0.5, n, level),
    p90: quantileOf(one, 0.9, n, level),
    meanOfResolved: resolved! > 0 ? spent / resolved! : null,
    missing: segment.missing,
    later: (segment as TicketSegment).later,
  };
  const note = whyNone(one, resolved!, horizon);
  if (note !== null || horizon === null)
    return { estimate: null, lower: null, upper: null, standardError: null, note, ...shared };
  const { mean, standardError } = restrictedMean(steps, horizon);
  if (!(standardError > 0))
    return {
      estimate: mean,
      lower: null,
      upper: null,
      standardError: null,
      note: "nothing varies: no interval",
      ...shared,
    };
  return { estimate: mean, ...logInterval(mean, standardError, level), standardError, note: null, ...shared };
}
