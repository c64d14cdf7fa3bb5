import { percentileInterval } from "../../statistics/bootstrapInterval.js";
import { criticalValue } from "../../statistics/distributions.js";
import type { Interval } from "../../statistics/interval.js";
import { random } from "../../statistics/random.js";
import { joined } from "../caseShares/shareRow.js";
import type { Estimate, Keys, Result } from "../result.js";
import { requireSameBy, rowIn, segmentsOf } from "../resultRows.js";
import {
  type Definition,
  indicatorOf,
  isMoreBetter,
  requireDefinition,
  requireReachable,
} from "../scorecard/definition.js";
import { type By, byColumns } from "../segments.js";
import type { CustomerPerformanceResult } from "./customerPerformanceIndex.js";
import { indexOf } from "./customerPerformanceInterval.js";
import {
  type ComponentOptions,
  type PerformanceOptions,
  performanceLabel,
  requirePerformanceOptions,
  requireScaling,
} from "./customerPerformanceOptions.js";
import { type Measured, type NamedScaling, performanceRows, type RowFinish } from "./customerPerformanceRow.js";

/** A component that is known already: what a metric returned, or a number. */
export type KnownComponent = ComponentOptions &
  Definition &
  (
    | { readonly result: Result<Estimate>; readonly value?: never }
    | { readonly value: number | Estimate; readonly result?: never }
  );

export interface CustomerPerformanceFromValuesOptions extends PerformanceOptions {
  /** Column or columns that all results are split by. */
  readonly by?: By;
}

const caller = "customerPerformanceIndexFromValues";
const DRAWS = 10_000;

/** Ends that a unit has by itself. */
const ENDS: Readonly<Record<string, { readonly floor: number; readonly goal: number }>> = {
  points: { floor: -100, goal: 100 },
  share: { floor: 0, goal: 1 },
  index: { floor: 0, goal: 100 },
};

/** Indicators that say the same by how they are made; of results alone no correlation can be computed. */
const FAMILIES: readonly (readonly string[])[] = [
  ["nps", "secureCustomerIndex"],
  ["csat", "csi", "acsiScore", "secureCustomerIndex"],
  ["retention", "revenueRetention", "cohortRetention", "churn", "kaplanMeier", "lifetimeValue"],
];

function requireKnown({ name, result, value }: KnownComponent): void {
  if ((result === undefined) !== (value === undefined)) return;
  const got = result === undefined ? "neither" : "both";
  throw new TypeError(`${caller} requires 'result' or 'value' for '${name}'; got ${got}`);
}

function scalingOf(component: KnownComponent): NamedScaling {
  const { name, result } = component;
  requireKnown(component);
  if (result === undefined) return { name, unit: "score", ...requireScaling(component, {}, caller) };
  const indicator = indicatorOf(result);
  requireDefinition(indicator, component, caller);
  const isMore = isMoreBetter(indicator, component);
  const scaling = requireScaling(component, isMore === false ? {} : (ENDS[indicator.unit] ?? {}), caller);
  for (const what of ["floor", "goal"] as const)
    requireReachable(indicator, component, { value: scaling[what], what }, caller);
  if (isMore !== null && isMore !== scaling.goal > scaling.floor) {
    throw new RangeError(
      `${caller} requires a goal ${isMore ? "above" : "below"} the floor of '${name}', of which ${isMore ? "more" : "less"} is better; ` +
        `got goal ${scaling.goal} and floor ${scaling.floor}`,
    );
  }
  return { name, unit: indicator.unit, ...scaling };
}

function estimateOf({ name, result, value }: KnownComponent, keys: Keys | null): Estimate {
  if (result !== undefined) {
    const { estimate, lower, upper, n, note } = keys === null ? result.overall : rowIn(result, keys);
    return { estimate, lower, upper, n, note };
  }
  const known = typeof value === "number" ? { estimate: value, lower: null, upper: null, n: 0, note: null } : value!;
  const wrong = [known.estimate, known.lower, known.upper].find((x) => x !== null && !Number.isFinite(x));
  if (wrong === undefined) return known;
  throw new RangeError(`${caller} requires a value that is a number for '${name}'; got ${wrong}`);
}

/** One standard deviation up and down, from the two halves of an interval; an open side is as long as the other. */
function spreadOf({ estimate, lower, upper }: Estimate, level: number): readonly [number, number] {
  if (estimate === null) return [0, 0];
  const [up, down] = [upper === null ? null : upper - estimate, lower === null ? null : estimate - lower];
  const half = (one: number | null, other: number | null) => Math.max(0, one ?? other ?? 0) / criticalValue(level);
  return [half(up, down), half(down, up)];
}

