import type { Scaling } from "./customerPerformanceScore.js";
import type { AlikeRows } from "./customerPerformanceTally.js";

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

function correlationOf(alike: readonly AlikeRows[], i: number, j: number): { correlation: number | null; n: number } {
  let [n, weight, x, y] = [0, 0, 0, 0];
  const both = alike.filter(({ values }) => values[i] !== null && values[j] !== null);
  for (const rows of both) {
    n += rows.n;
    weight += rows.n * rows.weight;
    x += rows.n * rows.weight * rows.values[i]!;
    y += rows.n * rows.weight * rows.values[j]!;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (const rows of both) {
    const [dx, dy] = [rows.values[i]! - x / weight, rows.values[j]! - y / weight];
    xx += rows.n * rows.weight * dx * dx;
    xy += rows.n * rows.weight * dx * dy;
    yy += rows.n * rows.weight * dy * dy;
  }
  return { correlation: xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null, n };
}

/** Every pair of components. */
export function correlationsOf(
  alike: readonly AlikeRows[],
  components: readonly (Scaling & { readonly name: string })[],
): ComponentCorrelation[] {
  const turn = components.map(({ floor, goal }) => Math.sign(goal - floor));
  return components.flatMap(({ name: second }, j) =>
    components.slice(0, j).map(({ name: first }, i) => {
      const { correlation, n } = correlationOf(alike, i, j);
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
