import { clipped } from "../../statistics/interval.js";
import { formInterval, meanOfForm } from "../../statistics/linearForm.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { joined } from "../caseShares/shareRow.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Estimate, Result } from "../result.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type ComponentCorrelation, correlationsOf, doubleCounting } from "./customerPerformanceCorrelation.js";
import {
  MOST_BOOTSTRAPPED,
  PERFORMANCE_METHODS,
  type PerformanceMethod,
  performanceInterval,
} from "./customerPerformanceInterval.js";
import { type Measure, requirePerformanceColumns } from "./customerPerformanceMeasures.js";
import {
  type ComponentOptions,
  type PerformanceOptions,
  performanceLabel,
  requirePerformanceOptions,
  requireScaling,
} from "./customerPerformanceOptions.js";
import {
  type CustomerPerformanceRow,
  type Measured,
  type NamedScaling,
  performanceRows,
  type RowFinish,
} from "./customerPerformanceRow.js";
import type { Aggregation } from "./customerPerformanceScore.js";
import {
  type Bundle,
  formOf,
  type PerformanceSegment,
  performanceTally,
  pooledPerformance,
  rowsIn,
} from "./customerPerformanceTally.js";

export type { ComponentCorrelation } from "./customerPerformanceCorrelation.js";
export type { PerformanceMethod } from "./customerPerformanceInterval.js";
export type { Threshold } from "./customerPerformanceMeasures.js";
export type { CustomerPerformanceComponent, CustomerPerformanceRow } from "./customerPerformanceRow.js";
export type { Aggregation } from "./customerPerformanceScore.js";
export type { Bands, WeightSensitivity } from "./customerPerformanceSensitivity.js";

/** A component: what is measured of each row (`nps`, `share` or `mean`), and from where to where it counts. */
export type PerformanceComponent = ComponentOptions & Measure;

export interface CustomerPerformanceOptions extends PerformanceOptions {
  readonly components: readonly PerformanceComponent[];
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
  readonly method?: PerformanceMethod;
}

export interface CustomerPerformanceResult extends Result<CustomerPerformanceRow> {
  readonly aggregation: Aggregation;
  readonly concentration: number;
  /** Share of the drawn weights under which all segments keep their ranks; null without segments. */
  readonly orderStays: number | null;
  /** How the components go together over all rows; [] where there are no rows to say so. */
  readonly correlations: readonly ComponentCorrelation[];
}

const caller = "customerPerformanceIndex";
const FEW_ROWS = 30;

const KINDS = ["nps", "share", "mean"] as const;
type Kind = (typeof KINDS)[number];
const RANGES = {
  nps: { min: -100, max: 100, unit: "points" },
  share: { min: 0, max: 1, unit: "share" },
  mean: { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY, unit: "score" },
} as const;

/** What a component measures; exactly one. */
function kindOf(component: PerformanceComponent): Kind {
  const given = KINDS.filter((kind) => component[kind] !== undefined);
  if (given.length === 1) return given[0]!;
  throw new TypeError(
    `${caller} requires one of 'nps', 'share', 'mean' for '${component.name}'; got ${given.join(" and ") || "none"}`,
  );
}

/** Points and shares have ends of their own; a goal or a floor outside them could never be reached. */
function scalingOf(component: PerformanceComponent): NamedScaling {
  const kind = kindOf(component);
  const { min, max, unit } = RANGES[kind];
  const { name } = component;
  const scaling = requireScaling(component, kind === "mean" ? {} : { floor: min, goal: max }, caller);
  const outside = [scaling.floor, scaling.goal].find((value) => value < min || value > max);
  if (outside !== undefined) {
    throw new RangeError(`${caller} requires a floor and a goal from ${min} to ${max} for '${name}'; got ${outside}`);
  }
  return { name, unit, ...scaling };
}

const NO_INTERVAL = { lower: null, upper: null };

/** The mean of each component with Student's t interval, cut to what it cannot leave. */
function estimateOf(bundles: readonly Bundle[], kind: Kind, k: number, level: number): Estimate {
  const own = bundles.filter(({ values }) => values[k] !== null);
  const coefficients = own[0]?.values.map((_, i) => (i === k ? 1 : 0)) ?? [];
  const zeros = coefficients.map(() => 0);
  const mean = meanOfForm(own.map((bundle) => formOf(bundle, coefficients, zeros)));
  const n = rowsIn(own);
  if (mean === null) return { estimate: null, ...NO_INTERVAL, n, note: n === 0 ? "no values" : "all weights are 0" };
  const { min, max } = RANGES[kind];
  const interval = mean.standardError ? clipped(formInterval(mean, level)!, min, max) : NO_INTERVAL;
  const note = n < 2 ? "one value: no interval" : mean.standardError ? null : "all values alike: no interval";
  return { estimate: mean.mean, ...interval, n, note };
}

