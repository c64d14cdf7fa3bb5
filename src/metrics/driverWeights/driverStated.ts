import { formInterval, meanOfForm } from "../../statistics/linearForm.js";
import type { Cell, Moments, Table } from "../../tables/table.js";
import type { Estimate } from "../result.js";
import { requireWithin } from "../scale.js";
import { bySegment } from "../segments.js";
import type { GivenMethod } from "./driverMethod.js";
import type { DriverQuestion } from "./driverQuestion.js";

/** Weights that do not come from the answers on the outcome: one estimate a driver, or why there are none. */
export type GivenWeights = Readonly<
  Record<GivenMethod, { readonly weights: readonly Estimate[] | null; readonly note: string | null }>
>;

const CALLER = "driverWeights";

/** The mean of a column over all who gave one, with Student's t interval. */
function meanAnswer(patterns: readonly Moments[], column: string, level: number): Estimate {
  const parts = patterns.flatMap((moments) => {
    const place = moments.columns.indexOf(column);
    return place < 0 ? [] : [{ moments, form: { constant: 0, terms: [{ place, coefficient: 1 }] } }];
  });
  const found = meanOfForm(parts);
  if (found === null) return { estimate: null, lower: null, upper: null, n: 0, note: `no answers in '${column}'` };
  const interval = formInterval(found, level);
  const [lower, upper] = [interval?.lower ?? null, interval?.upper ?? null];
  return { estimate: found.mean, lower, upper, n: found.n, note: interval === null ? "one answer" : null };
}

type Columns = readonly (string | undefined)[];

function given(patterns: readonly Moments[], columns: Columns, field: string, level: number) {
  if (columns.some((column) => column === undefined)) {
    return { weights: null, note: `needs '${field}' of every driver` };
  }
  const weights = columns.map((column) => meanAnswer(patterns, column!, level));
  const lacking = weights.find(({ estimate }) => estimate === null);
  return lacking === undefined ? { weights, note: null } : { weights: null, note: lacking.note };
}

/** Stated weights of everybody and of each segment. */
export async function driverStated(
  table: Table,
  { drivers, by, weight, level }: DriverQuestion,
): Promise<{ readonly overall: GivenWeights; readonly of: (cells: readonly Cell[]) => GivenWeights }> {
  const [stated, points] = [drivers.map((driver) => driver.stated), drivers.map((driver) => driver.points)];
  const columns = [...new Set([...stated, ...points].flatMap((column) => column ?? []))];
  if (columns.length > 0) {
    const what = `${CALLER} requires stated importances and points`;
    await requireWithin(table, columns, { min: 0, max: Number.POSITIVE_INFINITY }, what);
  }
  const options = { by, missing: "pattern", ...(weight === undefined ? {} : { weight }) } as const;
  const patterns = columns.length === 0 ? [] : await table.moments(columns, options);
  const equal = drivers.map(() => ({
    estimate: 1 / drivers.length,
    lower: null,
    upper: null,
    n: 0,
    note: "given, not estimated",
  }));
  const weightsFrom = (some: readonly Moments[]): GivenWeights => ({
    equal: { weights: equal, note: null },
    stated: given(some, stated, "stated", level),
    "constant-sum": given(some, points, "points", level),
  });
  const segments = bySegment(patterns, by.length);
  return {
    overall: weightsFrom(patterns),
    of: (cells) =>
      weightsFrom(segments.find((segment) => segment.cells.every((cell, i) => cell === cells[i]))?.entries ?? []),
  };
}
