import { requireLevel } from "../../statistics/interval.js";
import type { TableLike } from "../../tables/table-like.js";
import { givenReasons } from "../churnReasons/churnReasons.js";
import { type ReasonKind, type ReasonNames, reasonKinds } from "../churnReasons/churnReasonsKinds.js";
import type { ReasonSegment } from "../churnReasons/churnReasonsPatterns.js";
import type { Keys, Result, Test } from "../result.js";
import { byColumns, keysOf } from "../segments.js";
import { intraclassCorrelation, reasonCells } from "./reasonsBySegmentCells.js";
import {
  overallRow,
  type ReasonBySegmentRow,
  type ReasonSegmentRow,
  segmentCounts,
  segmentRows,
} from "./reasonsBySegmentRow.js";
import { type ReasonStory, storyOf } from "./reasonsBySegmentStory.js";
import { type ReasonTable, reasonTable } from "./reasonsBySegmentTable.js";
import { comparedReasons, isNamed, missingIn, periodTally } from "./reasonsBySegmentTally.js";
import { type ReasonTestSettings, reasonTest } from "./reasonsBySegmentTest.js";

export type { ReasonFinding } from "./reasonsBySegmentCells.js";
export type { ReasonBySegmentRow, ReasonSegmentRow } from "./reasonsBySegmentRow.js";
export type { ReasonBefore, ReasonStory } from "./reasonsBySegmentStory.js";

export interface ReasonsBySegmentOptions extends ReasonNames {
  /** Column with the reason. */
  readonly reason: string;
  /** Column of the segment, channel, product or region; or two columns, whose combinations are compared. */
  readonly segment: string | readonly [string, string];
  /** Column with the customer, where a customer has several rows: one a reason. */
  readonly customer?: string;
  /** Column with what was lost with the customer: added up beside the customers, not tested. */
  readonly value?: string;
  /** A customer who cost more than he brought: "refuse" (default), or "zero": no loss. */
  readonly negative?: "refuse" | "zero";
  /** Column with survey weights of the customers, at least 0. */
  readonly weight?: string;
  /** The table of the period before: does its pattern repeat? */
  readonly against?: TableLike;
  /** In place of `against`: a column with two values, of which the later in order is now. */
  readonly period?: string;
  /** Of the findings, about this share may be false; .05 unless given. */
  readonly falseShare?: number;
  readonly level?: number;
  /** How often customers are shuffled or tables drawn; 2,000 unless given. */
  readonly draws?: number;
  readonly seed?: number;
}

export interface ReasonsBySegmentResult extends Result<ReasonBySegmentRow> {
  /** Whether segments leave for different reasons at all; null where there is nothing to compare. */
  readonly test: Test | null;
  /** The segments, with who was counted in each. */
  readonly segments: readonly (ReasonSegmentRow & { readonly keys: Keys })[];
  /** Reasons in the order of the rows, with the share of everybody who named them. */
  readonly reasons: readonly { readonly reason: string; readonly kind: ReasonKind; readonly share: number | null }[];
  /** ρ: how alike customers of a segment are in why they leave; 0 by chance alone. It decides how far shares are shrunk. */
  readonly intraclass: number | null;
  readonly falseShare: number;
  /** Cells that survive the screen. */
  readonly found: number;
  /** Whether the period before told the same; null without `against` and `period`. */
  readonly story: ReasonStory | null;
  /** Whether a customer can have several reasons; then shares of a segment add up to more than 1. */
  readonly multiple: boolean;
}

const caller = "reasonsBySegment";

function requireOptions(options: ReasonsBySegmentOptions): readonly string[] {
  const { reason, customer, against, period, falseShare = 0.05, level = 0.95, draws = 2000 } = options;
  requireLevel(level, caller);
  const by = byColumns(options.segment);
  if (by.length < 1 || by.length > 2)
    throw new TypeError(`${caller} requires 'segment', one column or two; got ${by.length === 0 ? "none" : by.length}`);
  const roles = [reason, ...by, ...[customer, period].flatMap((name) => name ?? [])];
  const twice = roles.find((name, i) => roles.indexOf(name) < i);
  if (twice !== undefined)
    throw new TypeError(
      `${caller} requires different columns of reason, segment, customer and period; got '${twice}' twice`,
    );
  if (against !== undefined && period !== undefined)
    throw new TypeError(`${caller} requires 'against' or 'period', not both; got both`);
  if (!(falseShare > 0 && falseShare < 1))
    throw new RangeError(`${caller} requires a falseShare between 0 and 1, such as 0.05; got ${falseShare}`);
  if (!Number.isInteger(draws) || draws < 100)
    throw new RangeError(`${caller} requires at least 100 draws, a whole number; got ${draws}`);
  return by;
}

function noteOf(table: ReasonTable, absent: readonly string[]): string {
  const filled = table.segments.filter(({ size }) => size > 0).length;
  const what =
    table.reasons.length === 0
      ? "no actionable reasons"
      : filled < 2
        ? "fewer than two segments with reasons"
        : `${filled} segments by ${table.reasons.length} reasons: see rows and test`;
  return absent.length === 0 ? what : `${what}; nobody gave ${absent.map((name) => `'${name}'`).join(", ")}`;
}

