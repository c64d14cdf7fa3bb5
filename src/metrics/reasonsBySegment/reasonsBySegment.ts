import type { TableLike } from "../../tables/table-like.js";
import { givenReasons } from "../churnReasons/churnReasons.js";
import { type ReasonKind, reasonKinds } from "../churnReasons/churnReasonsKinds.js";
import type { ReasonSegment } from "../churnReasons/churnReasonsPatterns.js";
import type { Keys, Result, Test } from "../result.js";
import { keysOf } from "../segments.js";
import { intraclassCorrelation, reasonCells } from "./reasonsBySegmentCells.js";
import { methodOf, noteOf } from "./reasonsBySegmentNotes.js";
import { type ReasonsBySegmentOptions, requireOptions } from "./reasonsBySegmentOptions.js";
import { type ReasonRisk, reasonRisk } from "./reasonsBySegmentPopulation.js";
import { knownExposures, rateCells } from "./reasonsBySegmentRates.js";
import {
  overallRow,
  type ReasonBySegmentRow,
  type ReasonSegmentRow,
  segmentCounts,
  segmentRows,
} from "./reasonsBySegmentRow.js";
import { type ReasonStory, storyOf } from "./reasonsBySegmentStory.js";
import { reasonTable } from "./reasonsBySegmentTable.js";
import { comparedReasons, isNamed, missingIn, periodTally } from "./reasonsBySegmentTally.js";
import { type ReasonTestSettings, rateTest, reasonTest } from "./reasonsBySegmentTest.js";

export type { ReasonFinding } from "./reasonsBySegmentCells.js";
export type { ReasonsBySegmentOptions } from "./reasonsBySegmentOptions.js";
export type { ReasonPopulation } from "./reasonsBySegmentPopulation.js";
export type { ReasonBySegmentRow, ReasonSegmentRow } from "./reasonsBySegmentRow.js";
export type { ReasonBefore, ReasonStory } from "./reasonsBySegmentStory.js";

