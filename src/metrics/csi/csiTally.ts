import { requireLevel } from "../../statistics/interval.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Moments, Table } from "../../tables/table.js";
import { requireDifferent } from "../requireDifferent.js";
import { requireOnScale, requireWeights, requireWithin, type Scale } from "../scale.js";
import { bySegment } from "../segments.js";

/** Ratings of one segment: moments by pattern of missing answers, and how many rows there are at all. */
export interface RatedSegment {
  readonly cells: readonly Cell[];
  readonly patterns: readonly Moments[];
  readonly rows: number;
}

export interface RatingColumns {
  readonly ratings: readonly string[];
  readonly by: readonly string[];
  readonly weight?: string | undefined;
}

/** The answers a scale allows: 7 is 1 to 7. */
export function ratingScale(scale: number | Scale, caller: string): Scale {
  const range = typeof scale === "number" ? { min: 1, max: scale } : scale;
  if (!(range?.max > range?.min) || !Number.isFinite(range.max - range.min)) {
    const got = typeof scale === "object" ? JSON.stringify(scale) : scale;
    throw new RangeError(`${caller} requires a scale, its highest answer (7) or { min, max }; got ${got}`);
  }
  return range;
}

/** Throws unless attributes are named once, and coverage and level are shares. */
export function requireAttributes(
  attributes: readonly { readonly name: string }[],
  { coverage, level }: { readonly coverage: number; readonly level: number },
  caller: string,
): void {
  requireLevel(level, caller);
  if (attributes.length === 0) throw new TypeError(`${caller} requires at least one attribute; got none`);
  requireDifferent(
    caller,
    "attributes of different names",
    attributes.map(({ name }) => name),
  );
  if (!(coverage > 0 && coverage <= 1)) {
    throw new RangeError(`${caller} requires a coverage above 0 up to 1; got ${coverage}`);
  }
}

/** Throws unless the ratings are numbers on the scale and the weights numbers from 0, with value and row of the first that is not. */
export async function requireRatings(
  table: Table,
  { ratings, by, weight }: RatingColumns,
  scale: Scale,
  caller: string,
): Promise<void> {
  await requireColumns(table, by, caller);
  for (const { name, type } of await requireColumns(table, ratings, caller)) {
    if (type === "number" || type === "boolean") continue;
    const answers = (await table.crosstab([name])).map(({ keys }) => keys[0]!);
    await requireOnScale(table, name, answers, scale, `${caller} requires ratings in '${name}'`);
  }
  await requireWithin(table, ratings, scale, `${caller} requires ratings`);
  if (weight === undefined) return;
  await requireNumberColumns(table, [weight], caller);
  await requireWeights(table, weight, caller);
}

/** The tally: moments of all ratings by segment and pattern of missing answers. */
export async function ratingTally(table: Table, { ratings, by, weight }: RatingColumns): Promise<RatedSegment[]> {
  const options = { by, missing: "pattern", ...(weight === undefined ? {} : { weight }) } as const;
  const patterns = bySegment(await table.moments(ratings, options), by.length);
  const rows = await table.crosstab(by);
  return rows.map(({ keys, n }) => ({
    cells: keys,
    rows: n,
    patterns: patterns.find(({ cells }) => cells.every((cell, i) => cell === keys[i]))?.entries ?? [],
  }));
}

/** Several segments as one. */
export const pooledRatings = (segments: readonly RatedSegment[]): RatedSegment => ({
  cells: [],
  rows: segments.reduce((sum, { rows }) => sum + rows, 0),
  patterns: segments.flatMap(({ patterns }) => patterns),
});
