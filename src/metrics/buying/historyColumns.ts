import type { PurchaseCount } from "./history.js";

/** Histories in typed columns, for a likelihood that is asked for at many points. */
export interface HistoryColumns {
  readonly length: number;
  readonly frequency: Int32Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
  readonly n: Float64Array;
  readonly mostFrequent: number;
  /** The ages that occur, and the place there of each history's: what depends on the age alone is worked out once for each. */
  readonly ages: Float64Array;
  readonly ageAt: Int32Array;
}

export function historyColumns(counts: readonly PurchaseCount[]): HistoryColumns {
  const { length } = counts;
  const places = new Map<number, number>();
  const columns = {
    length,
    frequency: new Int32Array(length),
    recency: new Float64Array(length),
    age: new Float64Array(length),
    n: new Float64Array(length),
    ageAt: new Int32Array(length),
  };
  let mostFrequent = 0;
  for (let i = 0; i < length; i++) {
    const { frequency, recency, age, n } = counts[i]!;
    const place = places.get(age) ?? places.size;
    places.set(age, place);
    columns.frequency[i] = frequency;
    columns.recency[i] = recency;
    columns.age[i] = age;
    columns.n[i] = n;
    columns.ageAt[i] = place;
    mostFrequent = Math.max(mostFrequent, frequency);
  }
  return { ...columns, mostFrequent, ages: Float64Array.from(places.keys()) };
}
