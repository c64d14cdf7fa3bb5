import { fixed, NOTHING } from "../format/numbers.js";
import type { BesideSourceResult, SourceRow } from "../metrics/besideSource/besideSource.js";
import { display } from "./display.js";
import { type Column, gridHtml, gridText } from "./grid.js";

export interface SourceTableOptions {
  /** What the table shows: over it. Default: how many numbers agree. */
  readonly caption?: string;
  /** The source in short, over its numbers: "Johnson (2000)". Default: "source". */
  readonly source?: string;
}

/** Ours is written finer than the source's, so that a reader sees on which side it was rounded. */
const FINER = 2;

const right = (header: string, cells: string[]): Column => ({ header, align: "right", cells });

const oursOf = ({ ours, decimals }: SourceRow) =>
  ours === null ? NOTHING : fixed(ours, decimals === 0 ? 0 : decimals + FINER);

/**
 * Shows each number of a source beside ours, with a check where ours rounds to it and a cross where it does not.
 *
 * @example
 * await sourceTable(besideSource(await load("data/studies/swiss-published.csv"), ours), { source: "R" });
 */
export function sourceTable(
  { by, rows, n, agreeing }: BesideSourceResult,
  options: SourceTableOptions = {},
): Promise<void> {
  const texts = by.map((name): Column => ({ header: name, align: "left", cells: rows.map((row) => row.texts[name]!) }));
  const grid = {
    caption: options.caption ?? `${agreeing} of ${n} numbers agree to the decimals printed`,
    columns: [
      ...texts,
      right(
        options.source ?? "source",
        rows.map(({ published, decimals }) => fixed(published, decimals)),
      ),
      right("ours", rows.map(oursOf)),
      { header: "agrees", align: "left", cells: rows.map(({ agrees }) => (agrees ? "✓" : "✗")) } as const,
    ],
    remark: "",
  };
  return display({ data: { "text/html": gridHtml(grid), "text/plain": gridText(grid) } });
}
