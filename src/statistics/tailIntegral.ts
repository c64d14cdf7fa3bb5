import { gaussLegendre } from "./gaussLegendre.js";

/** Where the integrand has fallen to e⁻⁴⁴ nothing is left that a double could tell. */
const FALLEN = 44;
const { nodes, weights } = gaussLegendre(64);

/**
 * ∫ exp(−fall(t)) dt from t = 0 on: what a smooth density has beyond a point, as a part of its height there.
 *
 * @param fall how far its logarithm has fallen at t
 * @param slope of `fall` at 0, at least 0
 * @param bend its second derivative there: with the slope it says how far on there is anything
 */
export function tailIntegral(fall: (t: number) => number, slope: number, bend: number): number {
  // A quarter further than slope and bend say, since what bends less further on falls later.
  const end = (1.25 * 2 * FALLEN) / (slope + Math.sqrt(slope * slope + 2 * FALLEN * bend));
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) sum += weights[i]! * Math.exp(-fall(((nodes[i]! + 1) / 2) * end));
  return (sum * end) / 2;
}
