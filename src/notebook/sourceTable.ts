import { fixed, NOTHING } from "../format/numbers.js";
import { inDigits } from "../language/digits.js";
import { prose, word, words } from "../language/words.js";
import type { BesideSourceResult, SourceRow } from "../metrics/besideSource/besideSource.js";
import { display } from "./display.js";
import { type Column, gridHtml, gridText } from "./grid.js";
import { carriesData, TABLE_DATA, type TableData, tableData } from "./table-data.js";

export interface SourceTableOptions {
  /** What the table shows: over it. Default: how many numbers agree. */
  readonly caption?: string;
  /** The source in short, over its numbers: "Johnson (2000)". Default: "source". */
  readonly source?: string;
  /**
   * What the numbers are there for.
   *
   * - `reproduced` (default): they are to come out, and are counted in the list of studies.
   * - `contrast`: they are to differ (another definition, another stop), and are listed apart.
   */
  readonly purpose?: "reproduced" | "contrast";
}

/** What the list of studies reads of a table: its counts as data, beside the text for people. */
export const COMPARISON = "application/vnd.vafa.comparison+json";

export interface Comparison {
  /** "excerpt": some numbers of another comparison, looked at more closely; they are not counted again. */
  readonly purpose: "reproduced" | "contrast" | "excerpt";
  readonly n: number;
  readonly agreeing: number;
  /** Numbers of the source without one of ours. */
  readonly without: number;
  /** The number that lies farthest from the source's, in units of the last decimal printed; null where there is none of ours. */
  readonly farthest: { readonly number: string; readonly units: number } | null;
}

/** Ours is written finer than the source's, so that a reader sees on which side it was rounded. */
const FINER = 2;

const right = (header: string, cells: string[]): Column => ({ header, align: "right", cells });

const oursOf = ({ ours, decimals }: SourceRow) =>
  ours === null ? NOTHING : fixed(ours, decimals === 0 ? 0 : decimals + FINER);

const whole = (n: number) => inDigits(String(n));

const unitsOf = ({ difference, decimals }: SourceRow) => Math.abs(difference!) * 10 ** decimals;

function comparisonOf({ by, rows, n, agreeing }: BesideSourceResult, purpose: Comparison["purpose"]): Comparison {
  const own = rows.filter(({ ours }) => ours !== null);
  const farthest = own.reduce<SourceRow | null>(
    (most, row) => (most === null || unitsOf(row) > unitsOf(most) ? row : most),
    null,
  );
  return {
    purpose: rows.length === n ? purpose : "excerpt",
    ...{ n, agreeing, without: rows.length - own.length },
    farthest: farthest && {
      number: by.map((name) => farthest.texts[name]).join(", "),
      // Two decimals: the last digits of a double, and of a search, differ between machines.
      units: Number(unitsOf(farthest).toFixed(2)),
    },
  };
}

/** The same numbers as data, ours with all their digits. */
function dataOf({ by, rows }: BesideSourceResult, source: string): TableData {
  const column = (name: string, of: (row: SourceRow) => unknown) => ({ name, values: rows.map(of) });
  return tableData([
    ...by.map((name) => column(word(name), ({ texts }) => word(texts[name]!))),
    column(source, ({ published }) => published),
    column(word("ours"), ({ ours }) => ours),
    column(word("agrees"), ({ agrees }) => agrees),
  ]);
}

/**
 * Shows each number of a source beside ours, with a check where ours rounds to it and a cross where it does not.
 *
 * @example
 * await sourceTable(besideSource(await load("data/studies/swiss-published.csv"), ours), { source: "R" });
 */
export function sourceTable(result: BesideSourceResult, options: SourceTableOptions = {}): Promise<void> {
  const { by, rows, n, agreeing } = result;
  const source = options.source ?? word("source");
  const texts = by.map(
    (name): Column => ({
      header: word(name),
      align: "left",
      cells: rows.map((row) => word(row.texts[name]!)),
    }),
  );
  const grid = {
    caption: prose(options.caption ?? words`${whole(agreeing)} of ${whole(n)} numbers agree to the decimals printed`),
    columns: [
      ...texts,
      right(
        source,
        rows.map(({ published, decimals }) => fixed(published, decimals)),
      ),
      right(word("ours"), rows.map(oursOf)),
      { header: word("agrees"), align: "left", cells: rows.map(({ agrees }) => (agrees ? "✓" : "✗")) } as const,
    ],
    remark: "",
  };
  const comparison = comparisonOf(result, options.purpose ?? "reproduced");
  const shown = { "text/html": gridHtml(grid), "text/plain": gridText(grid), [COMPARISON]: comparison };
  return display({ data: carriesData() ? { ...shown, [TABLE_DATA]: dataOf(result, source) } : shown });
}
