import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Table } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { classOf, NPS_SCALE } from "../nps/npsTally.js";
import { requireOnScale, requireWeights } from "../scale.js";

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

export interface PerformanceColumns {
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
export function measured({ nps, share }: Measure, cell: Cell): number | null {
  if (cell === null) return null;
  if (nps !== undefined) return 100 * classOf(Number(cell));
  if (share === undefined) return Number(cell);
  if (!isThreshold(share)) return isYes(share, cell) ? 1 : 0;
  const reached = share.atLeast === undefined ? Number(cell) <= share.atMost : Number(cell) >= share.atLeast;
  return reached ? 1 : 0;
}

/** Throws where a cell is not what a component needs. */
export async function requireCells(
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
export async function requirePerformanceColumns(
  table: Table,
  { measures, by, weight }: PerformanceColumns,
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
