import type { Table } from "./table.js";

/**
 * A table that is looked up at its first use, so that naming one costs nothing and needs no await. A look-up that failed
 * is made again at the next use.
 */
export function lazyTable(name: string, open: () => Promise<Table>): Table {
  let opened: Promise<Table> | null = null;
  const found = () => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  return {
    name,
    columns: async () => (await found()).columns(),
    crosstab: async (keys, sums) => (await found()).crosstab(keys, sums),
    moments: async (columns, options) => (await found()).moments(columns, options),
    rollUp: async (per, aggregates, options) => (await found()).rollUp(per, aggregates, options),
    cut: async (column, label, ranges) => (await found()).cut(column, label, ranges),
    typed: async (columns, caller) => (await found()).typed(columns, caller),
  };
}
