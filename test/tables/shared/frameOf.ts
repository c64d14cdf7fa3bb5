import { DataFrame } from "danfojs-node";

/** So many rows of a segment with an answer. */
export function frameOf(
  rows: readonly (readonly [segment: string, score: string | number, times: number])[],
): DataFrame {
  const all = rows.flatMap(([segment, score, times]) => Array.from({ length: times }, () => ({ segment, score })));
  return new DataFrame(all);
}
