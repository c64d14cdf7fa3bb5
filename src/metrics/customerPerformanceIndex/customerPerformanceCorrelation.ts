import type { Scaling } from "./customerPerformanceScore.js";
import type { Bundle } from "./customerPerformanceTally.js";

/** How two components go together over rows, each turned so that more is better. */
export interface ComponentCorrelation {
  readonly first: string;
  readonly second: string;
  /** Pearson's, by weight where there are weights; null where one of them does not vary. */
  readonly correlation: number | null;
  /** Rows that have both. */
  readonly n: number;
}

/** From here on the note says that a pair is counted twice in part. */
const HIGH = 0.5;

/** What two components vary together within a bundle: Σw(x − x̄)(y − ȳ). */
function within({ moments, places }: Bundle, i: number, j: number): number {
  const [a, b] = [places[i]!, places[j]!];
  return moments === null || a === null || b === null ? 0 : moments.deviations[a]![b]!;
}

function correlationOf(bundles: readonly Bundle[], i: number, j: number): { correlation: number | null; n: number } {
  let [n, total, x, y] = [0, 0, 0, 0];
  const both = bundles.filter(({ values }) => values[i] !== null && values[j] !== null);
  for (const { n: rows, weight, values } of both) {
    n += rows;
    total += weight;
    x += weight * values[i]!;
    y += weight * values[j]!;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (const bundle of both) {
    const { weight, values } = bundle;
    const [dx, dy] = [values[i]! - x / total, values[j]! - y / total];
    xx += weight * dx * dx + within(bundle, i, i);
    xy += weight * dx * dy + within(bundle, i, j);
    yy += weight * dy * dy + within(bundle, j, j);
  }
  return { correlation: xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null, n };
}

/** Every pair of components. */
export function correlationsOf(
  bundles: readonly Bundle[],
  components: readonly (Scaling & { readonly name: string })[],
): ComponentCorrelation[] {
  const turn = components.map(({ floor, goal }) => Math.sign(goal - floor));
  return components.flatMap(({ name: second }, j) =>
    components.slice(0, j).map(({ name: first }, i) => {
      const { correlation, n } = correlationOf(bundles, i, j);
      return { first, second, correlation: correlation === null ? null : turn[i]! * turn[j]! * correlation, n };
    }),
  );
}

/** Which pairs are counted twice in part; null when there are none. */
export function doubleCounting(correlations: readonly ComponentCorrelation[]): string | null {
  const high = correlations.filter(({ correlation }) => correlation !== null && correlation >= HIGH);
  if (high.length === 0) return null;
  const pairs = high.map(
    ({ first, second, correlation }) => `'${first}' and '${second}' (r = ${correlation!.toFixed(2)})`,
  );
  return `counted twice in part, because they go together: ${pairs.join(", ")}`;
}
