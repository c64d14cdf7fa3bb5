import type { RatioSums } from "../../statistics/ratio.js";
import type { Cell, Table } from "../../tables/table.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { type CaseSegment, caseTally, pooledCases } from "../caseShares/shareTally.js";
import { bySegment } from "../segments.js";

export const CLASSES = ["churned", "stayed"] as const;
type ChurnClass = (typeof CLASSES)[number];
export type ChurnCases = CaseSegment<ChurnClass>;

/** A segment, over all and in each stratum. */
export interface StratifiedSegment {
  readonly cells: readonly Cell[];
  readonly all: ChurnCases;
  /** By the name of the stratum; one of no name without strata. */
  readonly strata: ReadonlyMap<string, ChurnCases>;
}

export interface SegmentColumns {
  readonly churned: Answer;
  readonly segment: readonly string[];
  readonly standardize: readonly string[];
  readonly customer: string | undefined;
  readonly weight: string | undefined;
}

export interface StratifiedTally {
  readonly segments: readonly StratifiedSegment[];
  /** Rows without a segment or a stratum. */
  readonly nameless: number;
}

const caller = "churnBySegment";

const pooled = (cases: readonly ChurnCases[]) => pooledCases(cases, CLASSES);

const rowsOf = ({ classes, missing }: ChurnCases) => classes.churned.n + classes.stayed.n + missing;

const stratumName = (cells: readonly Cell[]): string => cells.map(String).join(" · ");

/** The tally: one crosstab of segment × stratum × (customer) × churned. */
export async function stratifiedTally(table: Table, columns: SegmentColumns): Promise<StratifiedTally> {
  const { churned, segment, standardize, customer, weight } = columns;
  const width = segment.length;
  const cases = await caseTally<ChurnClass>(
    table,
    {
      answers: [answerColumn(churned)[0]],
      by: [...segment, ...standardize],
      weight,
      cluster: customer,
      names: CLASSES,
      classOf: ([cell]) => (cell === null ? null : isYes(churned, cell!) ? "churned" : "stayed"),
      check: ([found]) => requireAnswer(table, churned, found!, { caller, option: "churned" }),
    },
    caller,
  );
  const isNamed = ({ cells }: ChurnCases) => cells.every((cell) => cell !== null);
  const named = cases.filter(isNamed).map((one) => ({ keys: one.cells, one }));
  const segments = bySegment(named, width).map(({ cells, entries }) => ({
    cells,
    all: pooled(entries.map(({ one }) => one)),
    strata: new Map(entries.map(({ keys, one }) => [stratumName(keys.slice(width)), one])),
  }));
  const nameless = cases.filter((one) => !isNamed(one)).reduce((sum, one) => sum + rowsOf(one), 0);
  return { segments, nameless };
}

/** Several segments as one, stratum by stratum. */
export function pooledStrata(segments: readonly StratifiedSegment[]): StratifiedSegment {
  const strata = new Map<string, ChurnCases[]>();
  for (const segment of segments) {
    for (const [name, cases] of segment.strata) strata.set(name, [...(strata.get(name) ?? []), cases]);
  }
  return {
    cells: [],
    all: pooled(segments.map(({ all }) => all)),
    strata: new Map([...strata].map(([name, cases]) => [name, pooled(cases)])),
  };
}

/** What became of the customers whose rows these are: left everything, a part of it, nothing. */
export function customersOf({ clusters }: ChurnCases): { leftAll: number; leftSome: number; leftNone: number } {
  const found = { leftAll: 0, leftSome: 0, leftNone: 0 };
  for (const { churned, stayed } of clusters?.values() ?? []) {
    if (churned === 0) found.leftNone++;
    else if (stayed === 0) found.leftAll++;
    else found.leftSome++;
  }
  return found;
}

const sumsOf = (pairs: readonly (readonly [number, number])[], n: number): RatioSums => ({
  n,
  x: pairs.reduce((sum, [x]) => sum + x, 0),
  y: pairs.reduce((sum, [, y]) => sum + y, 0),
  xx: pairs.reduce((sum, [x]) => sum + x * x, 0),
  xy: pairs.reduce((sum, [x, y]) => sum + x * y, 0),
  yy: pairs.reduce((sum, [, y]) => sum + y * y, 0),
});

/** Over the customers of two groups of rows: what the difference of their two rates needs, the same customer being in both. */
export function sharedSums(first: ChurnCases, second: ChurnCases) {
  const none = { churned: 0, stayed: 0 };
  const names = [...new Set([...first.clusters!.keys(), ...second.clusters!.keys()])];
  const pairs = (cases: ChurnCases) =>
    names.map((name) => {
      const { churned, stayed } = cases.clusters!.get(name) ?? none;
      return [churned + stayed, churned] as const;
    });
  const [one, other] = [pairs(first), pairs(second)];
  const cross = (i: 0 | 1, j: 0 | 1) => one.reduce((sum, pair, at) => sum + pair[i] * other[at]![j], 0);
  return {
    first: sumsOf(one, names.length),
    second: sumsOf(other, names.length),
    cross: { xx: cross(0, 0), xy: cross(0, 1), yx: cross(1, 0), yy: cross(1, 1) },
  };
}