/** Percentiles of the index over draws of each component by itself. */
function drawnInterval(values: readonly Estimate[], levels: readonly number[], finish: RowFinish): Interval | null {
  const spreads = values.map((value, k) => spreadOf(value, levels[k]!));
  if (spreads.every(([up, down]) => up === 0 && down === 0)) return null;
  const stream = random(finish.seed);
  const drawn: number[] = [];
  for (let i = 0; i < DRAWS; i++) {
    const moved = values.map(({ estimate }, k) => {
      const z = stream.normal();
      return estimate === null ? null : estimate + z * spreads[k]![z > 0 ? 0 : 1]!;
    });
    const index = indexOf(moved, finish);
    if (index === null) return null;
    drawn.push(index);
  }
  return percentileInterval(Float64Array.from(drawn), finish.level);
}

function measuredOf(values: readonly Estimate[], levels: readonly number[], finish: RowFinish): Measured {
  const interval = drawnInterval(values, levels, finish);
  const counts = values.flatMap(({ n }) => (n > 0 ? [n] : []));
  const known = values.flatMap(({ estimate, lower, upper }, k) =>
    estimate !== null && lower === null && upper === null ? [`'${finish.components[k]!.name}'`] : [],
  );
  const note = known.length > 0 ? `taken as known, for want of an interval: ${known.join(", ")}` : null;
  const n = counts.length === 0 ? 0 : Math.min(...counts);
  return { values, interval, n, note: interval === null ? "no component has an interval" : note };
}

/** Pairs of indicators that are made of the same thing. */
function relatedPairs(components: readonly KnownComponent[]): string | null {
  const pairs = components.flatMap(({ name: second, result: b }, j) =>
    components.slice(0, j).flatMap(({ name: first, result: a }) => {
      const isSame = a !== undefined && b !== undefined && a.metric === b.metric;
      const isKin = FAMILIES.some((family) => a && b && family.includes(a.metric) && family.includes(b.metric));
      return isSame || isKin ? [`'${first}' and '${second}'`] : [];
    }),
  );
  return pairs.length === 0 ? null : `counted twice in part, because they measure alike: ${pairs.join(", ")}`;
}

/** Segment by segment; every component must be a result that knows them. */
function segmentsWith(components: readonly KnownComponent[], by: readonly string[]): Keys[] {
  if (by.length === 0) return [];
  const results = components.map(({ name, result }) => {
    if (result !== undefined) return result;
    throw new TypeError(`${caller} by segment requires a result for every component; '${name}' is one number`);
  });
  requireSameBy(results, by, caller);
  return segmentsOf(results, by);
}

/**
 * The customer performance index of indicators that are known already, results of metrics or published numbers:
 * `customerPerformanceIndex` where the indicators come from different tables, or no rows are at hand.
 *
 * The interval rests on draws of each component by itself from its own interval (a normal distribution whose two halves are as wide
 * as those of the interval), as if no two of them had a customer in common. Components that go together make it too narrow, and
 * no correlation can be computed: pairs that measure alike by how they are made are named in the note. A number
 * without an interval is taken as known. `n` is the smallest of the components'.
 *
 * @param components floor and goal may be left out where the unit has ends of its own: points, shares, indices
 * @throws a goal on the bad side of the floor; a churn without its period, a satisfaction without its rule
 * @example customerPerformanceIndexFromValues([{ name: "NPS", value: 20, floor: -100, goal: 50 }, { name: "Kept", value: 0.8, floor: 0.5, goal: 1 }]).overall.estimate // 70
 * @see OECD and JRC (2008), Handbook on Constructing Composite Indicators
 */
export function customerPerformanceIndexFromValues(
  components: readonly KnownComponent[],
  options: CustomerPerformanceFromValuesOptions = {},
): CustomerPerformanceResult {
  const by = byColumns(options.by);
  const { chosen, weighting } = requirePerformanceOptions(components, options, caller);
  const finish: RowFinish = { ...chosen, components: components.map(scalingOf) };
  const levels = components.map(({ result }) => result?.level ?? finish.level);
  const measured = (keys: Keys | null) =>
    measuredOf(
      components.map((component) => estimateOf(component, keys)),
      levels,
      finish,
    );
  const segments = segmentsWith(components, by).map((keys) => ({ keys, ...measured(keys) }));
  const { overall, rows, orderStays } = performanceRows(measured(null), segments, finish);
  return {
    metric: "customerPerformanceIndex",
    label: performanceLabel(finish.aggregation),
    overall: { ...overall, note: joined(overall.note, weighting.note, relatedPairs(components)) },
    rows,
    by,
    level: finish.level,
    method: "percentiles of 10,000 independent draws from the components' intervals",
    unit: "index",
    excluded: { missing: 0, outOfRange: 0 },
    aggregation: finish.aggregation,
    concentration: finish.concentration,
    orderStays,
    correlations: [],
  };
}
