import { gammaSample } from "./gammaSample.js";
import type { Random } from "./random.js";

/**
 * Shares that add up to 1, drawn at random about given ones: Dirichlet(concentration·share). A share p has standard deviation
 * √(p(1 − p)/(concentration + 1)); a share of 0 stays 0.
 *
 * @param shares at least 0, adding up to 1
 * @param concentration above 0; the larger, the nearer to the shares
 * @see Devroye (1986), Non-Uniform Random Variate Generation, XI.4
 */
export function dirichletSample(shares: readonly number[], concentration: number, stream: Random): number[] {
  const drawn = shares.map((share) => (share > 0 ? gammaSample(concentration * share, stream) : 0));
  const total = drawn.reduce((sum, value) => sum + value, 0);
  // Of tiny shapes all may round to 0; then nothing is known but the shares.
  return total > 0 ? drawn.map((value) => value / total) : [...shares];
}
