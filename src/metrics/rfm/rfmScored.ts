import type { Cell } from "../../tables/table.js";
import type { Buyers } from "./rfmBuyers.js";
import { cutPoints, scoresBy } from "./rfmCuts.js";
import type { RfmCutPoints, RfmPlan } from "./rfmOptions.js";

/** Buyers with their scores, customer by customer. */
export interface Scored {
  readonly buyers: Buyers;
  /** What is scored as money. */
  readonly monetary: Float64Array;
  readonly recencyScore: Uint8Array;
  readonly frequencyScore: Uint8Array;
  readonly monetaryScore: Uint8Array;
  /** Place of the segment. */
  readonly segment: Uint16Array;
}

/** One customer with his scores. */
export interface RfmCustomer {
  readonly customer: Cell;
  readonly daysSinceLastPurchase: number;
  /** Days with a purchase. */
  readonly frequency: number;
  readonly monetary: number;
  /** 1 to `bins`, the higher the better. */
  readonly recencyScore: number;
  readonly frequencyScore: number;
  readonly monetaryScore: number;
  readonly segment: string;
}

/** What is scored as money; 0 of who bought nothing in the window. */
function moneyOf({ total, frequency }: Buyers, { monetary }: RfmPlan): Float64Array {
  if (monetary === "total") return total;
  return total.map((sum, i) => (frequency[i]! > 0 ? sum / frequency[i]! : 0));
}

/** Fewer days are better: the cut points of their negatives, back as days. */
function negated(values: ArrayLike<number>): Float64Array {
  const others = new Float64Array(values);
  for (let i = 0; i < others.length; i++) others[i] = 0 - others[i]!;
  return others;
}

/** The cut points of these customers themselves. */
export function ownCutPoints(buyers: Buyers, plan: RfmPlan): RfmCutPoints {
  const { daysSinceLastPurchase, frequency } = buyers;
  return {
    daysSinceLastPurchase: [...negated(cutPoints(negated(daysSinceLastPurchase), plan.bins))],
    frequency: cutPoints(frequency, plan.bins),
    monetary: cutPoints(moneyOf(buyers, plan), plan.bins),
  };
}

/** The scores of each customer by these cut points. */
export function scored(buyers: Buyers, cuts: RfmCutPoints, plan: RfmPlan): Scored {
  const { daysSinceLastPurchase, frequency } = buyers;
  const monetary = moneyOf(buyers, plan);
  const recencyScore = scoresBy(negated(daysSinceLastPurchase), negated(cuts.daysSinceLastPurchase));
  const frequencyScore = scoresBy(frequency, cuts.frequency);
  const monetaryScore = scoresBy(monetary, cuts.monetary);
  const segment = new Uint16Array(monetary.length);
  const { placeOf } = plan.segments;
  for (let i = 0; i < segment.length; i++) {
    segment[i] = placeOf(recencyScore[i]!, frequencyScore[i]!, monetaryScore[i]!);
  }
  return { buyers, monetary, recencyScore, frequencyScore, monetaryScore, segment };
}

export function customerAt(of: Scored, i: number, { segments }: RfmPlan): RfmCustomer {
  const { buyers, monetary, recencyScore, frequencyScore, monetaryScore, segment } = of;
  return {
    customer: buyers.customers[i]!,
    daysSinceLastPurchase: buyers.daysSinceLastPurchase[i]!,
    frequency: buyers.frequency[i]!,
    monetary: monetary[i]!,
    recencyScore: recencyScore[i]!,
    frequencyScore: frequencyScore[i]!,
    monetaryScore: monetaryScore[i]!,
    segment: segments.names[segment[i]!]!,
  };
}
