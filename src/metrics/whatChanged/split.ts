import { type DecompositionResult, decomposeChange } from "../periods/decomposeChange.js";
import { type Estimate, nothing, type Result } from "../result.js";
import type { ChangedRow } from "./changedRow.js";
import type { Question, Sized } from "./question.js";

/** Of what a change is made, in the points in which it is told. */
export interface Split {
  /** The column of the segments. */
  readonly by: string;
  readonly within: Estimate;
  readonly mix: Estimate;
  /**
   * What surely moved the whole.
   *
   * - `within segments`: they themselves did, and not the mix.
   * - `only the mix`: no more than whom the number is of.
   * - `both`; `hidden by the mix`: the segments moved, and the mix the other way, so that the whole does not show it.
   * - `cannot tell`.
   */
  readonly cause: "within segments" | "only the mix" | "both" | "hidden by the mix" | "cannot tell";
}

const isTold = ({ lower, upper }: Estimate) => lower !== null && upper !== null && (lower > 0 || upper < 0);

function causeOf({ verdict }: ChangedRow, within: Estimate, mix: Estimate): Split["cause"] {
  const [inside, shares] = [isTold(within), isTold(mix)];
  if (verdict === "cannot tell") {
    const isOpposed = inside && shares && Math.sign(within.estimate!) !== Math.sign(mix.estimate!);
    return isOpposed ? "hidden by the mix" : "cannot tell";
  }
  if (inside && shares) return "both";
  return inside ? "within segments" : shares ? "only the mix" : "cannot tell";
}

/** An amount of the metric in the points in which its change is told. */
function pointsOf(row: ChangedRow): (part: Estimate) => Estimate {
  const factor = row.told === "points" ? 1 : row.told === "percent" ? 100 / row.before.estimate! : 100;
  const scaled = (x: number | null) => (x === null ? null : factor * x);
  return (part) => ({ ...part, estimate: scaled(part.estimate), lower: scaled(part.lower), upper: scaled(part.upper) });
}

/** The change of a question split by the first column of segments; null where it cannot be. */
export async function splitOf(
  { table, ask }: Question,
  by: string | undefined,
  level: number,
): Promise<DecompositionResult | null> {
  if (by === undefined) return null;
  const metric = (_: unknown, { by: columns = [], level: at = level }: { by?: readonly string[]; level?: number }) =>
    ask(columns, at) as Promise<Result<Sized>>;
  const { frame, wave, before, now } = table;
  try {
    return await decomposeChange(frame, {
      metric,
      options: {},
      by,
      period: wave,
      from: before,
      to: now,
      size: "size",
      level,
    });
  } catch (error) {
    // Means of customers who are of several segments are no mean of the segments.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What moved the whole; null where nothing could be split. */
export function causes(row: ChangedRow, split: DecompositionResult | null): Split | null {
  if (split === null || row.estimate === null) return null;
  const inPoints = pointsOf(row);
  const part = (of: Estimate) => (of.estimate === null ? nothing(of.n, of.note) : inPoints(of));
  const [within, mix] = [part(split.overall.within), part(split.overall.mix)];
  return { by: split.by[0]!, within, mix, cause: causeOf(row, within, mix) };
}
