import { numberOf, traceValues } from "./trace-values.js";

export type Trace = Readonly<Record<string, unknown>>;

/** An interval drawn as a ground behind a line. */
export interface Band {
  readonly lower: number | null;
  readonly upper: number | null;
}

const nameOfAxes = ({ xaxis = "x", yaxis = "y" }: Trace) => `${xaxis} ${yaxis}`;

/** What only decorates says nothing when a reader points at it. */
export const isData = (trace: Trace): boolean => trace.hoverinfo !== "skip" && trace.visible !== false;

function bandBetween(below: Trace, above: Trace): ReadonlyMap<unknown, Band> {
  const [lower, upper] = [traceValues(below.y), traceValues(above.y)];
  return new Map(
    traceValues(below.x).map((x, i) => [x, { lower: numberOf(lower[i]), upper: numberOf(upper[i]) }] as const),
  );
}

/** The bands of a figure by the line they belong to: the next one that is drawn in the same place and group. */
export function bandsOf(traces: readonly Trace[]): ReadonlyMap<Trace, ReadonlyMap<unknown, Band>> {
  const bands = new Map<Trace, ReadonlyMap<unknown, Band>>();
  for (const [i, above] of traces.entries()) {
    const below = traces[i - 1];
    if (above.fill !== "tonexty" || isData(above) || below === undefined) continue;
    const line = traces
      .slice(i + 1)
      .find(
        (trace) =>
          isData(trace) &&
          !bands.has(trace) &&
          trace.legendgroup === above.legendgroup &&
          nameOfAxes(trace) === nameOfAxes(above),
      );
    if (line !== undefined) bands.set(line, bandBetween(below, above));
  }
  return bands;
}
