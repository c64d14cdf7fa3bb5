import { kishEffectiveSize } from "../../statistics/estimate.js";
import { gini, type LorenzPoint, lorenzCurve } from "../../statistics/lorenz.js";
import { compareText } from "../../tables/table.js";
import type { Estimate } from "../result.js";
import { massShare, type ReasonBase, reasonBase, splitMasses } from "./churnReasonsBase.js";
import { ComparisonCount } from "./churnReasonsCompared.js";
import type { ReasonKind } from "./churnReasonsKinds.js";
import { tiedAtTheEdge, type VitalFew, vitalFew } from "./churnReasonsOrder.js";
import type { ReasonSegment } from "./churnReasonsPatterns.js";
import { breakVerdict, clearBreaks, reasonRanks } from "./churnReasonsRanks.js";
import { resampleReasons } from "./churnReasonsResample.js";
import { type ReasonRow, reasonRows } from "./churnReasonsRows.js";
import { StabilityCount, type VitalSize } from "./churnReasonsStability.js";

export type ReasonMethod = "goodman" | "sison-glaz";

/** What a row is made with. */
export interface ReasonFinish {
  readonly kindOf: (reason: string) => ReasonKind;
  readonly threshold: number;
  readonly level: number;
  readonly method: ReasonMethod;
  readonly resamples: number;
  readonly seed: number;
  /** What a customer stands for. */
  readonly hasValue: boolean;
  readonly hasWeight: boolean;
  /** Whether a customer can have several reasons. */
  readonly multiple: boolean;
}

/** The estimate is the share of the customers (or of the value) behind the vital few. */
export interface ChurnReasonsRow extends Estimate {
  /** Customers with any answer: n of them gave an actionable reason or 'Other', the rest one of the next two. */
  readonly answered: number;
  readonly unknown: number;
  readonly involuntary: number;
  /** Customers without a reason (or without a value or a weight). */
  readonly missing: number;
  /** Σ of the value over the n customers; null without a value column. */
  readonly value: number | null;
  /** Customers whose value was negative and counted as no loss. */
  readonly negative: number;
  /** Kish's effective number of customers, (Σm)²/Σm²: low when a few of them hold most of the value. */
  readonly effectiveN: number | null;
  /** The smallest set of actionable reasons, largest first, that reaches the threshold. */
  readonly vitalFew: readonly string[];
  /** False when all actionable reasons together stay below the threshold, because 'Other' holds the rest. */
  readonly reached: boolean;
  /** The share of resamples in which exactly these reasons are the vital few again; null below 2 customers. */
  readonly returnsWhole: number | null;
  /** How many reasons the vital few are in the resamples: a set can fail to return only because the count at the edge wavers. */
  readonly sizes: readonly VitalSize[];
  /** After how many reasons each one before is surely ahead of each one behind. */
  readonly breaks: readonly number[];
  /** 'clear break after 2: …' or 'no clear break after 3: … cannot be told from …'. */
  readonly verdict: string;
  /** How uneven the reasons are (actionable and 'Other'), 0 to 1 − 1/k. */
  readonly gini: number | null;
  readonly lorenz: readonly LorenzPoint[];
  /** The list: actionable reasons from the largest, 'Other', then involuntary and unknown ones. */
  readonly reasons: readonly ReasonRow[];
}

const FEW = 10;

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

function rowNotes(few: VitalFew, masses: readonly number[], names: readonly string[], base: ReasonBase): string | null {
  const notes: string[] = [];
  if (base.customers < FEW) notes.push(`fewer than ${FEW} customers`);
  if (few.size > 0 && !few.reached)
    notes.push("the actionable reasons stay below the threshold: 'other' holds the rest");
  const tied = tiedAtTheEdge(masses, few);
  if (tied.length > 0) {
    const last = names[few.order[few.size - 1]!]!;
    notes.push(`'${last}' ties with ${quoted(tied.map((r) => names[r]!))}: the first by name was taken`);
  }
  return notes.join("; ") || null;
}

