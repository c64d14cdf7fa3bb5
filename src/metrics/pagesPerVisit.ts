import { requireLevel } from "../statistics/interval.js";
import { estimateRatio, linearizedInterval, type RatioSums } from "../statistics/ratio.js";
import { requireColumns, requireNumberColumns } from "../tables/requirements.js";
import type { Cell, Cross, Table } from "../tables/table.js";
import { asTable, type TableLike } from "../tables/table-like.js";
import type { Estimate, Result } from "./result.js";
import { requireWithin } from "./scale.js";
import { type By, byColumns, bySegment, keysOf } from "./segments.js";

export interface PagesPerVisitOptions {
  /** Column with the pages seen in a visit, at least 0. */
  readonly pages: string;
  /** Column with the visitor: visits of one visitor go together. */
  readonly visitor: string;
  readonly by?: By;
  readonly level?: number;
}

export interface PagesPerVisitRow extends Estimate {
  readonly visits: number;
  readonly pages: number;
  readonly visitors: number;
  /** The mean over visitors of each one's pages per visit: who comes once counts as much as who comes daily. */
  readonly meanOfVisitors: number | null;
  readonly standardError: number | null;
  /** Rows without pages or without a visitor; they are in no other number. */
  readonly missing: number;
}

export type PagesPerVisitResult = Result<PagesPerVisitRow>;

const caller = "pagesPerVisit";

/** Visitors of a segment: x their visits, y their pages. */
interface VisitorSums extends RatioSums {
  readonly cells: readonly Cell[];
  readonly ofRatios: number;
  readonly missing: number;
}

/** Visitors with the same visits, pages and rows are one entry; one who is unknown has no visits that count. */
function visitorSums(cells: readonly Cell[], entries: readonly Cross[], first: number): VisitorSums {
  const sums = { n: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0, ofRatios: 0, missing: 0 };
  for (const { keys, n } of entries) {
    const [known, visits, pages, rows] = keys.slice(first).map(Number) as [number, number, number, number];
    sums.missing += n * (known === 0 ? rows : rows - visits);
    if (known === 0 || visits === 0) continue;
    sums.n += n;
    sums.x += n * visits;
    sums.y += n * pages;
    sums.xx += n * visits * visits;
    sums.xy += n * visits * pages;
    sums.yy += n * pages * pages;
    sums.ofRatios += (n * pages) / visits;
  }
  return { cells, ...sums };
}

/** The tally: rolled up to one row a visitor, then how many visitors have so many visits and pages. */
async function visitorTally(
  table: Table,
  { pages, visitor }: PagesPerVisitOptions,
  by: readonly string[],
): Promise<VisitorSums[]> {
  const names = ["known", "visits", "pages", "rows"].map((name) => `${name} of a visitor`);
  const aggregates = [{ distinct: visitor }, { count: pages }, { sum: pages }, "rows"] as const;
  const visitors = await table.rollUp(
    [...new Set([...by, visitor])],
    Object.fromEntries(names.map((name, i) => [name, aggregates[i]!])),
  );
  const tally = await visitors.crosstab([...by, ...names]);
  return bySegment(tally, by.length).map(({ cells, entries }) => visitorSums(cells, entries, by.length));
}

function pagesRow(sums: VisitorSums, level: number): PagesPerVisitRow {
  const { n: visitors, x: visits, y: pages, ofRatios, missing } = sums;
  const counts = { n: visits, visits, pages, visitors, missing };
  const empty = { lower: null, upper: null, meanOfVisitors: null, standardError: null };
  if (visits === 0) return { ...counts, ...empty, estimate: null, note: "no visits" };
  const ratio = estimateRatio(sums);
  const interval = ratio.standardError
    ? linearizedInterval(ratio, level, { lower: 0, upper: Number.POSITIVE_INFINITY })
    : null;
  const why = visitors === 1 ? "one visitor: no interval" : "all visitors alike: no interval";
  return {
    ...counts,
    estimate: ratio.ratio,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    meanOfVisitors: ofRatios / visitors,
    standardError: ratio.standardError,
    note: interval === null ? why : null,
  };
}

/**
 * How many pages a visit has: all pages over all visits.
 *
 * A ratio of sums. The mean of each visitor's own ratio answers another question and is reported beside it
 * (`meanOfVisitors`). More pages are interest where people browse, and trouble where they search: read it with what the visit was
 * for. One long visit of a robot moves it; so does a site that loads without page views.
 *
 * From 0 upwards, in pages; neither direction is better. The interval takes visits of one visitor together: linearised over
 * visitors, Student's t with one degree of freedom fewer than visitors. Null without visits; no interval from one visitor.
 *
 * @param table one row a visit
 * @throws pages below 0, with the row of the first
 * @example (await pagesPerVisit(sessions, { pages: "pages", visitor: "visitor", by: "source" })).overall.estimate // 5.271
 * @see Cochran (1977), Sampling Techniques, chapter 6, on ratios; Deng et al. (2017), KDD, on visitors as the unit
 */
export async function pagesPerVisit(table: TableLike, options: PagesPerVisitOptions): Promise<PagesPerVisitResult> {
  const { pages, visitor, level = 0.95 } = options;
  const by = byColumns(options.by);
  const source = asTable(table);
  requireLevel(level, caller);
  await requireColumns(source, [...by, visitor], caller);
  await requireNumberColumns(source, [pages], caller);
  await requireWithin(source, [pages], { min: 0, max: Number.POSITIVE_INFINITY }, `${caller} requires pages`);

  // Who visits in several segments is one visitor of the whole.
  const [everybody] = await visitorTally(source, options, []);
  const segments = by.length === 0 ? [] : await visitorTally(source, options, by);

  const overall = pagesRow(everybody ?? visitorSums([], [], 0), level);
  return {
    metric: caller,
    label: "Pages per visit",
    overall,
    rows: segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...pagesRow(segment, level) })),
    by,
    level,
    method: "ratio of sums, linearised variance over visitors, Student's t",
    unit: "pages",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}
