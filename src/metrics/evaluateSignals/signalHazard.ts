import { type Cox, cox, coxFrom } from "../../statistics/cox.js";
import { coxIdentified, identifiedBegun } from "../../statistics/coxIdentified.js";
import type { CoxData } from "../../statistics/coxRows.js";
import { type Estimate, nothing } from "../result.js";

import type { Cases } from "./panelCases.js";

/** A reading that cannot be known. */
export const UNKNOWN = 255;

/**
 * Each case from its date to the next date of the panel, to leaving or to the end of what is known, whichever is first; in days since
 * the first date, the latest first.
 */
export interface Spells {
  /** Which case it is. */
  readonly row: Int32Array;
  readonly start: Float64Array;
  readonly stop: Float64Array;
  readonly event: Uint8Array;
  readonly customer: Int32Array;
}

/** The cases of one date by the day their spell ends, the latest first: most end with the date. */
function latestFirst({ begins, customer, left }: Cases, date: number, end: number): number[] {
  const [whole, cut]: [number[], number[]] = [[], []];
  for (let row = begins[date]!; row < begins[date + 1]!; row++) (left[customer[row]!]! < end ? cut : whole).push(row);
  return whole.concat(cut.sort((a, b) => left[customer[b]!]! - left[customer[a]!]!));
}

/** Cases on the very last day of what is known have no spell. */
export function spellsOf(cases: Cases): Spells {
  const { customer, days, left, until } = cases;
  const n = customer.length;
  const spells = {
    row: new Int32Array(n),
    start: new Float64Array(n),
    stop: new Float64Array(n),
    event: new Uint8Array(n),
    customer: new Int32Array(n),
  };
  let at = 0;
  for (let date = days.length - 1; date >= 0; date--) {
    const end = Math.min(days[date + 1] ?? until, until);
    if (!(end > days[date]!)) continue;
    for (const row of latestFirst(cases, date, end)) {
      const leaves = left[customer[row]!]!;
      spells.row[at] = row;
      spells.start[at] = days[date]! - days[0]!;
      spells.stop[at] = Math.min(leaves, end) - days[0]!;
      spells.event[at] = leaves <= end ? 1 : 0;
      spells.customer[at++] = customer[row]!;
    }
  }
  return {
    row: spells.row.subarray(0, at),
    start: spells.start.subarray(0, at),
    stop: spells.stop.subarray(0, at),
    event: spells.event.subarray(0, at),
    customer: spells.customer.subarray(0, at),
  };
}

/** The hazard ratio of one signal, and what it was counted from. */
export interface SignalHazard {
  readonly ratio: Estimate;
  readonly pValue: number | null;
  readonly left: number;
  readonly leftFiring: number;
}

/** Whether errors robust by customer are more than rounding. */
const hasSpread = ({
  robustError,
  standardError,
}: {
  readonly robustError: number | null;
  readonly standardError: number;
}) => robustError !== null && robustError > 1e-9 * standardError;

/** A hazard ratio of the fit, or why there is none. */
function ratioOf(model: Cox, covariate: string, n: number): Estimate {
  const found = model.fit?.coefficients.find((one) => one.covariate === covariate);
  if (found === undefined) return nothing(n, model.note ?? "no hazard ratio");
  if (!hasSpread(found)) {
    const note = "customers do not differ in what they say of it: no interval";
    return { estimate: found.hazardRatio, lower: null, upper: null, n, note };
  }
  return { estimate: found.hazardRatio, ...found.interval, n, note: null };
}

/** Why a signal can have no hazard ratio; null where it may. */
function whyNone(counts: { rows: number; firing: number; left: number; leftFiring: number }): string | null {
  const { rows, firing, left, leftFiring } = counts;
  if (rows === 0) return "no customer with a reading";
  if (left === 0) return "nobody left after a date with a reading";
  if (firing === 0) return "it never fires";
  if (firing === rows) return "it always fires";
  if (leftFiring === 0) return "nobody left while it fired: the hazard ratio would be 0";
  if (leftFiring === left) return "all who left did so while it fired: the hazard ratio would be infinite";
  return null;
}

/** The spells of cases with a reading. */
function knownSpells(spells: Spells, fires: Uint8Array): Spells {
  const { row, start, stop, event, customer } = spells;
  const known = row.reduce((sum, one) => sum + (fires[one] === UNKNOWN ? 0 : 1), 0);
  if (known === row.length) return spells;
  const places = new Int32Array(known);
  for (let i = 0, at = 0; i < row.length; i++) if (fires[row[i]!] !== UNKNOWN) places[at++] = i;
  const of = <Values extends Int32Array | Float64Array | Uint8Array>(values: Values, into: Values): Values => {
    for (let i = 0; i < places.length; i++) into[i] = values[places[i]!]!;
    return into;
  };
  return {
    row: of(row, new Int32Array(known)),
    start: of(start, new Float64Array(known)),
    stop: of(stop, new Float64Array(known)),
    event: of(event, new Uint8Array(known)),
    customer: of(customer, new Int32Array(known)),
  };
}

