import { median } from "./median.js";

/** Milliseconds that some work takes: the middle of so many rounds, after one that warms up. */
export async function timed(work: () => unknown, rounds: number): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    await work();
    if (round > 0) took.push(performance.now() - began);
  }
  return median(took);
}
