import type { Interval } from "../../statistics/interval.js";
import type { RatioEstimate } from "../../statistics/ratio.js";
import type { RowOptions } from "./retentionRow.js";
import type { RetentionSegment } from "./retentionTally.js";

/** Below so many effective customers a sum hangs on few of them. */
const FEW = 50;

const customers = (n: number) => `${n} ${n === 1 ? "customer" : "customers"}`;

function lossNote({ kept, lost }: RetentionSegment, { kind, reading }: RowOptions): string | null {
  const worth = kind === "sales" ? "with sales below 0" : "with a loss";
  const base = kept.belowZero + lost.belowZero;
  if (reading === "base" || reading === "same") {
    return base === 0 ? null : `${customers(base)} ${worth}: keeping them lowers the rate`;
  }
  const parts = [
    ...(base > 0 ? [`${customers(base)} ${worth} at the start`] : []),
    ...(kept.keptBelowZero > 0 ? [`${customers(kept.keptBelowZero)} kept ${worth}`] : []),
  ];
  return parts.length === 0 ? null : `${parts.join(", ")}: keeping more need not raise the rate`;
}

function intervalNote(ratio: RatioEstimate, interval: Interval | null, { kind, method }: RowOptions): string | null {
  if (ratio.n === 1 && method === "linearized") return "one customer: no interval";
  if (interval === null) return "all customers alike: no linearised interval";
  const isConcentrated = method === "linearized" || ratio.effectiveN < ratio.n / 2;
  if (kind === "raw" || ratio.effectiveN >= FEW || !isConcentrated) return null;
  return `few customers carry the ${kind} (effective number ${Math.round(ratio.effectiveN)}): the interval tends to be too narrow`;
}

/** Why there is no rate, or null when there is one. */
export function whyNothing(segment: RetentionSegment, { kind, reading }: RowOptions): string | null {
  const { kept, lost, missing } = segment;
  if (kept.n + lost.n === 0) return missing > 0 ? "nobody with known values" : "nobody was there at the start";
  if (!(kept.weight + lost.weight > 0)) return "all weights are 0";
  if (kind === "raw" || kept.x + lost.x > 0) return null;
  return `${kind} at the ${reading === "same" ? "end" : "start"} ${kind === "sales" ? "are" : "is"} not above 0`;
}

/** What a reader of the rate must know. */
export function retentionNote(
  segment: RetentionSegment,
  ratio: RatioEstimate,
  interval: Interval | null,
  options: RowOptions,
): string | null {
  const notes = [intervalNote(ratio, interval, options), options.kind === "raw" ? null : lossNote(segment, options)];
  return notes.filter((note) => note !== null).join("; ") || null;
}
