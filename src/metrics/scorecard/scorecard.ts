import { requireLevel } from "../../statistics/interval.js";
import { joined } from "../caseShares/shareRow.js";
import type { Estimate, Keys, Result, Unit } from "../result.js";
import { requireSameBy, rowIn, segmentsOf } from "../resultRows.js";
import { type By, byColumns } from "../segments.js";
import { caller, type Line, lineOf, type ScorecardEntry } from "./scorecardLine.js";
import type { Aim } from "./target.js";
import { type Judged, judged, type Verdict } from "./verdict.js";

export type { PublishedIndicator, ScorecardEntry } from "./scorecardLine.js";
export type { Target, UsualTarget } from "./target.js";
export type { Verdict } from "./verdict.js";

export interface ScorecardOptions {
  /** Column or columns that all results are split by: a verdict for each segment. Everybody alone unless given. */
  readonly by?: By;
}

/** An indicator against its target. The estimate is in the unit of the row. */
export interface ScorecardRow extends Estimate, Aim, Judged {
  /** The segment, where there is one, and the indicator. */
  readonly keys: Keys;
  readonly unit: Unit;
  readonly metric: string | null;
  /** How the interval was made; null of a published number. */
  readonly method: string | null;
  readonly note: string | null;
}

/** The estimate is the share of targets met. */
export interface ScorecardSummary extends Estimate {
  readonly met: number;
  readonly missed: number;
  readonly undecided: number;
}

export interface ScorecardResult extends Result<Estimate> {
  readonly overall: ScorecardSummary;
  readonly rows: readonly ScorecardRow[];
  /** The counts of each segment; [] without `by`. */
  readonly segments: readonly (ScorecardSummary & { readonly keys: Keys })[];
}

function rowFor(line: Line, estimate: Estimate, keys: Keys): ScorecardRow {
  const { indicator, aim, method, name } = line;
  const { lower, upper, n } = estimate;
  const { note, ...verdict } = judged(estimate, aim);
  return {
    keys: { ...keys, indicator: name },
    estimate: estimate.estimate,
    lower,
    upper,
    n,
    unit: indicator.unit,
    ...aim,
    ...verdict,
    metric: indicator.metric,
    method,
    note: joined(estimate.note, note),
  };
}

function summaryOf(rows: readonly ScorecardRow[]): ScorecardSummary {
  const counted = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const met = counted("met");
  return {
    estimate: met / rows.length,
    lower: null,
    upper: null,
    n: rows.length,
    met,
    missed: counted("missed"),
    undecided: counted("cannot tell yet"),
    note: "a count of targets: no interval of its own",
  };
}

/** The level of all intervals; verdicts of different levels cannot be counted together. */
function levelOf(lines: readonly Line[]): number {
  const known = lines.filter((line): line is Line & { level: number } => line.level !== undefined);
  for (const { level } of known) requireLevel(level, caller);
  const other = known.find(({ level }) => level !== known[0]!.level);
  if (other === undefined) return known[0]?.level ?? 0.95;
  const [first] = known;
  throw new RangeError(
    `${caller} requires intervals of one level; got ${first!.level} ('${first!.name}') and ${other.level} ('${other.name}')`,
  );
}

function requireNames(lines: readonly Line[]): void {
  if (lines.length === 0) throw new TypeError(`${caller} requires at least one indicator; got none`);
  const names = lines.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new TypeError(`${caller} requires indicators of different names; got '${twice}' twice (give one a label)`);
}

/** Segment by segment, each with all indicators. */
function split(lines: readonly Line[], by: readonly string[]) {
  const results = lines.map(({ result, name }) => {
    if (result !== null) return result;
    throw new TypeError(
      `${caller} by ${by.map((column) => `'${column}'`).join(", ")} requires results for everybody; '${name}' is one number`,
    );
  });
  requireSameBy(results, by, caller);
  return segmentsOf(results, by).map((keys) => {
    const rows = lines.map((line, i) => rowFor(line, rowIn(results[i]!, keys), keys));
    return { keys, rows };
  });
}

/**
 * Indicators against their targets: which are met, which are missed, and of which it cannot be told yet.
 *
 * Takes the results of metrics that were computed already, so that it works for all of them, and published numbers. The verdict is
 * read from the interval: met when all of it is on the good side of the target, missed when all of it is on the other, else
 * "cannot tell yet" with the n that would tell if the estimate stayed where it is (intervals narrow with the root of n). That n
 * is a rough guide, and no reason to ask until the wanted verdict appears. Each verdict stands by itself at its `level`: of
 * twenty indicators that truly lie on their targets one looks met or missed by chance at .95. For k verdicts that hold together
 * compute the results with `level: 1 - 0.05 / k` (Bonferroni). Where a name leaves something open the target must say it: a churn
 * target its period, a satisfaction target its rule, an effort target its version; another one than the result's is refused.
 *
 * Rows are in the unit of each indicator. Overall is the share of targets met, 0 to 1, without an interval, as it is a count; what
 * cannot be told yet counts as not met. With `by`, rows are those of the segments, and overall stays that of everybody.
 *
 * @param entries the page from top to bottom
 * @throws a target that is not given, lies outside what the indicator can be, or on its bad side; results of different levels
 * @example scorecard([{ result: { label: "Repeat purchase", unit: "share", estimate: 0.6, lower: 0.5, upper: 0.7, n: 100 }, target: { atLeast: 0.55 } }]).rows[0].nToTell // 400
 * @see Reichheld (2006), The Ultimate Question, on the usual target of NPS
 */
export function scorecard(entries: readonly ScorecardEntry[], options: ScorecardOptions = {}): ScorecardResult {
  const by = byColumns(options.by);
  const lines = entries.map(lineOf);
  requireNames(lines);
  const level = levelOf(lines);

  const everybody = lines.map((line) => rowFor(line, line.everybody, {}));
  const segments = by.length === 0 ? [] : split(lines, by);

  return {
    metric: caller,
    label: "Targets met",
    overall: summaryOf(everybody),
    rows: by.length === 0 ? everybody : segments.flatMap(({ rows }) => rows),
    segments: segments.map(({ keys, rows }) => ({ keys, ...summaryOf(rows) })),
    by: [...by, "indicator"],
    level,
    method: "each indicator's own",
    unit: "share",
    excluded: { missing: 0, outOfRange: 0 },
  };
}
