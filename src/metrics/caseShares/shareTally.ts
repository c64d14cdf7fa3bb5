import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import type { Weighed } from "../answers/answerEstimates.js";
import { requireWeights } from "../scale.js";
import { bySegment, type Segment } from "../segments.js";

/** Cases of a segment told apart by what became of them. */
export interface CaseSegment<Class extends string> {
  readonly cells: readonly Cell[];
  readonly classes: Readonly<Record<Class, Weighed>>;
  /** Rows that belong to no class, or lack a weight or the one they belong to. */
  readonly missing: number;
  /** Σw of each class of each visitor (or whoever has several cases); null where each case stands for itself. */
  readonly clusters: ReadonlyMap<Cell, Readonly<Record<Class, number>>> | null;
}

export interface CaseColumns<Class extends string> {
  /** The columns that tell the class. */
  readonly answers: readonly string[];
  readonly by: readonly string[];
  readonly weight: string | undefined;
  /** Who may have several cases: a visitor. */
  readonly cluster: string | undefined;
  readonly names: readonly Class[];
  /** The class of these answers, in the segment of these cells; null where they do not tell it. */
  readonly classOf: (answers: readonly Cell[], cells: readonly Cell[]) => Class | null;
  /** Throws for answers that cannot be; gets the cells that occur of each answer column, then of each column of `by`. */
  readonly check: (found: readonly (readonly Cell[])[]) => Promise<void>;
}

function noClasses<Class extends string, Value>(names: readonly Class[], value: () => Value): Record<Class, Value> {
  return Object.fromEntries(names.map((name) => [name, value()])) as Record<Class, Value>;
}

interface Sums {
  n: number;
  weight: number;
  weightSquared: number;
}

const noSums = (): Sums => ({ n: 0, weight: 0, weightSquared: 0 });

function add(to: Sums, more: Weighed): void {
  to.n += more.n;
  to.weight += more.weight;
  to.weightSquared += more.weightSquared;
}

/** What of an entry is known: all its rows, or those with a weight. */
function weighed({ n, sums, counts }: Cross, isWeighted: boolean): Weighed {
  return isWeighted ? { n: counts[0]!, weight: sums[0]!, weightSquared: sums[1]! } : { n, weight: n, weightSquared: n };
}

function caseSegment<Class extends string>(
  { cells, entries }: Segment<Cross>,
  { by, weight, cluster, names, classOf }: CaseColumns<Class>,
): CaseSegment<Class> {
  const classes = noClasses(names, noSums);
  const clusters = new Map<Cell, Record<Class, number>>();
  let missing = 0;
  for (const entry of entries) {
    const [who, ...rest] = entry.keys.slice(by.length);
    const of = classOf(cluster === undefined ? [who!, ...rest] : rest, cells);
    const known = weighed(entry, weight !== undefined);
    const isCounted = of !== null && (cluster === undefined || who !== null);
    missing += isCounted ? entry.n - known.n : entry.n;
    if (!isCounted) continue;
    add(classes[of], known);
    if (cluster === undefined || known.n === 0) continue;
    const cases = clusters.get(who!) ?? noClasses(names, () => 0);
    cases[of] += known.weight;
    clusters.set(who!, cases);
  }
  return { cells, classes, missing, clusters: cluster === undefined ? null : clusters };
}

/** Several segments as one; who has cases in several of them is one visitor. */
export function pooledCases<Class extends string>(
  segments: readonly CaseSegment<Class>[],
  names: readonly Class[],
): CaseSegment<Class> {
  const classes = noClasses(names, noSums);
  const clusters = new Map<Cell, Record<Class, number>>();
  for (const segment of segments) {
    for (const name of names) add(classes[name], segment.classes[name]);
    for (const [who, cases] of segment.clusters ?? []) {
      const all = clusters.get(who) ?? noClasses(names, () => 0);
      for (const name of names) all[name] += cases[name];
      clusters.set(who, all);
    }
  }
  return {
    cells: [],
    classes,
    missing: segments.reduce((sum, { missing }) => sum + missing, 0),
    clusters: segments.some((segment) => segment.clusters !== null) ? clusters : null,
  };
}

/** The tally of a share: one crosstab of segment × class, and × visitor where cases of one visitor go together. */
export async function caseTally<Class extends string>(
  table: Table,
  columns: CaseColumns<Class>,
  caller: string,
): Promise<CaseSegment<Class>[]> {
  const { answers, by, weight, cluster } = columns;
  const who = cluster === undefined ? [] : [cluster];
  await requireColumns(table, [...answers, ...by, ...who], caller);
  if (weight !== undefined) {
    await requireNumberColumns(table, [weight], caller);
    await requireWeights(table, weight, caller);
  }
  const terms = weight === undefined ? [] : [weight, { product: [weight, weight] as const }];
  const tally = await table.crosstab([...by, ...who, ...answers], terms);
  const first = by.length + who.length;
  const places = [...answers.map((_, i) => first + i), ...by.map((_, i) => i)];
  await columns.check(places.map((place) => tally.map(({ keys }) => keys[place]!)));
  return bySegment(tally, by.length).map((segment) => caseSegment(segment, columns));
}
