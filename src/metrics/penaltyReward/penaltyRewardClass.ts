/**
 * - `basic`: it hurts more when bad than it helps when good (a must, a hygiene factor, a dissatisfier).
 * - `performance`: both alike.
 * - `excitement`: it helps more when good than it hurts when bad (a delighter).
 */
export type AttributeKind = "basic" | "performance" | "excitement";

/** The finer names of impact-asymmetry analysis (Mikulić and Prebežac); studies choose their bounds, here ±.2 and ±.7. */
export type AsymmetryClass = "frustrator" | "dissatisfier" | "hybrid" | "satisfier" | "delighter";

/** Rounding must not decide. */
const TINY = 1e-9;

export function kindOf(asymmetry: number, band: number): AttributeKind {
  return asymmetry < -band - TINY ? "basic" : asymmetry > band + TINY ? "excitement" : "performance";
}

export function asymmetryClass(asymmetry: number): AsymmetryClass {
  if (asymmetry < -0.7) return "frustrator";
  if (asymmetry < -0.2) return "dissatisfier";
  if (asymmetry <= 0.2) return "hybrid";
  return asymmetry <= 0.7 ? "satisfier" : "delighter";
}

/** (reward + penalty)/(reward − penalty), which is (r − |p|)/(r + |p|), in −1 to 1; null where high is no better than low. */
export function asymmetryOf(penalty: number, reward: number): number | null {
  const range = reward - penalty;
  // One with the wrong sign counts as none: then the other is all there is.
  return range > 0 ? Math.max(-1, Math.min(1, (reward + penalty) / range)) : null;
}

/**
 * The asymmetry that an effect in a straight line has with these cuts: low ratings may lie farther from the middle ones than high
 * ratings do. From the mean low, middle and high rating.
 */
export const straightAsymmetry = ([low, middle, high]: readonly [number, number, number]): number =>
  (high - middle - (middle - low)) / (high - low);
