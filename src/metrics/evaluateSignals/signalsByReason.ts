import { isoOf } from "../../calendar/days.js";
import { requireLevel } from "../../statistics/interval.js";
import { benjaminiHochberg } from "../../statistics/multipleComparisons.js";
import { requireColumns } from "../../tables/requirements.js";
import { compareText } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type ReasonKind, type ReasonNames, reasonKinds } from "../churnReasons/churnReasonsKinds.js";
import { reasonOf } from "../churnReasons/churnReasonsPatterns.js";
import { type Estimate, type Keys, nothing, type Result } from "../result.js";
import { cellAt, rowsOf } from "../scale.js";
import type { WarningSignalsResult } from "../warningSignals/warningSignals.js";

import { type Cases, panelCases } from "./panelCases.js";
import type { SignalFinding } from "./signalEvaluation.js";
import { type LeavingDay, leavingDays, leftInPanel, reasonEvents } from "./signalRiskSets.js";

export interface SignalsByReasonOptions extends ReasonNames {
  /** Why each customer left: one row a customer. `customer` and `reason` are its columns. */
  readonly reasons: { readonly table: TableLike; readonly customer: string; readonly reason: string };
  /** Leaving is known up to the end of this day; ISO date. */
  readonly until: string;
  /** A hazard ratio whose lower bound is below it is too weak to act on; 1.25 unless given. */
  readonly atLeast?: number;
  /** Of the findings, about this share may be false; .05 unless given. */
  readonly falseShare?: number;
  readonly level?: number;
}

/** One signal and one reason. The estimate is the hazard ratio of leaving for that reason while the signal fires. */
export interface SignalReasonRow extends Estimate {
  readonly signal: string | null;
  readonly reason: string | null;
  readonly kind: ReasonKind | null;
  readonly finding: Exclude<SignalFinding, "follows">;
  /** That the hazard ratio is 1, by the likelihood ratio; and Benjamini and Hochberg's over all cells. */
  readonly pValue: number | null;
  readonly adjustedPValue: number | null;
  /** Customers who left for the reason, of whom the signal was known; for how many it fired; for how many it would by chance. */
  readonly left: number;
  readonly leftFiring: number;
  readonly expected: number;
}

/** One row a signal and reason, by signal as the panel has them; `keys` is { signal, reason }. */
export interface SignalsByReasonResult extends Result<SignalReasonRow> {
  readonly signals: readonly string[];
  /** Reasons that are compared, the one that most left for first. */
  readonly reasons: readonly { readonly reason: string; readonly kind: ReasonKind; readonly left: number }[];
  /** Customers who left while signals were read, and those of them whose reason is not known (or given as one that is none). */
  readonly leavers: number;
  readonly unknown: number;
  readonly period: { readonly from: string; readonly to: string };
  readonly atLeast: number;
  readonly falseShare: number;
  readonly comparisons: number;
  /** Cells that warn. */
  readonly found: number;
}

const caller = "signalsByReason";

function requireSettings({ atLeast = 1.25, falseShare = 0.05, level = 0.95 }: SignalsByReasonOptions) {
  requireLevel(level, caller);
  if (!(atLeast >= 1 && Number.isFinite(atLeast)))
    throw new RangeError(`${caller} requires a hazard ratio of at least 1 as atLeast; got ${atLeast}`);
  if (!(falseShare > 0 && falseShare < 1))
    throw new RangeError(`${caller} requires a falseShare between 0 and 1, such as 0.05; got ${falseShare}`);
  return { atLeast, falseShare, level };
}

/** The reason of each customer of the panel; null where none is known. */
async function reasonsOf(
  customers: readonly string[],
  { table, customer, reason }: SignalsByReasonOptions["reasons"],
): Promise<(string | null)[]> {
  const source = asTable(table);
  await requireColumns(source, [customer, reason], caller);
  const columns = await source.typed([customer, reason], caller);
  const given = new Map<string, { reason: string | null; row: number }>();
  const places = new Map(customers.map((name, c) => [name, c]));
  const length = rowsOf(columns[customer]!);
  for (let row = 0; row < length; row++) {
    const name = cellAt(columns[customer]!, row);
    if (name === null) continue;
    const before = given.get(String(name));
    if (before !== undefined) {
      const got = `'${name}' again (row ${row + 1}, first at row ${before.row + 1})`;
      throw new RangeError(
        `${caller} requires each customer once in '${customer}' of ${source.name}, with the main reason; got ${got}`,
      );
    }
    given.set(String(name), { reason: reasonOf(cellAt(columns[reason]!, row)), row });
  }
  if (given.size > 0 && ![...given.keys()].some((name) => places.has(name))) {
    const some = [...given.keys()][0];
    throw new Error(
      `${caller}: nobody in '${customer}' of ${source.name} is in the panel, such as '${some}'; there are '${customers[0]}' …`,
    );
  }
  return customers.map((name) => given.get(name)?.reason ?? null);
}

interface Settings {
  readonly atLeast: number;
  readonly falseShare: number;
  readonly level: number;
}

type Cell = Omit<SignalReasonRow, "signal" | "reason" | "kind" | "finding" | "adjustedPValue">;

/** Why a cell has no hazard ratio, though customers left. */
function whyNone(left: number, leftFiring: number, expected: number): string {
  if (left === 0) return "nobody with a reading left for it";
  if (leftFiring === 0 && expected > 0) return "it fired for nobody who left for it: the hazard ratio would be 0";
  if (leftFiring === left && expected < left)
    return "it fired for all who left for it: the hazard ratio would be infinite";
  return "whenever somebody left for it, it fired for all or for nobody";
}

