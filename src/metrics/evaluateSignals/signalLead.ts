import { type Estimate, nothing } from "../result.js";
import { type Approach, halfway } from "./halfway.js";
import { type LeaverWindow, leaverWindows, type WindowGroup, windowGroups } from "./leaverWindows.js";
import { shareOver } from "./overCustomers.js";
import type { Cases } from "./panelCases.js";
import type { ApproachBin, LeadDays, SignalLead } from "./signalEvaluation.js";
import { type Background, background } from "./stayers.js";

export interface LeadOptions {
  readonly lookBack: number;
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
}

/** The windows of leavers, which all signals share. */
export interface Leavers {
  readonly windows: readonly LeaverWindow[];
  readonly groups: readonly WindowGroup[];
}

export function leaversOf(cases: Cases, lookBack: number): Leavers {
  const windows = leaverWindows(cases, lookBack);
  return { windows, groups: windowGroups(cases, windows) };
}

/** Days between the first of the last unbroken dates on which it fires and leaving; null where it never fires. */
function daysWarned({ days, date, left }: Cases, fires: Uint8Array, { customer, rows }: LeaverWindow): number | null {
  let began: number | null = null;
  rows.forEach((row, i) => {
    if (fires[row] === 1 && (i === 0 || fires[rows[i - 1]!] !== 1)) began = days[date[row]!]!;
  });
  return began === null ? null : left[customer]! - began;
}

/** Quartiles of days that occur so often: the fewest days that a quarter, half, three quarters have at most. */
function quartiles(often: Float64Array, n: number): LeadDays {
  const all = often.reduce((sum, one) => sum + one, 0);
  const at = (share: number) => {
    let sum = 0;
    return often.findIndex((one) => {
      sum += one;
      return sum > 0 && sum >= share * all * (1 - 1e-12);
    });
  };
  if (!(all > 0)) return { lowerQuartile: null, median: null, upperQuartile: null, n };
  return { lowerQuartile: at(0.25), median: at(0.5), upperQuartile: at(0.75), n };
}

/** Bins of the dates' usual distance, from leaving backwards: above `from`, up to `to`. */
function binsOf(lookBack: number, spacing: number): { readonly from: number; readonly to: number }[] {
  const length = Math.ceil(lookBack / spacing);
  return Array.from({ length }, (_, b) => ({ from: b * spacing, to: Math.min(lookBack, (b + 1) * spacing) }));
}

function approachOf(
  cases: Cases,
  fires: Uint8Array,
  windows: readonly LeaverWindow[],
  firing: Background["firing"],
  middles: readonly number[],
): Approach {
  const bins = middles.length;
  const size = windows.length * bins;
  const sums = { known: new Float64Array(size), firing: new Float64Array(size), expected: new Float64Array(size) };
  windows.forEach(({ customer, rows }, i) => {
    for (const row of rows) {
      const expected = firing[cases.date[row]!];
      if (fires[row] === 255 || expected === null) continue;
      const before = cases.left[customer]! - cases.days[cases.date[row]!]!;
      const at = i * bins + Math.ceil(before / cases.spacing!) - 1;
      sums.known[at]!++;
      sums.firing[at]! += fires[row];
      sums.expected[at]! += expected;
    }
  });
  return { leavers: windows.length, middles, ...sums };
}

/** One bin's column of the approach: its share, and at a level that holds for all bins together. */
function binOf({ leavers, middles, known, firing, expected }: Approach, b: number, level: number) {
  const bins = middles.length;
  const column = (values: Float64Array) => Float64Array.from({ length: leavers }, (_, i) => values[i * bins + b]!);
  const [x, y, e] = [column(known), column(firing), column(expected)];
  const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);
  const n = sum(x);
  const share = (at: number): Estimate => shareOver(x, y, at, n, "no reading so long before leaving");
  return { share: share(level), together: share(1 - (1 - level) / bins), expected: n > 0 ? sum(e) / n : null };
}

function nobodyLeft(cases: Cases, lookBack: number): SignalLead {
  const note =
    cases.spacing === null
      ? "one date: nothing before leaving can be seen"
      : `nobody left who was seen during the whole ${lookBack} days before`;
  const none = nothing(0, note);
  const days = { lowerQuartile: null, median: null, upperQuartile: null, n: 0 };
  return {
    leavers: 0,
    warned: none,
    background: none,
    days,
    backgroundDays: days,
    distribution: [],
    approach: [],
    halfway: none,
  };
}

/** How long before leaving a signal shows. */
export function signalLead(
  cases: Cases,
  fires: Uint8Array,
  { windows, groups }: Leavers,
  { lookBack, level, ...drawing }: LeadOptions,
): SignalLead {
  const read = windows.filter(({ rows }) => rows.some((row) => fires[row] !== 255));
  if (read.length === 0 || cases.spacing === null) return nobodyLeft(cases, lookBack);
  const stayers = background(cases, fires, groups, lookBack, level);
  const lasted = read.flatMap((window) => daysWarned(cases, fires, window) ?? []);
  const often = new Float64Array(lookBack + 1);
  for (const days of lasted) often[days]!++;
  const bins = binsOf(lookBack, cases.spacing);
  const middles = bins.map(({ from, to }) => (from + to) / 2);
  const approach = approachOf(cases, fires, read, stayers.firing, middles);
  const shares = bins.map((_, b) => binOf(approach, b, level));
  const isClear = shares.some(({ together, expected }) => together.lower !== null && together.lower > expected!);
  const one = Float64Array.from(read, () => 1);
  const isWarned = Float64Array.from(read, (window) => (daysWarned(cases, fires, window) === null ? 0 : 1));
  return {
    leavers: read.length,
    warned: shareOver(one, isWarned, level, read.length, ""),
    background: stayers.warned,
    days: quartiles(often, lasted.length),
    backgroundDays: quartiles(stayers.days, stayers.warnedStayers),
    distribution: bins.map(({ from, to }) => ({
      from,
      to,
      leavers: lasted.filter((days) => days > from && days <= to).length,
    })),
    approach: bins.map(
      (bin, b): ApproachBin => ({
        ...bin,
        days: middles[b]!,
        firing: shares[b]!.share,
        background: shares[b]!.expected,
      }),
    ),
    halfway: halfway(approach, isClear, { level, ...drawing }),
  };
}