/** Why there is no interval, or why it is too narrow. */
function intervalNote(n: number, interval: Measured["interval"]): string | null {
  if (n < 2) return "one row: no interval";
  if (interval === null) return "in too many resamples a component has no rows: no interval";
  if (interval.lower === interval.upper)
    return "rows that do not differ, or only beyond goal or floor: the interval has no width";
  return n < FEW_ROWS ? `${n} rows: the interval tends to be too narrow` : null;
}

/**
 * The customer performance index: several indicators of the same customers, each scaled from its floor to its goal, as one number.
 *
 * A summary for those who will read only one number, never in place of its components: what it says hangs on goals and weights
 * that somebody chose. So every row carries what each component contributes and costs, and `sensitivity`: what other weights about
 * those given would make of the index, of the ranks of the segments and of the bands. Components that go together (a
 * recommendation asked twice, retention and lifetime value) are counted twice in part; `correlations` and the note say which.
 * A bad component is made up for by a good one unless `aggregation` is "geometric". Set goals before looking: a goal moves
 * the index as a weight does. The name clashes: "CPI" is also the consumer price index, and in CustomerThink's use customer
 * performance indicators are what customers themselves want done (time saved, a problem solved), not what a company scores.
 *
 * From 0 (all at their floors) to 100 (all at their goals), higher is better; a component beyond either is cut and marked. Each
 * component is a mean over the rows that have it. The interval goes by whole rows (see `PerformanceMethod`): percentiles of a
 * seeded bootstrap, above 5,000 rows the joint linearised variance. Null when a component has no rows, unless `missing` is
 * "renormalize"; `coverage` says which share of the weights is there.
 *
 * @param table one row a customer, or an answer; each component from a column of its own
 * @throws a goal that is the floor; weights that add up to 0; an answer off its scale, with the row of the first
 * @example (await customerPerformanceIndex(answers, { components: [{ name: "NPS", nps: "recommend", goal: 50 }, { name: "Kept", share: "retained", floor: 0.5 }] })).overall.estimate // 61.4
 * @see OECD and JRC (2008), Handbook on Constructing Composite Indicators, on aggregation, weights and their sensitivity
 */
export async function customerPerformanceIndex(
  table: TableLike,
  options: CustomerPerformanceOptions,
): Promise<CustomerPerformanceResult> {
  const { components, weight, method: asked } = options;
  const by = byColumns(options.by);
  const { chosen, weighting } = requirePerformanceOptions(components ?? [], options, caller);
  if (asked !== undefined) requireOneOf(caller, "method", Object.keys(PERFORMANCE_METHODS), asked);
  const kinds = components.map(kindOf);
  const finish: RowFinish = { ...chosen, components: components.map(scalingOf) };

  const source = asTable(table);
  const columns = { measures: components, by, weight };
  await requirePerformanceColumns(source, columns, caller);
  const method = asked ?? (rowsIn(await source.crosstab([])) > MOST_BOOTSTRAPPED ? "linearized" : "bootstrap");

  const names = components.map(({ name }) => name);
  const kind = method === "bootstrap" ? "rows" : "moments";
  const segments = await performanceTally(source, columns, { names, kind, caller });

  const total = pooledPerformance(segments);
  const measured = ({ bundles }: PerformanceSegment): Measured => {
    const n = rowsIn(bundles);
    const interval = performanceInterval(bundles, finish, method);
    const values = kinds.map((one, k) => estimateOf(bundles, one, k, finish.level));
    return { values, interval, n, note: intervalNote(n, interval) };
  };
  const keyed = segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...measured(segment) }));
  const { overall, rows, orderStays } = performanceRows(measured(total), by.length === 0 ? [] : keyed, finish);
  const correlations = correlationsOf(total.bundles, finish.components);
  return {
    metric: caller,
    label: performanceLabel(finish.aggregation),
    overall: { ...overall, note: joined(overall.note, weighting.note, doubleCounting(correlations)) },
    rows,
    by,
    level: finish.level,
    method: PERFORMANCE_METHODS[method],
    unit: "index",
    excluded: { missing: total.missing, outOfRange: 0 },
    aggregation: finish.aggregation,
    concentration: finish.concentration,
    orderStays,
    correlations,
  };
}