function cellOf(riskSets: readonly LeavingDay[], isFor: (customer: number) => boolean, level: number): Cell {
  const { left, leftFiring, expected, model } = reasonEvents(riskSets, isFor, level);
  const counts = { left, leftFiring, expected };
  const fit = model?.fit ?? null;
  if (fit === null)
    return { ...nothing(left, model?.note ?? whyNone(left, leftFiring, expected)), pValue: null, ...counts };
  const { hazardRatio, interval } = fit.coefficients[0]!;
  const few = left < 10 ? `fewer than 10 left for it` : null;
  return {
    estimate: hazardRatio,
    ...interval,
    n: left,
    note: few,
    pValue: fit.tests.likelihoodRatio.pValue,
    ...counts,
  };
}

function findingOf({ estimate, lower }: Cell, adjusted: number | null, { atLeast, falseShare }: Settings) {
  if (estimate === null || adjusted === null) return "cannot tell";
  if (adjusted > falseShare) return "not told from chance";
  if (estimate < 1) return "calms";
  return lower !== null && lower >= atLeast ? "warns" : "weak";
}

/** Reasons by how many left for them, unknown ones left out. */
function comparedReasons(cases: Cases, reasonBy: readonly (string | null)[], kindOf: (reason: string) => ReasonKind) {
  const counts = new Map<string, number>();
  const leavers = leftInPanel(cases);
  for (const c of leavers) {
    const reason = reasonBy[c] ?? null;
    if (reason !== null && kindOf(reason) !== "unknown") counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts]
    .map(([reason, left]) => ({ reason, kind: kindOf(reason), left }))
    .sort((a, b) => b.left - a.left || compareText(a.reason, b.reason));
  const known = reasons.reduce((sum, { left }) => sum + left, 0);
  return { reasons, leavers: leavers.length, unknown: leavers.length - known };
}

/**
 * Which warning comes before which reason: of each signal and each reason for leaving, how many times as often customers leave for
 * just that reason while the signal fires.
 *
 * For knowing what to say when a signal fires: a billing question asks for another call than a complaint. Also for signals that are lost
 * in the crowd: a changed address says little of leaving, and nearly everything of moving away. Not for causes: a signal and a reason
 * can both come of something else. A customer whom no reason is known of counts as at risk up to leaving, so that reasons that
 * are never told are missing here, not spread over the others.
 *
 * Hazard ratios from 0 up, 1 says nothing: Cox's model of leaving for the one reason, others leaving meanwhile (cause-specific), the
 * signal as it stood from date to date, Efron's ties; normal interval of the logarithm. P-values are the likelihood ratio's, adjusted by
 * Benjamini and Hochberg over all cells; read `finding`. Null with a note where the signal fired for none or for all who left for it.
 *
 * Fetches single rows of the reasons, one a customer who left: at most `maxRows` of their table.
 *
 * @param signals of `warningSignals`
 * @throws a customer twice among the reasons, a table of reasons that knows none of the customers
 * @example (await signalsByReason(signals, { reasons: { table: leavers, customer: "customer", reason: "reason" }, until: "2026-06-30" })).found // 9
 * @see Prentice et al. (1978), Biometrics 34, on cause-specific hazards; Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57
 */
export async function signalsByReason(
  { panel }: Pick<WarningSignalsResult, "panel">,
  options: SignalsByReasonOptions,
): Promise<SignalsByReasonResult> {
  const settings = requireSettings(options);
  const cases = panelCases(panel, options.until);
  const reasonBy = await reasonsOf(panel.customers, options.reasons);

  const given = [...new Set(reasonBy.flatMap((reason) => reason ?? []))].sort(compareText);
  const kinds = reasonKinds(options, given, caller);
  const { reasons, leavers, unknown } = comparedReasons(cases, reasonBy, kinds.of);
  const cells = panel.signals.flatMap(({ name, fires }) => {
    const riskSets = leavingDays(cases, fires);
    return reasons.map(({ reason, kind }) => {
      const cell = cellOf(riskSets, (customer) => reasonBy[customer] === reason, settings.level);
      return { signal: name, reason, kind, cell };
    });
  });

  const tested = cells.filter(({ cell }) => cell.pValue !== null);
  const adjusted = new Map(benjaminiHochberg(tested.map(({ cell }) => cell.pValue!)).map((p, i) => [tested[i], p]));
  const rows = cells.map((one): SignalReasonRow & { readonly keys: Keys } => {
    const { signal, reason, kind, cell } = one;
    const adjustedPValue = adjusted.get(one) ?? null;
    const finding = findingOf(cell, adjustedPValue, settings);
    return { keys: { signal, reason }, ...cell, signal, reason, kind, finding, adjustedPValue };
  });
  const found = rows.filter(({ finding }) => finding === "warns").length;
  const what =
    reasons.length === 0 ? "nobody left for a known reason" : `${found} of ${tested.length} pairs warn: see rows`;
  return {
    metric: caller,
    label: "Warning signals by the reason for leaving",
    overall: {
      ...nothing(leavers, what),
      ...{ signal: null, reason: null, kind: null, finding: "cannot tell", pValue: null, adjustedPValue: null },
      ...{ left: leavers - unknown, leftFiring: 0, expected: 0 },
    },
    rows,
    by: ["signal", "reason"],
    level: settings.level,
    method: `Cox's model of each reason with the signal from date to date (Efron's ties), Benjamini–Hochberg over ${tested.length} pairs`,
    unit: "index",
    excluded: { missing: unknown, outOfRange: 0 },
    signals: panel.signals.map(({ name }) => name),
    reasons,
    leavers,
    unknown,
    period: { from: cases.dates[0]!, to: isoOf(cases.until) },
    ...{ atLeast: settings.atLeast, falseShare: settings.falseShare, comparisons: tested.length, found },
  };
}