/** Customers by what they answered at most: an actionable reason or 'Other', else an involuntary one, else none known. */
export function answers(segment: ReasonSegment, kindOf: ReasonFinish["kindOf"]) {
  let [answered, involuntary, unknown] = [0, 0, 0];
  for (const { reasons, customers } of segment.patterns) {
    answered += customers;
    const kinds = reasons.map(kindOf);
    if (kinds.includes("actionable") || kinds.includes("other")) continue;
    if (kinds.includes("involuntary")) involuntary += customers;
    else unknown += customers;
  }
  return { answered, involuntary, unknown, missing: segment.missing, negative: segment.raised };
}

/** The reasons of a segment that are of these kinds, by name. */
export function reasonsOf(segment: ReasonSegment, kindOf: ReasonFinish["kindOf"], ...kinds: ReasonKind[]): string[] {
  const given = new Set(segment.patterns.flatMap(({ reasons }) => reasons));
  return kinds.flatMap((kind) => [...given].filter((reason) => kindOf(reason) === kind).sort(compareText));
}

/** What comes of drawing the customers again: whether the set returns and, with a value, how both orders differ. */
function drawnAgain(base: ReasonBase, reasons: number, { order, size }: VitalFew, finish: ReasonFinish) {
  if (!(base.mass > 0 && base.customers > 1)) return { stability: null, comparisons: null };
  const stability = new StabilityCount(order, size, finish.threshold);
  const compared = finish.hasValue ? new ComparisonCount(base, reasons, order.length, finish.resamples) : null;
  resampleReasons(base, reasons, finish, (resample) => {
    stability.add(resample.masses.split, resample.masses.total);
    compared?.add(resample);
  });
  return { stability: stability.result(), comparisons: compared?.result(finish.level) ?? null };
}

/** The finish: a row from the patterns of one segment. */
export function churnReasonsRow(segment: ReasonSegment, finish: ReasonFinish): ChurnReasonsRow {
  const { kindOf, threshold, level } = finish;
  const actionable = reasonsOf(segment, kindOf, "actionable");
  const counted = [...actionable, ...reasonsOf(segment, kindOf, "other")];
  const apart = reasonsOf(segment, kindOf, "involuntary", "unknown");
  const base = reasonBase(segment.patterns, counted);
  const all = reasonBase(segment.patterns, [...counted, ...apart]);
  const shared = { n: base.customers, ...answers(segment, kindOf), value: finish.hasValue ? base.mass : null };
  const split = splitMasses(base, counted.length);
  const masses = split.slice(0, actionable.length);
  const few = vitalFew(masses, base.mass, threshold);
  const exact = !finish.hasValue && !finish.hasWeight && !finish.multiple;
  const ranks = reasonRanks(base, masses, exact, level);
  const { stability, comparisons } = drawnAgain(base, counted.length, few, finish);
  const list = { actionable, counted, apart, base, all, split, few, ranks, stability, comparisons, finish };
  const inSet = few.order.slice(0, few.size);
  const members = new Set(inSet);
  const share =
    base.mass > 0 && few.size > 0
      ? massShare(base, (p) => base.named[p]!.filter((r) => members.has(r)).length / base.named[p]!.length, 1, level)
      : { estimate: null, lower: null, upper: null };
  return {
    ...share,
    ...shared,
    note: emptyNote(shared.answered, actionable, base) ?? rowNotes(few, masses, actionable, base),
    effectiveN: base.mass > 0 ? kishEffectiveSize(base.mass, base.massSquared) : null,
    vitalFew: inSet.map((r) => actionable[r]!),
    reached: few.reached,
    returnsWhole: stability?.returnsWhole ?? null,
    sizes: stability?.sizes ?? [],
    breaks: clearBreaks(few.order, ranks),
    verdict: breakVerdict(few.order, actionable, few.size, ranks),
    gini: gini(split),
    lorenz: lorenzCurve(split),
    reasons: reasonRows(list),
  };
}

function emptyNote(answered: number, actionable: readonly string[], base: ReasonBase): string | null {
  if (answered === 0) return "no reasons";
  if (actionable.length === 0) return "no actionable reasons";
  if (base.mass === 0) return "nothing was lost: all values or weights are 0";
  return null;
}
