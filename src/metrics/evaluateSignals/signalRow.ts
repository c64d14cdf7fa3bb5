import { benjaminiHochberg } from "../../statistics/multipleComparisons.js";
import { type Estimate, nothing } from "../result.js";
import type { SignalReading } from "../warningSignals/signalPanel.js";

import type { Cases } from "./panelCases.js";
import type { SignalFinding, SignalRow } from "./signalEvaluation.js";
import { signalForesight } from "./signalForesight.js";
import { type Spells, signalHazard, UNKNOWN } from "./signalHazard.js";
import { type Leavers, signalLead } from "./signalLead.js";

export interface RowOptions {
  readonly horizon: number;
  readonly lookBack: number;
  readonly budget: number;
  readonly level: number;
  readonly seed: number;
  readonly resamples: number;
}

export interface FindingOptions {
  readonly atLeast: number;
  readonly falseShare: number;
}

export type Reading = Omit<SignalReading, "name" | "later">;

/** What all signals are read against. */
export interface Seen {
  readonly cases: Cases;
  readonly spells: Spells;
  readonly leavers: Leavers;
}

/** Customers who left, for whom it ever fired while they were customers. */
function leaversFired({ customer, left, until }: Cases, fires: Uint8Array): number {
  const found = new Set<number>();
  for (let row = 0; row < customer.length; row++) {
    if (fires[row] === 1 && left[customer[row]!]! <= until) found.add(customer[row]!);
  }
  return found.size;
}

/** A row without its finding, which needs the p-values of all; `follows` where it came after leaving for more than before. */
export interface Draft {
  readonly row: Omit<SignalRow, "finding" | "adjustedPValue" | "adjusted">;
  readonly follows: boolean;
}

export function draftRow({ cases, spells, leavers }: Seen, reading: Reading, options: RowOptions): Draft {
  const { fires, strength, onlyAfterLeaving } = reading;
  const { horizon, budget, lookBack, level, seed, resamples } = options;
  const { ratio, pValue, left, leftFiring } = signalHazard(spells, fires, level);
  const known = fires.reduce((sum, one) => sum + (one === UNKNOWN ? 0 : 1), 0);
  return {
    row: {
      ...ratio,
      pValue,
      known,
      firing: fires.reduce((sum, one) => sum + (one === 1 ? 1 : 0), 0),
      unknown: fires.length - known,
      left,
      leftFiring,
      onlyAfterLeaving,
      foresight: signalForesight(cases, { fires, strength }, { horizon, budget, level }),
      lead: signalLead(cases, fires, leavers, { lookBack, level, seed, resamples }),
    },
    follows: (onlyAfterLeaving ?? 0) > leaversFired(cases, fires),
  };
}

function findingOf({ row, follows }: Draft, pValue: number | null, { atLeast, falseShare }: FindingOptions) {
  const isTold = pValue !== null && pValue <= falseShare && row.estimate !== null;
  if (isTold && row.estimate! > 1) return row.lower! >= atLeast ? "warns" : "weak";
  if (follows) return "follows";
  if (isTold) return "calms";
  return pValue === null ? "cannot tell" : "not told from chance";
}

/** A draft with its p-value adjusted, what it is beside the others, and the finding that follows. */
export function finishedRow(
  draft: Draft,
  { adjustedPValue, adjusted }: { readonly adjustedPValue: number | null; readonly adjusted: Estimate },
  options: FindingOptions,
  decidedBy = adjustedPValue,
): SignalRow {
  const finding: SignalFinding = findingOf(draft, decidedBy, options);
  const { note, onlyAfterLeaving } = draft.row;
  const after = `${onlyAfterLeaving} who left without it had it afterwards`;
  const told = finding !== "follows" ? note : note === null ? after : `${note}; ${after}`;
  return { ...draft.row, note: told, finding, adjustedPValue, adjusted };
}

/** Benjamini and Hochberg's over the signals that have a p-value. */
export function adjustedPValues(drafts: readonly Draft[]): (number | null)[] {
  const known = drafts.flatMap(({ row }, i) => (row.pValue === null ? [] : [i]));
  const values = benjaminiHochberg(known.map((i) => drafts[i]!.row.pValue!));
  return drafts.map((_, i) => values[known.indexOf(i)] ?? null);
}

/** All signals as one: whether any fires, and how many do; a case without any reading has none. */
export function anySignal(signals: readonly SignalReading[], rows: number): Reading {
  const fires = new Uint8Array(rows).fill(UNKNOWN);
  const strength = new Float64Array(rows).fill(Number.NaN);
  for (const signal of signals) {
    for (let row = 0; row < rows; row++) {
      const one = signal.fires[row]!;
      if (one === UNKNOWN) continue;
      fires[row] = fires[row] === 1 || one === 1 ? 1 : 0;
      strength[row] = (Number.isNaN(strength[row]!) ? 0 : strength[row]!) + one;
    }
  }
  return { fires, strength, onlyAfterLeaving: null };
}

export const OVERALL_ADJUSTED = (n: number): Estimate => nothing(n, "all signals together: there are no others");