/** 1 where it fires, 0 where it does not or cannot be known; a plain loop is many times as fast as a typed array's `from`. */
function firingIn(rows: Int32Array, fires: Uint8Array): Float64Array {
  const x = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) x[i] = fires[rows[i]!] === 1 ? 1 : 0;
  return x;
}

/** Whether some who left differed in x from one who stayed from the same date to the next: enough for a hazard ratio. */
function isApart({ start, event }: Spells, x: Float64Array): boolean {
  for (let from = 0, to = 0; from < x.length; from = to) {
    const [stayed, left] = [
      [false, false],
      [false, false],
    ];
    for (; to < x.length && start[to] === start[from]; to++) (event[to] === 1 ? left : stayed)[x[to]!] = true;
    if ((left[1] && stayed[0]) || (left[0] && stayed[1])) return true;
  }
  return false;
}

/**
 * A signal as the only covariate, which changes from date to date. The p-value is the larger of the likelihood ratio's and the one with
 * errors robust by customer: with few firings the latter alone finds too much.
 */
export function signalHazard(all: Spells, fires: Uint8Array, level: number): SignalHazard {
  const spells = knownSpells(all, fires);
  const x = firingIn(spells.row, fires);
  let [firing, left, leftFiring] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    firing += x[i]!;
    left += spells.event[i]!;
    leftFiring += spells.event[i]! * x[i]!;
  }
  const n = new Set(spells.customer).size;
  const why = whyNone({ rows: x.length, firing, left, leftFiring });
  if (why !== null) return { ratio: nothing(n, why), pValue: null, left, leftFiring };
  const data = dataOf(spells, { signal: x });
  if (!isApart(spells, x) && coxIdentified(data).kept.length === 0) {
    const note = "whenever somebody left, it fired for all or for nobody";
    return { ratio: nothing(n, note), pValue: null, left, leftFiring };
  }
  const model = cox(data, { level });
  const found = model.fit?.coefficients[0];
  const pValue = found && hasSpread(found) ? Math.max(found.pValue, model.fit!.tests.likelihoodRatio.pValue) : null;
  return { ratio: ratioOf(model, "signal", n), pValue, left, leftFiring };
}

const dataOf = (
  { start, stop, event, customer }: Omit<Spells, "start" | "row"> & { readonly start: Float64Array | null },
  covariates: Readonly<Record<string, Float64Array>>,
): CoxData => ({ start, stop, event, covariates, cluster: customer });

/** One model of all signals. */
export interface JointModel {
  readonly data: CoxData;
  /** Null where no signal can be in it. */
  readonly model: Cox | null;
  /** In the order of the signals. */
  readonly ratios: readonly Estimate[];
}

/**
 * All signals in one model; one that cannot be known counts as not firing. Left out with a note: who never fires, who fired for none or
 * all of those who left, and who follows from others.
 *
 * @param spells from their starts, or (null) all from the beginning
 */
export function jointModel(
  spells: Omit<Spells, "start"> & { readonly start: Float64Array | null },
  signals: readonly { readonly name: string; readonly fires: Uint8Array }[],
  level: number,
): JointModel {
  const n = new Set(spells.customer).size;
  const left = spells.event.reduce((sum, one) => sum + one, 0);
  const columns = signals.map(({ fires }) => firingIn(spells.row, fires));
  const why = columns.map((x) => {
    const firing = x.reduce((sum, one) => sum + one, 0);
    const leftFiring = x.reduce((sum, one, i) => sum + one * spells.event[i]!, 0);
    return whyNone({ rows: x.length, firing, left, leftFiring });
  });
  const covariates = Object.fromEntries(
    signals.flatMap(({ name }, s) => (why[s] === null ? [[name, columns[s]!]] : [])),
  );
  const data = dataOf(spells, covariates);
  if (Object.keys(covariates).length === 0) {
    return { data, model: null, ratios: why.map((note) => nothing(n, note ?? "")) };
  }
  const { kept, left: leftOut, begun } = identifiedBegun(data);
  const identified = { ...data, covariates: Object.fromEntries(kept.map((name) => [name, covariates[name]!])) };
  const model = begun === null ? null : coxFrom(begun, identified, { level });
  const ratios = signals.map(({ name }, s) => {
    const note = why[s] ?? (Object.hasOwn(leftOut, name) ? leftOut[name]! : null);
    return note === null && model !== null ? ratioOf(model, name, n) : nothing(n, note ?? "no hazard ratio");
  });
  return { data: identified, model, ratios };
}
