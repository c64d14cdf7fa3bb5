import { asTable, type TableLike } from "../../tables/table-like.js";
import { reasonKinds } from "../churnReasons/churnReasonsKinds.js";
import type { Keys, Result } from "../result.js";
import { byColumns, keysOf } from "../segments.js";
import { knownUntil } from "./reasonsFixedCells.js";
import { figurePlaces } from "./reasonsFixedFigures.js";
import {
  caller,
  type Fix,
  type ReasonsFixedOptions,
  requireFixes,
  requireKnownReasons,
  requireSettings,
  valueColumns,
} from "./reasonsFixedOptions.js";
import { priorities } from "./reasonsFixedPriority.js";
import { pooledFigures, resampledFigures, type SegmentFigures } from "./reasonsFixedResample.js";
import { causeOrder, type ReasonsFixedFinish, type ReasonsFixedRow, reasonsFixedRow } from "./reasonsFixedRow.js";
import { type ReasonsFixedTally, reasonsFixedTally, type WatchedSegment } from "./reasonsFixedTally.js";

export type { ReasonFix, ReasonsFixedOptions, Watch } from "./reasonsFixedOptions.js";
export type { ReasonChange, ReasonsFixedRow, ValueKept } from "./reasonsFixedRow.js";

type SegmentRow = ReasonsFixedRow & { readonly keys: Keys };

/** `overall` is all fixes at once; `rows` are the fixes, each on its own, in each segment. */
export interface ReasonsFixedResult extends Result<ReasonsFixedRow> {
  /** Each fix on its own, over everybody. The same as `rows` without `by`. */
  readonly fixes: readonly ReasonsFixedRow[];
  /** All fixes at once in each segment; [] without `by`. */
  readonly together: readonly SegmentRow[];
  /** The time all estimates are of; null without customers. */
  readonly horizon: number | null;
  /** The value that net values and ranks are made of; null without values, when ranks are by customers kept. */
  readonly net: string | null;
  /** The share of resamples in which no fix, over everybody, is worth more than it costs. */
  readonly probabilityNone: number | null;
  readonly resamples: number;
  /** Reasons that were not counted: of customers who stayed, and of customers who are not in the table. */
  readonly unused: { readonly stayed: number; readonly strangers: number };
}

/** The longest time that all segments are known for. */
const commonHorizon = (segments: readonly WatchedSegment[]) => Math.min(...segments.map(knownUntil));

function notesOf({ stayers, raised }: ReasonsFixedTally, absent: readonly string[]): string[] {
  return [
    ...(stayers.n === 0
      ? []
      : [`${stayers.n} who stayed have a reason (first at row ${stayers.first}), which is not counted`]),
    ...(raised === 0 ? [] : [`${raised} values below 0 taken as nothing to lose`]),
    ...(absent.length === 0 ? [] : [`nobody gave ${absent.map((name) => `'${name}'`).join(", ")}`]),
  ];
}

function methodOf(fixes: readonly Fix[], hasSegments: boolean): string {
  const isUncertain = fixes.some(({ effectiveness: { lower, upper } }) => lower < upper);
  const within = hasSegments ? " within segments" : "";
  return (
    `Aalen–Johansen with scaled hazards${within}, percentile bootstrap of customers` +
    (isUncertain ? " and of effectiveness" : "")
  );
}

/** Causes in the order in which every row lists them. */
function orderedCauses(
  { segments }: ReasonsFixedTally,
  fixes: readonly Fix[],
  horizon: number,
  kindOf: ReasonsFixedFinish["kindOf"],
): (string | null)[] {
  const lost = new Map<string | null, number>();
  // A reason that is to be fixed is listed even where nobody left for it in time.
  for (const name of fixes.flatMap(({ reasons }) => reasons).sort()) lost.set(name, 0);
  for (const { customers } of segments) {
    for (const { left, duration, reason, masses } of customers)
      if (left && duration <= horizon) lost.set(reason, (lost.get(reason) ?? 0) + masses[0]!);
  }
  return causeOrder([...lost.keys()].sort(), kindOf, (cause) => lost.get(cause)!);
}

/** The rows of all fixes in one segment, ranked, and of all fixes at once. */
function segmentRows(figures: SegmentFigures, finish: ReasonsFixedFinish) {
  const rows = finish.fixes.map((_, f) => reasonsFixedRow(f, figures, finish));
  return { ...priorities(rows, figures, finish), together: reasonsFixedRow(finish.fixes.length, figures, finish) };
}

