import type { LinearForm, MomentSums } from "../../statistics/linearForm.js";
import { type Cell, compareText, type Moments, type Table } from "../../tables/table.js";
import { compareInTurn } from "../resultRows.js";
import { bySegment } from "../segments.js";
import {
  columnOf,
  type Measure,
  measured,
  type PerformanceColumns,
  requireCells,
} from "./customerPerformanceMeasures.js";

/** Rows that have the same components, and the same values of all of them but those whose moments are given. */
export interface Bundle {
  readonly n: number;
  /** Σw and Σw² (n and n without weights). */
  readonly weight: number;
  readonly weightSquared: number;
  /** One mean a component; null where it is missing. */
  readonly values: readonly (number | null)[];
  /** Of the components that vary within: their moments, and the place of each component in them (null of one that does not). */
  readonly moments: Moments | null;
  readonly places: readonly (number | null)[];
  /** The cells they were counted by. */
  readonly keys: readonly Cell[];
}

export interface PerformanceSegment {
  readonly cells: readonly Cell[];
  readonly bundles: readonly Bundle[];
  /** Rows without any component (or without a weight). */
  readonly missing: number;
}

const NO_MOMENTS = { sum: [], squaredWeightSum: [], squaredWeightCross: [] };

/** Σ coefficient·(value − centre) of each row over the components it has, as a form of a bundle's moments. */
export function formOf(
  { n, weight, weightSquared, values, moments, places }: Bundle,
  coefficients: readonly number[],
  centres: readonly number[],
): { readonly moments: MomentSums; readonly form: LinearForm } {
  const terms: { place: number; coefficient: number }[] = [];
  let constant = 0;
  values.forEach((value, k) => {
    const coefficient = coefficients[k]!;
    if (value === null || coefficient === 0) return;
    const place = places[k]!;
    constant += coefficient * ((place === null ? value : 0) - centres[k]!);
    if (place !== null) terms.push({ place, coefficient });
  });
  return { moments: moments ?? { n, weight, weightSquared, ...NO_MOMENTS }, form: { constant, terms } };
}

export const rowsIn = (bundles: readonly { readonly n: number }[]): number =>
  bundles.reduce((sum, { n }) => sum + n, 0);

const hasAny = ({ values }: Bundle) => values.some((value) => value !== null);

/** Column names, each once, in an order that the order of the components does not change. */
const columnsOf = (measures: readonly Measure[]) => [...new Set(measures.map(columnOf))].sort(compareText);

/** Single rows, alike ones together: what a bootstrap draws from. */
async function rowBundles(table: Table, { measures, by, weight }: PerformanceColumns) {
  const read = columnsOf(measures);
  const tally = await table.crosstab([...by, ...read, ...(weight === undefined ? [] : [weight])]);
  const places = measures.map((measure) => by.length + read.indexOf(columnOf(measure)));
  const constant = measures.map(() => null);
  return bySegment(tally, by.length).map(({ cells, entries }) => ({
    cells,
    rows: rowsIn(entries),
    found: places.map((place) => entries.map(({ keys }) => keys[place]!)),
    bundles: entries.flatMap(({ keys, n }): Bundle[] => {
      const each = weight === undefined ? 1 : (keys.at(-1) as number | null);
      if (each === null) return [];
      const values = measures.map((measure, k) => measured(measure, keys[places[k]!]!));
      const sums = { n, weight: n * each, weightSquared: n * each * each };
      return [{ ...sums, values, moments: null, places: constant, keys: keys.slice(by.length) }];
    }),
  }));
}

/** Rows told apart by all but the columns of numbers, of which the moments are enough: as few as there are different answers. */
async function momentBundles(table: Table, { measures, by, weight }: PerformanceColumns) {
  const fixed = columnsOf(measures.filter(({ mean }) => mean === undefined));
  const numbers = columnsOf(measures.filter(({ mean }) => mean !== undefined));
  const keys = [...by, ...fixed];
  const options = { by: keys, missing: "pattern", ...(weight === undefined ? {} : { weight }) } as const;
  const segments = bySegment(await table.moments(numbers, options), by.length);
  const isFixed = (measure: Measure) => measure.mean === undefined;
  const cellOf = (measure: Measure, moments: Moments) => moments.keys[by.length + fixed.indexOf(columnOf(measure))]!;
  return (await table.crosstab(by)).map(({ keys: cells, n }) => {
    const entries = segments.find((segment) => segment.cells.every((cell, i) => cell === cells[i]))?.entries ?? [];
    return {
      cells,
      rows: n,
      found: measures.map((measure) => (isFixed(measure) ? entries.map((one) => cellOf(measure, one)) : [])),
      bundles: entries.map((moments): Bundle => {
        const places = measures.map((measure) => {
          const place = isFixed(measure) ? -1 : moments.columns.indexOf(columnOf(measure));
          return place < 0 ? null : place;
        });
        const values = measures.map((measure, k) => {
          if (isFixed(measure)) return measured(measure, cellOf(measure, moments));
          return places[k] === null || !(moments.weight > 0) ? null : moments.sum[places[k]!]! / moments.weight;
        });
        const { n: rows, weight: total, weightSquared } = moments;
        return { n: rows, weight: total, weightSquared, values, moments, places, keys: moments.keys.slice(by.length) };
      }),
    };
  });
}

/** The tally: rows in bundles by segment, in an order that neither rows nor components change. */
export async function performanceTally(
  table: Table,
  columns: PerformanceColumns,
  {
    names,
    kind,
    caller,
  }: { readonly names: readonly string[]; readonly kind: "rows" | "moments"; readonly caller: string },
): Promise<PerformanceSegment[]> {
  const segments = kind === "rows" ? await rowBundles(table, columns) : await momentBundles(table, columns);
  for (let k = 0; k < names.length; k++) {
    const found = segments.flatMap((segment) => segment.found[k]!);
    await requireCells(table, columns.measures[k]!, found, { name: names[k]!, caller });
  }
  return segments.map(({ cells, rows, bundles }) => {
    const known = bundles.filter(hasAny);
    return { cells, bundles: known, missing: rows - rowsIn(known) };
  });
}

/** Several segments as one, in the order in which their rows would have been counted together. */
export function pooledPerformance(segments: readonly PerformanceSegment[]): PerformanceSegment {
  const bundles = segments.flatMap((segment) => segment.bundles);
  return {
    cells: [],
    bundles: segments.length < 2 ? bundles : bundles.sort((a, b) => compareInTurn(a.keys, b.keys)),
    missing: segments.reduce((sum, { missing }) => sum + missing, 0),
  };
}
