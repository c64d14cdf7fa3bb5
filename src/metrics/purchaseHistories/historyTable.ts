import type { DataFrame } from "danfojs-node";
import { isoOf } from "../../calendar/days.js";
import { fromColumns } from "../../tables/memory/from-columns.js";
import { inferColumn } from "../../tables/memory/infer.js";
import type { TypedColumn } from "../../tables/table.js";
import type { FoundHistory } from "./historyList.js";

export interface HistoryTableColumns {
  /** Columns of the table that was read, which keep their names. */
  readonly customer: string;
  readonly by: readonly string[];
  readonly hasAmounts: boolean;
  /** Units from the end to the end of the holdout; null without a holdout. */
  readonly holdoutLength: number | null;
}

const NAME = "histories";

/** The columns that a history has beside the customer's own. */
export const HISTORY_COLUMNS = [
  ...["firstPurchase", "frequency", "recency", "age", "monetaryValue"],
  ...["holdoutPurchases", "holdoutAmount", "holdoutLength"],
];

function datesOf(days: readonly number[]): TypedColumn {
  const different = [...new Set(days)];
  const codeOf = new Map(different.map((day, code) => [day, code]));
  return { type: "date", codes: Int32Array.from(days, (day) => codeOf.get(day)!), dictionary: different.map(isoOf) };
}

/** One row a customer, in the order of customers, as a frame that every metric takes. */
export function historyTable(
  histories: readonly FoundHistory[],
  { customer, by, hasAmounts, holdoutLength }: HistoryTableColumns,
): Promise<DataFrame> {
  const number = (of: (history: FoundHistory) => number): TypedColumn => ({
    type: "number",
    values: Float64Array.from(histories, of),
  });
  const cells = (name: string, of: (history: FoundHistory) => unknown) =>
    [name, inferColumn(histories.map(of), name, NAME)] as const;
  return fromColumns(
    [
      cells(customer, (history) => history.customer),
      ["firstPurchase", datesOf(histories.map(({ firstPurchase }) => firstPurchase))],
      ["frequency", number(({ frequency }) => frequency)],
      ["recency", number(({ recency }) => recency)],
      ["age", number(({ age }) => age)],
      ...(hasAmounts ? [["monetaryValue", number(({ monetaryValue }) => monetaryValue)] as const] : []),
      ...(holdoutLength === null
        ? []
        : [
            ["holdoutPurchases", number(({ holdoutPurchases }) => holdoutPurchases)] as const,
            ...(hasAmounts ? [["holdoutAmount", number(({ holdoutAmount }) => holdoutAmount)] as const] : []),
            ["holdoutLength", number(() => holdoutLength)] as const,
          ]),
      ...by.map((name, i) => cells(name, (history) => history.by[i])),
    ],
    NAME,
  );
}
