import type { Interval } from "../../statistics/interval.js";
import { joined } from "../caseShares/shareRow.js";
import type { Estimate, Keys, Unit } from "../result.js";
import { type IndexFinish, indexOf } from "./customerPerformanceInterval.js";
import { aggregate, type Scaling, scoreOf, shortfalls } from "./customerPerformanceScore.js";
import {
  type Bands,
  bandOf,
  ranksOf,
  type SensitivityOptions,
  type WeightSensitivity,
  weightSensitivity,
} from "./customerPerformanceSensitivity.js";

/** One component of an index. The estimate is in its own unit: points, a share, or what the column holds. */
export interface CustomerPerformanceComponent extends Estimate {
  readonly name: string;
  readonly unit: Unit;
  readonly floor: number;
  readonly goal: number;
  /** Share of the weights, of the components that are there; null where it is missing. */
  readonly weight: number | null;
  /** How far from floor to goal, 0–100; beyond either it is cut. */
  readonly score: number | null;
  readonly clipped: "goal" | "floor" | null;
  /** Points of the index that come from it: they add up to the index. Null of a geometric one, which does not add up. */
  readonly contribution: number | null;
  /** Points that its distance to the goal costs: they add up to 100 − index, under either aggregation. */
  readonly shortfall: number | null;
}

export interface CustomerPerformanceRow extends Estimate {
  readonly components: readonly CustomerPerformanceComponent[];
  /** Share of the weights whose component is there: 1 when none is missing. */
  readonly coverage: number;
  /** The band the index falls into; null without bands. */
  readonly band: string | null;
  /** 1 is the highest index of all segments; null of everybody, or without an index. */
  readonly rank: number | null;
  readonly sensitivity: WeightSensitivity;
}

export interface NamedScaling extends Scaling {
  readonly name: string;
  readonly unit: Unit;
}

export interface RowFinish extends IndexFinish, SensitivityOptions {
  readonly components: readonly NamedScaling[];
  readonly seed: number;
  readonly bands: Bands | null;
}

/** What was estimated of a segment: each component in its unit, and the interval of the index made of them (0–1). */
export interface Measured {
  readonly values: readonly Estimate[];
  readonly interval: Interval | null;
  readonly n: number;
  /** Why there is no interval, or what it must be read with. */
  readonly note: string | null;
}

function componentsOf({ values }: Measured, finish: RowFinish): CustomerPerformanceComponent[] {
  const { components, weights, aggregation } = finish;
  const index = indexOf(
    values.map(({ estimate }) => estimate),
    finish,
  );
  const scored = components.map((one, k) => {
    const { estimate } = values[k]!;
    return estimate === null ? null : scoreOf(estimate, one);
  });
  const present = weights.reduce((sum, weight, k) => sum + (scored[k] === null ? 0 : weight), 0);
  const shares = weights.map((weight, k) => (scored[k] === null || present === 0 ? 0 : weight / present));
  const scores = scored.map((one) => one?.score ?? 1);
  const lost = index === null ? null : shortfalls(scores, shares, { index, aggregation });
  return components.map(({ name, unit, floor, goal }, k) => {
    const one = scored[k]!;
    const adds = index !== null && aggregation === "arithmetic";
    return {
      name,
      ...values[k]!,
      unit,
      floor,
      goal,
      weight: one === null ? null : shares[k]!,
      score: one === null ? null : 100 * one.score,
      clipped: one === null ? null : one.clipped,
      contribution: one === null || !adds ? null : 100 * shares[k]! * one.score,
      shortfall: one === null || lost === null ? null : 100 * lost[k]!,
    };
  });
}

const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** What an index must be read with: what is missing, and what was cut. */
function noteOf(
  components: readonly CustomerPerformanceComponent[],
  coverage: number,
  hasIndex: boolean,
): string | null {
  const missing = components.filter(({ score }) => score === null).map(({ name }) => name);
  const cut = (end: "goal" | "floor") => components.filter(({ clipped }) => clipped === end).map(({ name }) => name);
  const part = `${Math.round(1000 * coverage) / 10} % of the weights`;
  const lacking = hasIndex
    ? `without ${listed(missing)} (${part} are there)`
    : `no value of ${listed(missing)} (${part} are there)`;
  return joined(
    coverage < 1 ? lacking : null,
    cut("goal").length > 0 ? `beyond its goal, counted as 100: ${listed(cut("goal"))}` : null,
    cut("floor").length > 0 ? `beyond its floor, counted as 0: ${listed(cut("floor"))}` : null,
  );
}

function rowFor(measured: Measured, finish: RowFinish) {
  const components = componentsOf(measured, finish);
  const scores = components.map(({ score }) => (score === null ? null : score / 100));
  const { index, coverage } = aggregate(scores, finish.weights, finish);
  const { interval, n, note } = measured;
  return {
    estimate: index === null ? null : 100 * index,
    lower: index === null || interval === null ? null : 100 * interval.lower,
    upper: index === null || interval === null ? null : 100 * interval.upper,
    n,
    components,
    coverage,
    band: bandOf(index === null ? null : 100 * index, finish.bands),
    note: joined(index === null ? null : note, noteOf(components, coverage, index !== null)),
  };
}

export interface PerformanceRows {
  readonly overall: CustomerPerformanceRow;
  readonly rows: readonly (CustomerPerformanceRow & { readonly keys: Keys })[];
  readonly orderStays: number | null;
}

/** The finish: rows from what was estimated, with what other weights would make of them. */
export function performanceRows(
  overall: Measured,
  segments: readonly (Measured & { readonly keys: Keys })[],
  finish: RowFinish,
): PerformanceRows {
  const whole = rowFor(overall, finish);
  const parts = segments.map((segment) => rowFor(segment, finish));
  const scores = ({ components }: { readonly components: readonly CustomerPerformanceComponent[] }) =>
    components.map(({ score }) => (score === null ? null : score / 100));
  const sensitivity = weightSensitivity(scores(whole), parts.map(scores), finish);
  const ranks = ranksOf(parts.map(({ estimate }) => estimate));
  return {
    overall: { ...whole, rank: null, sensitivity: sensitivity.overall },
    rows: parts.map((row, i) => ({
      keys: segments[i]!.keys,
      ...row,
      rank: ranks[i]!,
      sensitivity: sensitivity.segments[i]!,
    })),
    orderStays: sensitivity.orderStays,
  };
}