function methodOf({ weight, customer }: ReasonsBySegmentOptions, cells: number): string {
  const size = weight === undefined ? "" : ", on the effective number of customers";
  const unit = customer === undefined ? "" : " of customers who named it or not";
  return (
    `Goodman, simultaneous within each segment${size}; each cell against all other segments by Fisher's exact test${unit}, ` +
    `Benjamini–Hochberg over ${cells} cells`
  );
}

/** The table of some segments with its cells screened. */
function screened(
  segments: readonly ReasonSegment[],
  reasons: readonly string[],
  falseShare: number,
  isMultiple: boolean,
) {
  const table = reasonTable(segments, reasons);
  const intraclass = intraclassCorrelation(table, isMultiple);
  return { table, intraclass, cells: reasonCells(table, intraclass, falseShare) };
}

/**
 * Which reasons one segment, channel, product or region gives more or less often than all others: why customers leave,
 * segment by segment, with what chance alone would show screened out.
 *
 * For deciding whether one project will do for everybody. Read `finding`: of the cells that say more or less than elsewhere about
 * `falseShare` are false; where segments do not differ, any at all is found in at most so many tables. Not for ranking segments by a
 * share: a small one is first or last by chance, and `shrunk` says what is left when each share is drawn towards everybody's
 * as far as these data warrant (`shrinkage` of its segment: 1 all the way). A larger share is not a higher risk: a segment may
 * only leave less for everything else. Combinations of two columns are compared with one another, not main effects taken out.
 *
 * Estimates are shares of the n customers of a segment who gave an actionable reason or 'Other', 0 to 1. Unknown and involuntary
 * reasons stand apart, in `segments`; customers without a reason or a segment are in `excluded.missing`. With `customer`,
 * customers and not mentions are counted: shares of a segment then add up to more than 1.
 *
 * Intervals are Goodman's, for all reasons of a segment together. P-values are Fisher's exact of the segment against all others,
 * at any size of counts, since χ² finds too much far out (normal from an expected count of 1,000). Whether segments differ at all
 * is `test`, whose `method` says how and why. With `against` or `period`, `story` says whether the pattern repeats: the correlation
 * of residuals (Fisher's interval, as if the free cells of the table were independent) and a test of segment × reason × period.
 * Null with a note where nothing can be compared.
 *
 * @param table one row a customer; with `customer`, one row a reason a customer gave
 * @throws a customer in two segments; a period column without just two values; a negative value, with its row
 * @example (await reasonsBySegment(leavers, { reason: "reason", segment: "segment" })).found // 10
 * @see Haberman (1973), Biometrics 29; Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57; Bilder and Loughin
 * (2004), Biometrics 60; Brier (1980), Biometrika 67
 */
export async function reasonsBySegment(
  table: TableLike,
  options: ReasonsBySegmentOptions,
): Promise<ReasonsBySegmentResult> {
  const by = requireOptions(options);
  const { reason, customer, value, weight, against, period, negative = "refuse" } = options;
  const { level = 0.95, falseShare = 0.05, draws = 2000, seed = 1 } = options;
  const columns = { reason, by, customer, weight, negative, against, period };

  const { now, before } = await periodTally(table, columns);
  const worth = value === undefined ? null : (await periodTally(table, { ...columns, value })).now;

  const kinds = reasonKinds(options, givenReasons([...now, ...(before ?? [])]), caller);
  const settings: ReasonTestSettings = {
    isMultiple: customer !== undefined,
    isWeighted: weight !== undefined,
    draws,
    seed,
  };
  const [segments, earlier] = [now.filter(isNamed), before?.filter(isNamed)];
  const reasons = comparedReasons([...segments, ...(earlier ?? [])], kinds.of);
  const screen = (rows: readonly ReasonSegment[]) => screened(rows, reasons, falseShare, settings.isMultiple);
  const current = screen(segments);
  const told = earlier === undefined ? null : storyOf(current, screen(earlier), level, settings);
  const rows = segmentRows({
    ...current,
    values: worth === null ? null : reasonTable(worth.filter(isNamed), reasons),
    before: told?.cells ?? null,
    kindOf: kinds.of,
    hasWeight: weight !== undefined,
    level,
  });
  const tested = rows.flat().filter(({ pValue }) => pValue !== null).length;
  return {
    metric: caller,
    label: `Churn reasons by ${by.join(" and ")}`,
    overall: overallRow(current.table, noteOf(current.table, kinds.absent)),
    rows: rows.flatMap((row, s) =>
      row.map((cell) => ({ keys: keysOf([...by, reason], [...segments[s]!.cells, cell.reason]), ...cell })),
    ),
    by: [...by, reason],
    level,
    method: methodOf(options, tested),
    unit: "share",
    excluded: { missing: missingIn(now), outOfRange: 0 },
    test: reasonTest(current.table, settings),
    segments: segments.map((segment, s) => ({
      keys: keysOf(by, segment.cells),
      ...segmentCounts(segment, current.table.segments[s]!, current.intraclass, kinds.of),
    })),
    reasons: reasons.map((name, r) => ({
      reason: name,
      kind: kinds.of(name),
      share: current.table.n > 0 ? current.table.shares[r]! : null,
    })),
    intraclass: current.intraclass,
    falseShare,
    found: rows.flat().filter(({ finding }) => finding !== "not told from chance").length,
    story: told?.story ?? null,
    multiple: settings.isMultiple,
  };
}
