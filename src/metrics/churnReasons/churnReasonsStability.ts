import { SLACK } from "./churnReasonsOrder.js";

export interface ReasonStability {
  /** The share of resamples in which the vital few are the same ones. */
  readonly returnsWhole: number;
  /** Of each reason, the share of resamples in which it is among the vital few; a tie shares the places left. */
  readonly vital: readonly number[];
  /** How many reasons the vital few are, and in what share of resamples; the smallest first. */
  readonly sizes: readonly VitalSize[];
}

export interface VitalSize {
  readonly size: number;
  readonly probability: number;
}

interface Edge {
  /** How many reasons the vital few are, the mass of the last one, and what counts as equal to it. */
  readonly size: number;
  readonly mass: number;
  readonly slack: number;
}

/** Sorts in place from the largest; masses that are nearly in order cost little more than looking at them. */
function sortDown(masses: Float64Array): void {
  for (let i = 1; i < masses.length; i++) {
    const mass = masses[i]!;
    let at = i;
    for (; at > 0 && masses[at - 1]! < mass; at--) masses[at] = masses[at - 1]!;
    masses[at] = mass;
  }
}

function edgeOf(sorted: Float64Array, total: number, threshold: number): Edge {
  let [held, size] = [0, 0];
  while (size < sorted.length && sorted[size]! > 0 && (size === 0 || held / total < threshold - SLACK)) {
    held += sorted[size]!;
    size++;
  }
  return { size, mass: size === 0 ? Number.POSITIVE_INFINITY : sorted[size - 1]!, slack: 1e-9 * total };
}

/**
 * Whether the vital few would come back: the list is made again of each resample. A resample in which a reason outside ties
 * with the last one inside does not count as the same list.
 */
export class StabilityCount {
  private readonly vital: Float64Array;
  private readonly sizes: number[];
  private readonly sorted: Float64Array;
  private whole = 0;
  private resamples = 0;

  /**
   * @param order of the actionable reasons, from the largest; further positions of a resample are 'Other'
   * @param few how many of them are the vital few
   */
  constructor(
    private readonly order: readonly number[],
    private readonly few: number,
    private readonly threshold: number,
  ) {
    this.vital = new Float64Array(order.length);
    this.sizes = new Array<number>(order.length + 1).fill(0);
    this.sorted = new Float64Array(order.length);
  }

  /** Adds one resample: who was in, and whether just the members were, beyond a tie at the edge. */
  add(masses: Float64Array, total: number): void {
    const [order, sorted, vital] = [this.order, this.sorted, this.vital];
    for (let i = 0; i < order.length; i++) sorted[i] = masses[order[i]!]!;
    sortDown(sorted);
    const { size, mass, slack } = edgeOf(sorted, total, this.threshold);
    let above = 0;
    while (above < sorted.length && sorted[above]! > mass + slack) above++;
    let equal = 0;
    while (above + equal < sorted.length && sorted[above + equal]! >= mass - slack) equal++;
    const share = equal === 0 ? 0 : (size - above) / equal;
    let isWhole = size > 0 && above + equal === size;
    for (let i = 0; i < order.length; i++) {
      const each = masses[order[i]!]!;
      const isIn = each >= mass - slack;
      if (isIn) vital[order[i]!]! += each > mass + slack ? 1 : share;
      if (isIn !== i < this.few) isWhole = false;
    }
    if (isWhole) this.whole++;
    this.sizes[size]!++;
    this.resamples++;
  }

  result(): ReasonStability {
    const share = (times: number) => times / this.resamples;
    return {
      returnsWhole: share(this.whole),
      vital: Array.from(this.vital, share),
      sizes: this.sizes.flatMap((times, size) => (times === 0 ? [] : [{ size, probability: share(times) }])),
    };
  }
}
