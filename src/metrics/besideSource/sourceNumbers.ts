/** A number as a source prints it. */
export interface SourceNumber {
  /** What it is, by the source's columns. */
  readonly texts: Readonly<Record<string, string>>;
  readonly published: number;
  /** Decimals printed: 0.120 has three. */
  readonly decimals: number;
}

/** A Danfo DataFrame, as far as it is asked, or rows. */
export type SourceNumbers =
  | { readonly columns: readonly string[]; readonly values: unknown }
  | readonly Readonly<Record<string, unknown>>[];

const MOST_DECIMALS = 15;

const isRows = (published: SourceNumbers): published is readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(published);

function rowsOf(published: SourceNumbers): readonly Readonly<Record<string, unknown>>[] {
  if (isRows(published)) return published;
  const { columns, values } = published;
  return (values as readonly (readonly unknown[])[]).map((cells) =>
    Object.fromEntries(columns.map((name, i) => [name, cells[i]])),
  );
}

const got = (value: unknown) => (typeof value === "string" ? `'${value}'` : String(value));

/** The numbers of a source and the columns that say what they are; throws where a row has no number, or no decimals. */
export function sourceNumbers(
  published: SourceNumbers,
  caller: string,
): { readonly names: readonly string[]; readonly numbers: readonly SourceNumber[] } {
  const rows = rowsOf(published);
  if (rows.length === 0) throw new TypeError(`${caller} requires numbers of the source; got a table without rows`);
  const columns = Object.keys(rows[0]!);
  for (const needed of ["published", "decimals"]) {
    if (!columns.includes(needed))
      throw new TypeError(`${caller} requires a column '${needed}' in the source's numbers; got ${columns.join(", ")}`);
  }
  const names = columns.filter((name) => name !== "published" && name !== "decimals");
  const numbers = rows.map((row, i) => {
    const { published: value, decimals } = row;
    const at = `(row ${i + 1})`;
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new TypeError(`${caller} requires published numbers; got ${got(value)} ${at}`);
    if (typeof decimals !== "number" || !Number.isInteger(decimals) || decimals < 0 || decimals > MOST_DECIMALS)
      throw new RangeError(
        `${caller} requires decimals, a whole number from 0 to ${MOST_DECIMALS}; got ${got(decimals)} ${at}`,
      );
    const texts = Object.fromEntries(names.map((name) => [name, String(row[name] ?? "")]));
    return { texts, published: value, decimals };
  });
  return { names, numbers };
}