/**
 * What would be kept if reasons for leaving were fixed: customers and their value by a horizon, as competing risks and not by
 * subtraction, since who does not leave for one reason may still leave for another, or for the same one later.
 *
 * For deciding what to fix first: `fixes` are ranked by value kept less cost, with the probability of being the best, and
 * `overall` is all of them at once, which is less than their sum where they share customers. It answers for the customers of this
 * table and the time they were watched. The reason given must be the one that caused it. The causes must be independent, given
 * the segment of `by`: were those who leave for late delivery also the ones who soon leave for the price, less would be
 * kept than said. And a fix must leave the hazards of other reasons alone. Which effectiveness to hope for, only a trial tells:
 * see `tacticEffect`.
 *
 * Each reason's hazard is d/r of those at risk at each time (Aalen and Johansen), a fix multiplies it by 1 − effectiveness, and
 * curves are made anew; fixes that touch one reason multiply. In customers from 0 (or the money of the values), higher is better.
 * `bySubtraction` is what the reason's share of the list would promise: at least as much. Value kept is the same with customers
 * weighted by their value: what those kept are worth, in full. Leaving without a known reason is a cause of its own (`reason`
 * null) that no fix touches, unless `notKnown` is "shared". All must have been watched from the start of the durations.
 *
 * Intervals are percentiles over resamples of the customers, drawn within segments; effectiveness given by bounds is drawn with
 * them. With values customers are drawn one by one up to 20,000, beyond by the normal law of sums. They hold for each number on its
 * own. No interval where nobody left for the reasons of a fix; null with a note where nobody was followed to the horizon.
 *
 * Fetches single rows, as each customer may have another value and reason: at most `maxRows` of each table.
 *
 * @param table one row a customer who was there at the start
 * @throws a reason nobody gave, or that is unknown or involuntary; a customer twice, a negative value, with its row
 * @example (await reasonsFixed(customers, { duration: "days", left: "left", reason: "reason", fixes: { Faster: { reasons: "Late", effectiveness: 0.7 } } })).overall.estimate
 * @see Andersen, Borgan, Gill and Keiding (1993), Statistical Models Based on Counting Processes, IV.4; Putter, Fiocco and Geskus
 * (2007), Statistics in Medicine 26
 */
export async function reasonsFixed(table: TableLike, options: ReasonsFixedOptions): Promise<ReasonsFixedResult> {
  requireSettings(options);
  const fixes = requireFixes(options.fixes);
  const by = byColumns(options.by);
  const { level = 0.95, resamples = 2000, seed = 1, notKnown = "untouched" } = options;
  const values = valueColumns(options.values).map(([name]) => name);

  const tally = await reasonsFixedTally(asTable(table), options);
  const kinds = reasonKinds(options, tally.given, caller);
  requireKnownReasons(fixes, tally.given, kinds.of);

  const { segments } = tally;
  const horizon = options.horizon ?? (segments.length === 0 ? 0 : commonHorizon(segments));
  const kindOf: ReasonsFixedFinish["kindOf"] = (cause) => (cause === null ? "unknown" : kinds.of(cause));
  const causes = orderedCauses(tally, fixes, horizon, kindOf);
  const places = figurePlaces(values.length + 1, causes.length, fixes.length + 1);
  const isUnknown = causes.map((cause) => kindOf(cause) === "unknown");
  const figures = resampledFigures(
    segments,
    { fixes, causes, isUnknown, isShared: notKnown === "shared" },
    { horizon, measures: values.length + 1, places, resamples, seed },
  );
  const all = pooledFigures(figures, values.length + 1);
  const net = values.length === 0 ? -1 : options.net === undefined ? 0 : values.indexOf(options.net);
  const shared = { fixes, causes, kindOf, values, net, size: all.totals[0]!, level, horizon, places };
  const everybody = segmentRows(all, shared);
  const split = by.length === 0 ? [] : figures.map((each) => segmentRows(each, shared));
  const keyed = (row: ReasonsFixedRow, s: number) => ({ keys: keysOf(by, segments[s]!.cells), ...row });
  const named = (row: ReasonsFixedRow, keys: Keys) => ({ ...row, keys: { ...keys, fix: row.fix } });
  const overall = everybody.together;
  const notes = [overall.note, ...notesOf(tally, kinds.absent)].filter((note) => note !== null);
  return {
    metric: caller,
    label: "Customers kept by fixing reasons",
    overall: { ...overall, note: notes.join("; ") || null },
    rows:
      by.length === 0
        ? everybody.rows.map((row) => named(row, {}))
        : split.flatMap(({ rows }, s) => rows.map((row) => named(row, keysOf(by, segments[s]!.cells)))),
    by: [...by, "fix"],
    level,
    method: methodOf(fixes, by.length > 0),
    unit: "customers",
    excluded: { missing: tally.missing, outOfRange: 0 },
    fixes: everybody.rows,
    together: split.map(({ together }, s) => keyed(together, s)),
    horizon: segments.length === 0 ? null : horizon,
    net: net < 0 ? null : values[net]!,
    probabilityNone: everybody.none,
    resamples,
    unused: { stayed: tally.stayers.n, strangers: tally.strangers },
  };
}
