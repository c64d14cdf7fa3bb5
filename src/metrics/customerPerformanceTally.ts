import { requireColumns, requireNumberColumns } from "../tables/requirements.js";
import { type Cell, compareText, type Table } from "../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "./answer.js";
import { classOf, NPS_SCALE } from "./npsTally.js";
import { compareInTurn } from "./resultRows.js";
import { requireOnScale, requireWeights } from "./scale.js";
import { bySegment } from "./segments.js";

/** A number that counts as yes from, or up to, a limit: `{ column: "satisfaction", atLeast: 4 }`. */
export type Threshold =
  | { readonly column: string; readonly atLeast: number; readonly atMost?: never }
  | { readonly column: string; readonly atMost: number; readonly atLeast?: never };

/** What is measured of each row. */
export type Measure =
  /** Column of answers from 0 to 10: −100, 0 or 100 points. */
  | { readonly nps: string; readonly share?: never; readonly mean?: never }
  /** Yes or no, or a number against a limit: 0 or 1. */
  | { readonly share: Answer | Threshold; readonly nps?: never; readonly mean?: never }
  /** Column of numbers. */
  | { readonly mean: string; readonly nps?: never; readonly share?: never };

/** Rows that are alike in all components and in weight. */
export interface AlikeRows {
  readonly n: number;
  /** Of each row; 1 without weights. */
  readonly weight: number;
  /** One value a component; null where it is missing. */
  readonly values: readonly (number | null)[];
  /** What tells them from others: the cells they were counted by. */
  readonly keys: readonly Cell[];
}

export interface PerformanceSegment {
  readonly cells: readonly Cell[];
  readonly alike: readonly AlikeRows[];
  /** Rows without any component (or without a weight). */
  readonly missing: number;
}

interface Columns {
  readonly measures: readonly Measure[];
  readonly by: readonly string[];
  readonly weight: string | undefined;
}

const isThreshold = (share: Answer | Threshold): share is Threshold =>
  typeof share === "object" && ("atLeast" in share || "atMost" in share);

export function columnOf({ nps, share, mean }: Measure): string {
  if (share !== undefined) return isThreshold(share) ? share.column : answerColumn(share)[0];
  return (nps ?? mean)!;
}

/** The value of a row, from the cell of its column. */
function measured({ nps, share }: Measure, cell: Cell): number | null {
  if (cell === null) return null;
  if (nps !== undefined) return 100 * classOf(Number(cell));
  if (share === undefined) return Number(cell);
  if (!isThreshold(share)) return isYes(share, cell) ? 1 : 0;
  const reached = share.atLeast === undefined ? Number(cell) <= share.atMost : Number(cell) >= share.atLeast;
  return reached ? 1 : 0;
}

async function requireCells(
  table: Table,
  measure: Measure,
  found: readonly Cell[],
  { name, caller }: { readonly name: string; readonly caller: string },
): Promise<void> {
  const { nps, share } = measure;
  if (nps !== undefined) return requireOnScale(table, nps, found, NPS_SCALE, `${caller} requires scores`);
  if (share === undefined || isThreshold(share)) return;
  await requireAnswer(table, share, found, { caller, option: `the share of '${name}'` });
}

/** Throws unless the columns are there and hold what the components need. */
async function requirePerformanceColumns(
  table: Table,
  { measures, by, weight }: Columns,
  caller: string,
): Promise<void> {
  await requireColumns(table, [...measures.map(columnOf), ...by], caller);
  const isNumber = ({ share }: Measure) => share === undefined || isThreshold(share);
  await requireNumberColumns(
    table,
    measures.filter((one) => isNumber(one) && one.nps === undefined).map(columnOf),
    caller,
  );
  if (weight === undefined) return;
  await requireNumberColumns(table, [weight], caller);
  await requireWeights(table, weight, caller);
}

/** The tally: rows counted by segment and by what the components are made of, in an order that rows and components do not change. */
export async function performanceTally(
  table: Table,
  columns: Columns,
  names: readonly string[],
  caller: string,
): Promise<PerformanceSegment[]> {
  const { measures, by, weight } = columns;
  await requirePerformanceColumns(table, columns, caller);
  const read = [...new Set(measures.map(columnOf))].sort(compareText);
  const weights = weight === undefined ? [] : [weight];
  const tally = await table.crosstab([...by, ...read, ...weights]);
  const placeOf = (measure: Measure) => by.length + read.indexOf(columnOf(measure));
  for (let k = 0; k < measures.length; k++) {
    const found = tally.map(({ keys }) => keys[placeOf(measures[k]!)]!);
    await requireCells(table, measures[k]!, found, { name: names[k]!, caller });
  }
  return bySegment(tally, by.length).map(({ cells, entries }) => {
    const all = entries.map(({ keys, n }) => ({
      n,
      weight: weight === undefined ? 1 : (keys.at(-1) as number | null),
      values: measures.map((measure) => measured(measure, keys[placeOf(measure)]!)),
      keys: keys.slice(by.length),
    }));
    const known = all.filter(
      (one): one is typeof one & { weight: number } =>
        one.weight !== null && one.values.some((value) => value !== null),
    );
    const rows = (some: readonly { readonly n: number }[]) => some.reduce((sum, { n }) => sum + n, 0);
    return { cells, alike: known, missing: rows(all) - rows(known) };
  });
}

/** Several segments as one, in the order in which their rows would have been counted together. */
export const pooledPerformance = (segments: readonly PerformanceSegment[]): PerformanceSegment => ({
  cells: [],
  alike: segments.flatMap(({ alike }) => alike).sort((a, b) => compareInTurn(a.keys, b.keys)),
  missing: segments.reduce((sum, { missing }) => sum + missing, 0),
});
