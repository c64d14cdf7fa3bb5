import type { Table } from "./table.js";

/**
 * The same table, which answers what it was asked before from memory: for a metric that asks others for the same tallies under
 * several choices. `rollUp`, `cut` and `typed` are asked again each time.
 */
export function remembered(table: Table): Table {
  const answers = new Map<string, Promise<unknown>>();
  const once = <Answer>(question: readonly unknown[], ask: () => Promise<Answer>): Promise<Answer> => {
    const key = JSON.stringify(question);
    const known = (answers.get(key) ?? ask()) as Promise<Answer>;
    answers.set(key, known);
    return known;
  };
  return {
    name: table.name,
    columns: () => once(["columns"], () => table.columns()),
    crosstab: (keys, sums) => once(["crosstab", keys, sums], () => table.crosstab(keys, sums)),
    moments: (columns, options) => once(["moments", columns, options], () => table.moments(columns, options)),
    rollUp: (per, aggregates, options) => table.rollUp(per, aggregates, options),
    cut: (column, name, ranges) => table.cut(column, name, ranges),
    typed: (columns) => table.typed(columns),
  };
}
