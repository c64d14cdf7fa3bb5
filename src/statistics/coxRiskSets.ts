import { addRow, clear, emptySums, type Moments, type RiskSums, type RunningSums } from "./coxRiskSums.js";
import type { CoxRows } from "./coxRows.js";
import { runningSums } from "./coxRunningSums.js";

/**
 * How events at the same time are taken. Efron's: as if they had happened one after the other, averaged over the orders; right when
 * time is measured in whole days or months. Breslow's: all at once, each with all others still at risk; draws coefficients to 0.
 */
export type CoxTies = "efron" | "breslow";

/** One time at which events happened in a stratum. The same object each time: read it, do not keep it. */
export interface EventTime {
  time: number;
  /** The rows whose time is over now, events or not: from … to − 1. */
  from: number;
  to: number;
  /** How many events, and Σw of them. */
  events: number;
  weight: number;
  readonly atRisk: RiskSums;
  /** Those of the events. */
  readonly leaving: RiskSums;
  /** Σ log of what is still at risk at each of the tied events, each times the mean weight. */
  logRisk: number;
  /** Σ 1/q, Σ f/q, Σ 1/q², Σ f/q² and Σ f²/q², each times the mean weight: q is at risk, f the share of the events taken out. */
  inverse: number;
  outInverse: number;
  square: number;
  outSquare: number;
  outOutSquare: number;
}

/** Called with a row's place as it enters the risk set (at its end, time runs backwards) or leaves it (at its start). */
export interface RowHooks {
  entered(row: number): void;
  left(row: number): void;
  /** The rows from … to − 1 of a stratum are done with, those that have not left too. */
  ended(from: number, to: number): void;
}

/** What has become this much smaller by taking rows out is summed up anew: rounding of what was taken out is all in what is left. */
const CANCELLED = 1e-3;

/** Fills in the sums over the tied events. */
function takeOutOneByOne(at: EventTime, ties: CoxTies): void {
  const { events, weight, atRisk, leaving } = at;
  const share = weight / events;
  at.logRisk = at.inverse = at.outInverse = at.square = at.outSquare = at.outOutSquare = 0;
  for (let k = 0; k < events; k++) {
    const out = ties === "efron" ? k / events : 0;
    const q = atRisk.risk - out * leaving.risk;
    const inverse = share / q;
    at.logRisk += share * Math.log(q);
    at.inverse += inverse;
    at.outInverse += out * inverse;
    at.square += inverse / q;
    at.outSquare += (out * inverse) / q;
    at.outOutSquare += (out * out * inverse) / q;
  }
}

/** What goes through the risk sets. */
interface Walk {
  readonly rows: CoxRows;
  readonly risks: Float64Array;
  readonly running: RunningSums;
  readonly at: EventTime;
  readonly hooks: RowHooks | undefined;
}

/** Takes the rows of a stratum that had not begun before a time out of the risk set; returns how many have now been taken out. */
function takeOut({ rows, running, at, hooks }: Walk, taken: number): number {
  const [byStart, start] = [rows.byStart!, rows.start!];
  let next = taken;
  for (; next < byStart.length && start[byStart[next]!]! >= at.time && byStart[next]! < at.to; next++) {
    hooks?.left(byStart[next]!);
  }
  running.leave(taken, next);
  return next;
}

/** The rows whose time is over with that of `at.from`: into the risk set, and the events among them into `leaving`. */
function takeIn({ rows, risks, running, at, hooks }: Walk, end: number): void {
  at.time = rows.stop[at.from]!;
  at.events = at.weight = 0;
  clear(at.leaving);
  let row = at.from;
  for (; row < end && rows.stop[row] === at.time; row++) {
    hooks?.entered(row);
    if (rows.event[row] === 0) continue;
    addRow(rows, at.leaving, row, risks[row]!);
    at.events++;
    at.weight += rows.weights === null ? 1 : rows.weights[row]!;
  }
  at.to = row;
  running.enter(at.from, row);
}

/**
 * Goes through the times of events of each stratum, latest first, keeping the sums over those at risk as rows come in at their end
 * and go out at their start: one pass, whatever the number of times.
 *
 * @param risks weight times e^(β·x) of each row
 * @param sums which of them: without Σrxx′ it takes a fraction of the time
 */
export function walkEventTimes(
  rows: CoxRows,
  risks: Float64Array,
  { ties, sums }: { readonly ties: CoxTies; readonly sums: Moments },
  visit: (at: EventTime) => void,
  hooks?: RowHooks,
): void {
  const running = runningSums(rows, risks, sums);
  const parts = { logRisk: 0, inverse: 0, outInverse: 0, square: 0, outSquare: 0, outOutSquare: 0 };
  const at: EventTime = {
    ...{ time: 0, from: 0, to: 0, events: 0, weight: 0 },
    atRisk: running.sums,
    leaving: emptySums(rows.names.length, sums),
    ...parts,
  };
  const walk = { rows, risks, running, at, hooks };
  let begin = 0;
  for (const end of rows.strataEnds) {
    running.clear();
    let [taken, most] = [begin, 0];
    for (at.from = begin; at.from < end; at.from = at.to) {
      takeIn(walk, end);
      most = Math.max(most, at.atRisk.risk);
      if (at.events === 0) continue;
      if (rows.byStart !== null) taken = takeOut(walk, taken);
      if (rows.byStart !== null && at.atRisk.risk < CANCELLED * most) {
        running.anew(begin, at.to, at.time);
        most = at.atRisk.risk;
      }
      running.read();
      takeOutOneByOne(at, ties);
      visit(at);
    }
    hooks?.ended(begin, end);
    begin = end;
  }
}
