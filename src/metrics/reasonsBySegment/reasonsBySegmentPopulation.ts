import { requireColumns } from "../../tables/requirements.js";
import { type Cell, compareCells, type Term } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import type { ReasonKind } from "../churnReasons/churnReasonsKinds.js";
import type { ReasonSegment } from "../churnReasons/churnReasonsPatterns.js";
import { answers } from "../churnReasons/churnReasonsRow.js";
import { segmentName } from "../segments.js";
import { requireSpells } from "../survival/survivalTally.js";

/** Everybody who could have left. */
export interface ReasonPopulation {
  /** One row a customer, leavers included; its columns of the segment have the names that they have among the leavers. */
  readonly table: TableLike;
  /** Column of how long each could have left: days, from joining until leaving or the end. 1 each unless given. */
  readonly duration?: string;
  /** Column of when watching began, on the clock of `duration`: what was before does not count. */
  readonly entry?: string;
  /** Rates are per so many units of the duration: 365 makes those of days yearly; 1 unless given. */
  readonly per?: number;
}

/** The customers of a segment, and for how long they were at risk. */
export interface SegmentRisk {
  readonly cells: readonly Cell[];
  readonly customers: number;
  /** Σ of the time at risk, in units of the duration. */
  readonly exposure: number;
  /** Of those who left, the share whose reason is known; null where nobody left. */
  readonly known: number | null;
}

/** Segments of leavers and of the population, brought together: one of them may have lost nobody. */
export interface ReasonRisk {
  readonly segments: readonly ReasonSegment[];
  readonly risks: readonly SegmentRisk[];
  /** Of the population: customers without a segment or a duration. */
  readonly missing: number;
}

const caller = "reasonsBySegment";

/** Σ duration − Σ entry, over rows that have both. */
function exposureTerms({ duration, entry }: ReasonPopulation): Term[] {
  if (duration === undefined) return [];
  return entry === undefined ? [duration] : [{ given: [duration, entry] }, { given: [entry, duration] }];
}

async function populationTally(population: ReasonPopulation, by: readonly string[]) {
  const table = asTable(population.table);
  const { duration, entry } = population;
  await requireColumns(table, [...by, ...[duration, entry].flatMap((name) => name ?? [])], caller);
  if (duration !== undefined) await requireSpells(table, { duration, entry: entry ?? null }, caller);
  const tally = await table.crosstab(by, exposureTerms(population));
  let missing = 0;
  const segments = tally.flatMap(({ keys, n, sums, counts }) => {
    const customers = keys.includes(null) ? 0 : (counts[0] ?? n);
    missing += n - customers;
    const exposure = duration === undefined ? n : sums[0]! - (sums[1] ?? 0);
    return customers === 0 ? [] : [{ cells: keys, customers, exposure }];
  });
  return { segments, missing, name: table.name };
}

const named = (cells: readonly Cell[]) => JSON.stringify(cells);

function inOrder(a: readonly Cell[], b: readonly Cell[]): number {
  const at = a.findIndex((cell, i) => compareCells(cell, b[i]!) !== 0);
  return at < 0 ? 0 : compareCells(a[at]!, b[at]!);
}

/** Leavers of a segment must be some of its population, and have been at risk. */
function requireAtRisk(
  left: number,
  risk: Omit<SegmentRisk, "known"> | undefined,
  segment: string,
  table: string,
): void {
  if (left === 0 || (risk !== undefined && risk.customers >= left && risk.exposure > 0)) return;
  const got = risk === undefined || risk.customers < left ? `${risk?.customers ?? 0} customers` : "no time at risk";
  throw new RangeError(
    `${caller} requires everybody who left in the population; got ${left} who left '${segment}' and ${got} of it in ${table}`,
  );
}

/** The population of each segment beside its leavers, whose segments are all named. */
export async function reasonRisk(
  leavers: readonly ReasonSegment[],
  population: ReasonPopulation,
  by: readonly string[],
  kindOf: (reason: string) => ReasonKind,
): Promise<ReasonRisk> {
  const { segments: found, missing, name } = await populationTally(population, by);
  const risks = new Map(found.map((risk) => [named(risk.cells), risk]));
  const absent = found
    .filter(({ cells }) => !leavers.some((segment) => named(segment.cells) === named(cells)))
    .map(({ cells }): ReasonSegment => ({ cells, patterns: [], missing: 0, raised: 0 }));
  const segments = [...leavers, ...absent].sort((a, b) => inOrder(a.cells, b.cells));
  return {
    segments,
    missing,
    risks: segments.map((segment) => {
      const { answered, unknown, missing: unanswered } = answers(segment, kindOf);
      const left = answered + unanswered;
      const risk = risks.get(named(segment.cells));
      requireAtRisk(left, risk, segmentName(by, segment.cells), name);
      const { customers, exposure } = risk ?? { customers: 0, exposure: 0 };
      return { cells: segment.cells, customers, exposure, known: left === 0 ? null : (answered - unknown) / left };
    }),
  };
}
