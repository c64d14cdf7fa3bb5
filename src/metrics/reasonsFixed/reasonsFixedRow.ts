import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import type { ReasonKind } from "../churnReasons/churnReasonsKinds.js";
import { type Estimate, nothing } from "../result.js";
import type { FigurePlaces } from "./reasonsFixedFigures.js";
import type { Fix } from "./reasonsFixedOptions.js";
import type { SegmentFigures } from "./reasonsFixedResample.js";

/** What is kept of one value: revenue, margin, lifetime value. */
export interface ValueKept {
  readonly name: string;
  /** Of all customers there at the start. */
  readonly total: number;
  /** What leaves with those who leave by the horizon as things are. */
  readonly lost: Estimate;
  readonly kept: Estimate;
  readonly bySubtraction: Estimate;
}

/** Customers lost to one reason by the horizon. */
export interface ReasonChange {
  /** Null where no reason is known. */
  readonly reason: string | null;
  readonly kind: ReasonKind;
  /** As things are. */
  readonly lost: Estimate;
  /** With the fix: fewer where it works, more elsewhere. */
  readonly stillLost: Estimate;
}

/**
 * What a fix would change; the estimate is how many customers it keeps by the horizon. `estimate = bySubtraction − elsewhere −
 * later`, and `lost − estimate = stillLost`.
 */
export interface ReasonsFixedRow extends Estimate {
  readonly fix: string;
  readonly reasons: readonly string[];
  /** Null where several fixes are meant at once. */
  readonly effectiveness: Fix["effectiveness"] | null;
  readonly cost: number;
  /** Customers there at the start; their weights together, where they have some. */
  readonly size: number;
  /** Customers who leave by the horizon as things are, for any reason. */
  readonly lost: Estimate;
  readonly stillLost: Estimate;
  /** What taking the reason's share off the list would promise: those who left for it, times the effectiveness. */
  readonly bySubtraction: Estimate;
  /** Spared by the fix, and gone by the horizon for another reason instead. */
  readonly elsewhere: Estimate;
  /** Spared at first, and gone by the horizon for a reason of the fix all the same. */
  readonly later: Estimate;
  readonly values: readonly ValueKept[];
  /** Value kept less cost; null without values. */
  readonly netValue: Estimate | null;
  /** The share of resamples in which no other fix has a higher net value and it is above 0; of customers kept without values. */
  readonly probabilityBest: number | null;
  /** By net value, 1 for the highest; by customers kept without values. */
  readonly rank: number | null;
  /** The reasons from the one most are lost to; 'other', involuntary and unknown ones last. */
  readonly causes: readonly ReasonChange[];
}

/** What all rows of a result share. */
export interface ReasonsFixedFinish {
  readonly fixes: readonly Fix[];
  readonly causes: readonly (string | null)[];
  readonly kindOf: (cause: string | null) => ReasonKind;
  readonly values: readonly string[];
  /** Which of the values net values are made of; −1 for none. */
  readonly net: number;
  /** Customers of all segments at the start: a cost in all is split by them. */
  readonly size: number;
  readonly level: number;
  readonly horizon: number;
  readonly places: FigurePlaces;
}

const FEW = 10;

/** Reads one figure with its interval. */
function reader({ point, replicates, n, why }: SegmentFigures, level: number) {
  return (place: number): Estimate => {
    if (why !== null) return nothing(n, why);
    const interval = percentileInterval(
      Float64Array.from(replicates, (each) => each[place]!),
      level,
    );
    return { estimate: point[place]!, ...interval, n, note: null };
  };
}

/** Where none left for it there is nothing to draw again: a bound of 0 would be too sure. */
const unlessNobody = (found: Estimate, hasAny: boolean, note: string): Estimate =>
  hasAny || found.estimate === null ? found : { ...found, lower: null, upper: null, note };

const KINDS: readonly ReasonKind[] = ["actionable", "other", "involuntary", "unknown"];

function changesOf(f: number, figures: SegmentFigures, finish: ReasonsFixedFinish): ReasonChange[] {
  const { causes, kindOf, places, level } = finish;
  const read = reader(figures, level);
  return causes.map((reason, c) => {
    const lost = read(places.lostTo(c));
    const hasAny = lost.estimate !== 0;
    const note = "nobody left for it";
    return {
      reason,
      kind: kindOf(reason),
      lost: unlessNobody(lost, hasAny, note),
      stillLost: unlessNobody(read(places.stillLostTo(f, c)), hasAny, note),
    };
  });
}

/** The order of causes in every row: by kind, then by how many all segments lost. */
export function causeOrder(
  causes: readonly (string | null)[],
  kindOf: (cause: string | null) => ReasonKind,
  lost: (cause: string | null) => number,
): (string | null)[] {
  const place = (cause: string | null) => KINDS.indexOf(kindOf(cause)) + (cause === null ? 1 : 0);
  return [...causes].sort((a, b) => place(a) - place(b) || lost(b) - lost(a));
}

const less = ({ estimate, lower, upper, n, note }: Estimate, cost: number): Estimate => {
  const moved = (x: number | null) => (x === null ? null : x - cost);
  return { estimate: moved(estimate), lower: moved(lower), upper: moved(upper), n, note };
};

/** What a fix costs among the customers of a segment. */
export const costIn = ({ cost, isEach }: Fix, customers: number, all: number): number =>
  isEach ? cost * customers : all === 0 ? 0 : (cost * customers) / all;

/** The finish of one fix, or of all at once in the last place; ranks follow when all are known. */
export function reasonsFixedRow(f: number, figures: SegmentFigures, finish: ReasonsFixedFinish): ReasonsFixedRow {
  const { fixes, values, net, places, level, horizon } = finish;
  const meant = f < fixes.length ? [fixes[f]!] : fixes;
  const reasons = [...new Set(meant.flatMap((fix) => fix.reasons))];
  const read = reader(figures, level);
  const size = figures.totals[0]!;
  const cost = meant.reduce((sum, fix) => sum + costIn(fix, size, finish.size), 0);
  const hasAny = finish.causes.some(
    (cause, c) => cause !== null && reasons.includes(cause) && (figures.point[places.lostTo(c)] ?? 0) > 0,
  );
  const none = `nobody left for ${reasons.length === 1 ? `'${reasons[0]}'` : "these reasons"} by ${horizon}: nothing to keep, no interval`;
  const part = (name: Parameters<FigurePlaces["part"]>[2], m = 0) =>
    unlessNobody(read(places.part(f, m, name)), hasAny || name === "still", none);
  const kept = values.map((name, v) => ({
    name,
    total: figures.totals[v + 1]!,
    lost: read(places.lost(v + 1)),
    kept: part("kept", v + 1),
    bySubtraction: part("bySubtraction", v + 1),
  }));
  const { n, atHorizon, why } = figures;
  const few = why === null && atHorizon < FEW ? `only ${atHorizon} at risk at the horizon` : null;
  const estimate = part("kept");
  return {
    ...estimate,
    note: [estimate.note, few].filter((note) => note !== null).join("; ") || null,
    n,
    fix: meant.map(({ name }) => name).join(" + "),
    reasons,
    effectiveness: meant.length === 1 ? meant[0]!.effectiveness : null,
    cost,
    size,
    lost: read(places.lost(0)),
    stillLost: part("still"),
    bySubtraction: part("bySubtraction"),
    elsewhere: part("elsewhere"),
    later: part("later"),
    values: kept,
    netValue: net < 0 ? null : less(kept[net]!.kept, cost),
    probabilityBest: null,
    rank: null,
    causes: changesOf(f, figures, finish),
  };
}
