import { type Cell, compareCells } from "../../tables/table.js";
import { pooledRatings, type RatedSegment } from "../csi/csiTally.js";

/** The answers of some periods in a row, the last of which names it. */
interface RollingWindow extends RatedSegment {
  /** Null where there are not yet as many periods as the window is long. */
  readonly note: string | null;
}

/** Throws unless the window is a whole number of periods of a column. */
export function requireRolling(rolling: number | undefined, by: readonly string[], caller: string): void {
  if (rolling === undefined) return;
  if (!Number.isInteger(rolling) || rolling < 2) {
    throw new RangeError(`${caller} requires a rolling window of at least 2 whole periods; got ${rolling}`);
  }
  if (by.length === 0) {
    throw new TypeError(
      `${caller} of a rolling window requires 'by', the last column of which holds the periods; got none`,
    );
  }
}

/**
 * Moving windows over the periods in the last column: in each segment, at each period, the answers of that period and the ones
 * before it. Rows without a period are in no window.
 */
export function rollingWindows(segments: readonly RatedSegment[], length: number): RollingWindow[] {
  const named = segments.filter(({ cells }) => cells.at(-1) !== null);
  const periodOf = ({ cells }: RatedSegment) => cells.at(-1) as Cell;
  const periods = [...new Set(named.map(periodOf))].sort(compareCells);
  const groups = new Map(named.map(({ cells }) => [JSON.stringify(cells.slice(0, -1)), cells.slice(0, -1)]));
  return [...groups].flatMap(([name, group]) => {
    const own = named.filter(({ cells }) => JSON.stringify(cells.slice(0, -1)) === name);
    return periods.map((period, i) => {
      const isWhole = i + 1 >= length;
      const window = isWhole ? periods.slice(i + 1 - length, i + 1) : [];
      const pooled = pooledRatings(own.filter((segment) => window.includes(periodOf(segment))));
      return { ...pooled, cells: [...group, period], note: isWhole ? null : `fewer than ${length} periods so far` };
    });
  });
}
