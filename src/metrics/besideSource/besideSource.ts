import { nearestNames } from "../../tables/nearest.js";
import { type SourceNumber, type SourceNumbers, sourceNumbers } from "./sourceNumbers.js";

export type { SourceNumber, SourceNumbers } from "./sourceNumbers.js";

/** A number of ours: what it is by its texts, and its value. */
export interface OwnNumber {
  readonly ours: number | null;
  /** What tells the number from the others, as the source's columns have it: method: "lmg", driver: "delivery". */
  readonly [name: string]: string | number | null;
}

/** One number of the source, and ours. */
export interface SourceRow extends SourceNumber {
  readonly ours: number | null;
  /** Ours less the source's. */
  readonly difference: number | null;
  /** Ours, rounded to the decimals the source prints, is what it prints. */
  readonly agrees: boolean;
}

/** Plain data: it can be written as JSON and read back. */
export interface BesideSourceResult {
  readonly metric: "besideSource";
  readonly label: string;
  /** Columns that tell the numbers apart, then those the source says more in. */
  readonly by: readonly string[];
  /** In the source's order. */
  readonly rows: readonly SourceRow[];
  readonly n: number;
  readonly agreeing: number;
  /** Numbers of ours that the source has not. */
  readonly unpublished: number;
}

const CALLER = "besideSource";

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** What tells our numbers apart: every column but their value. */
function keysOf(ours: readonly OwnNumber[], published: readonly string[]): string[] {
  if (ours.length === 0) throw new TypeError(`${CALLER} requires numbers of ours to set beside the source's; got none`);
  const names = Object.keys(ours[0]!).filter((name) => name !== "ours");
  const unknown = names.find((name) => !published.includes(name));
  if (unknown !== undefined) {
    const near = nearestNames(unknown, published);
    const hint = near.length > 0 ? `nearest: ${quoted(near)}` : `it has ${quoted(published)}`;
    throw new TypeError(
      `${CALLER} requires numbers named as in the source; got '${unknown}', which it has not; ${hint}`,
    );
  }
  return names;
}

/** The value of a row under each key, in words. */
const named = (keys: readonly string[], row: Readonly<Record<string, unknown>>) =>
  keys.map((name) => `${name} ${typeof row[name] === "string" ? `'${row[name]}'` : row[name]}`).join(", ");

function byKeys<Row>(rows: readonly Row[], nameOf: (row: Row) => string, whose: string): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const name = nameOf(row);
    if (found.has(name)) throw new TypeError(`${CALLER} requires each number once; got ${name} twice in ${whose}`);
    found.set(name, row);
  }
  return found;
}

/** Half a unit of the last decimal printed, and the rounding of a computer. */
const isRoundedTo = (ours: number, { published, decimals }: SourceNumber) =>
  Math.abs(ours - published) <= 0.5 * 10 ** -decimals * (1 + 1e-9) + 1e-14 * Math.abs(published);

function beside(number: SourceNumber, { ours }: OwnNumber): SourceRow {
  if (ours === null || !Number.isFinite(ours)) return { ...number, ours: null, difference: null, agrees: false };
  return { ...number, ours, difference: ours - number.published, agrees: isRoundedTo(ours, number) };
}

/**
 * The numbers a source prints, each with ours and whether ours rounds to it: what a study is recomputed for.
 *
 * For showing that a published result comes out, number by number. A number agrees where ours, rounded to the decimals that the
 * source prints, is the same: no closer, since the source does not say more, and no farther. It says nothing of whether the source is
 * right. `agreeing` of `n` is a count, not an estimate: there is no interval. Ours may be null, and then agrees with nothing.
 *
 * @param published a table with the columns `published` and `decimals` (as printed: 0.120 has three), and texts that say what each is
 * @param ours rows with the same texts and `ours`; each published number must have one
 * @throws a published number without one of ours, the same number twice, a text the source has no column for
 * @example besideSource([{ driver: "raises", published: 0.12, decimals: 3 }], [{ driver: "raises", ours: 0.1199 }]).agreeing // 1
 * @see Stodden (2015), Annual Review of Statistics and Its Application 2, 1–19
 */
export function besideSource(published: SourceNumbers, ours: readonly OwnNumber[]): BesideSourceResult {
  const { names, numbers } = sourceNumbers(published, CALLER);
  const keys = keysOf(ours, names);

  const own = byKeys(ours, (row) => named(keys, row), "ours");
  byKeys(numbers, ({ texts }) => named(keys, texts), "the source");
  const rows = numbers.map((number) => {
    const name = named(keys, number.texts);
    const row = own.get(name);
    if (row === undefined)
      throw new TypeError(`${CALLER} requires a number of ours for each published; got none for ${name}`);
    return beside(number, row);
  });

  return {
    metric: CALLER,
    label: "Numbers of the source beside ours",
    by: [...keys, ...names.filter((name) => !keys.includes(name))],
    rows,
    n: rows.length,
    agreeing: rows.filter(({ agrees }) => agrees).length,
    unpublished: ours.length - rows.length,
  };
}
