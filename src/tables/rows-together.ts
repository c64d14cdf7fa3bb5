import type { Table, TypedColumn } from "./table.js";

/**
 * The same table; rows are fetched once, with all these columns together: an engine promises no order of rows from one query to
 * the next. Columns that do not exist are left for whoever asks for them to miss.
 */
export function rowsTogether(table: Table, names: readonly string[], caller: string): Table {
  let fetched: Promise<Readonly<Record<string, TypedColumn>>> | null = null;
  const fetchedOnce = async () => {
    const there = new Set((await table.columns()).map(({ name }) => name));
    return table.typed(
      [...new Set(names)].filter((name) => there.has(name)),
      caller,
    );
  };
  return {
    ...table,
    async typed(wanted: readonly string[], who = caller) {
      if (!wanted.every((name) => names.includes(name))) return table.typed(wanted, who);
      fetched ??= fetchedOnce();
      const all = await fetched;
      const missing = wanted.filter((name) => !Object.hasOwn(all, name));
      if (missing.length > 0) return table.typed(missing, who);
      return Object.fromEntries(wanted.map((name) => [name, all[name]!]));
    },
  };
}