export interface ReasonsBySegmentResult extends Result<ReasonBySegmentRow> {
  /** What findings and tests are about: shares of those who left, or, with a population, rates of leaving. */
  readonly compared: "shares" | "rates";
  /** The ratio of rates, either way, that a finding exceeds; 1 is any. */
  readonly atLeast: number;
  /** Everybody who could have left, and for how long; `missing` lack a segment or a duration. Null without. */
  readonly population: {
    readonly customers: number;
    readonly exposure: number;
    readonly per: number;
    readonly missing: number;
  } | null;
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

function populationOf({ risks, missing }: ReasonRisk, per: number): ReasonsBySegmentResult["population"] {
  const sum = (of: (risk: ReasonRisk["risks"][number]) => number) => risks.reduce((total, risk) => total + of(risk), 0);
  return { customers: sum(({ customers }) => customers), exposure: sum(({ exposure }) => exposure), per, missing };
}

/** What was lost in the same segments; where nobody left, nothing. */
const worthOf = (worth: readonly ReasonSegment[], segments: readonly ReasonSegment[]): ReasonSegment[] =>
  segments.map(
    (segment) => worth.find(({ cells }) => JSON.stringify(cells) === JSON.stringify(segment.cells)) ?? segment,
  );

/**
 * Which reasons one segment, channel, product or region gives more or less often than all others: why customers leave,
 * segment by segment, with what chance alone would show screened out.
 *
 * For deciding whether one project will do for everybody. Read `finding`: of the cells that say more or less than elsewhere about
 * `falseShare` are false; where segments do not differ, any at all is found in at most so many tables. Not for ranking segments by a
 * share: a small one is first or last by chance, and `shrunk` says what is left when each share is drawn towards everybody's
 * as far as these data warrant (`shrinkage` of its segment: 1 all the way). Combinations of two columns are compared with one another, not main effects taken out.
 *
 * Estimates are shares of the n customers of a segment who gave an actionable reason or 'Other', 0 to 1. Unknown and involuntary
 * reasons stand apart, in `segments`; customers without a reason or a segment are in `excluded.missing`. With `customer`,
 * customers and not mentions are counted: shares of a segment then add up to more than 1.
 *
 * **A larger share is not a higher risk**: a segment may only leave less for everything else. With `population`, everybody who could
 * have left, rates are compared: how many left for the reason per unit of time at risk, here and elsewhere (`rateRatio`). Shares,
 * their intervals and `shrunk` stay beside them; expected counts, residuals, p-values, `finding` and `test` are then of the rates.
 * Reasons that are not known are taken to be spread as the known ones of their segment, which takes as much of its exposure as
 * leavers are known (`known`): wrong where those who were not reached left for something else. `atLeast` keeps what is too small
 * to matter from being found, however many customers: findings are of ratios beyond it. Given how many left for a reason, those of a
 * segment are binomial: ratios have Clopper and Pearson's interval, p-values are twice the smaller tail, rates have Garwood's
 * interval. All are exact, so a little too careful; more so without a duration, where most customers leave.
 *
 * Intervals of shares are Goodman's, for all reasons of a segment together. P-values of them are Fisher's exact of the segment against all others,
 * at any size of counts, since χ² finds too much far out (normal from an expected count of 1,000). Whether segments differ at all
 * is `test`, whose `method` says how and why. With `against` or `period`, `story` says whether the pattern repeats: the correlation
 * of residuals (Fisher's interval, as if the free cells of the table were independent) and a test of segment × reason × period.
 * Null with a note where nothing can be compared.
 *
 * @param table one row a customer; with `customer`, one row a reason a customer gave
 * @throws a customer in two segments; a period column without just two values; a negative value, with its row; leavers of a segment
 * who are not in the population
 * @example (await reasonsBySegment(leavers, { reason: "reason", segment: "segment" })).found // 10
 * @example (await reasonsBySegment(leavers, { reason: "reason", segment: "segment", population: { table: customers, duration: "tenure_days", entry: "entry_days", per: 365 } })).compared // "rates"
 * @see Haberman (1973), Biometrics 29; Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57; Bilder and Loughin
 * (2004), Biometrics 60; Brier (1980), Biometrika 67
 */
export async function reasonsBySegment(
  table: TableLike,
  options: ReasonsBySegmentOptions,
): Promise<ReasonsBySegmentResult> {
  const by = requireOptions(options);
  const { reason, customer, value, weight, against, period, population, negative = "refuse" } = options;
  const { level = 0.95, falseShare = 0.05, draws = 2000, seed = 1, atLeast = 1 } = options;
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
  const risk = population === undefined ? null : await reasonRisk(now.filter(isNamed), population, by, kinds.of);
  const segments = risk?.segments ?? now.filter(isNamed);
  const earlier = before?.filter(isNamed);
  const reasons = comparedReasons([...segments, ...(earlier ?? [])], kinds.of);
  const screen = (rows: readonly ReasonSegment[]) => screened(rows, reasons, falseShare, settings.isMultiple);
  const current = screen(segments);
  const told = earlier === undefined ? null : storyOf(current, screen(earlier), level, settings);
  const per = population?.per ?? 1;
  const { cells } = current;
  const rows = segmentRows({
    ...current,
    cells: risk === null ? cells : rateCells(current.table, risk.risks, cells, { falseShare, atLeast, per, level }),
    values: worth === null ? null : reasonTable(worthOf(worth, segments), reasons),
    before: told?.cells ?? null,
    kindOf: kinds.of,
    hasWeight: weight !== undefined,
    level,
  });
  const tested = rows.flat().filter(({ pValue }) => pValue !== null).length;
  return {
    metric: caller,
    label: `${risk === null ? "Churn reasons" : "Rates of churn reasons"} by ${by.join(" and ")}`,
    overall: overallRow(current.table, noteOf(current.table, risk, kinds.absent)),
    rows: rows.flatMap((row, s) =>
      row.map((cell) => ({ keys: keysOf([...by, reason], [...segments[s]!.cells, cell.reason]), ...cell })),
    ),
    by: [...by, reason],
    level,
    method: methodOf(options, tested),
    unit: "share",
    excluded: { missing: missingIn(now), outOfRange: 0 },
    compared: risk === null ? "shares" : "rates",
    atLeast,
    population: risk === null ? null : populationOf(risk, per),
    test:
      risk === null
        ? reasonTest(current.table, settings)
        : rateTest(current.table, knownExposures(risk.risks), settings),
    segments: segments.map((segment, s) => ({
      keys: keysOf(by, segment.cells),
      ...segmentCounts(segment, current.table.segments[s]!, current.intraclass, kinds.of, risk?.risks[s] ?? null),
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
