import { dayOf } from "../../calendar/days.js";
import type { Cell, Table } from "../../tables/table.js";
import { periodAt } from "../periods/periods.js";
import { requireDates } from "../periods/requireDates.js";
import { rowsWith, shown } from "../scale.js";
import { type CaseSegment, caseTally, pooledCases } from "./shareTally.js";

export type LeadCohort = "month" | "quarter" | "year";

/**
 * What became of a lead: with all its days converted in time, later or never; without all its days converted so far or not;
 * created after the last day the table knows of.
 */
export const STATES = ["inTime", "late", "never", "young", "youngConverted", "afterwards"] as const;
type LeadState = (typeof STATES)[number];

/** Leads of one segment, and of one cohort as its last cell. */
export type Leads = CaseSegment<LeadState>;

export interface LeadColumns {
  readonly created: string;
  readonly converted: string;
  readonly within: number;
  /** As a day. */
  readonly asOf: number;
  readonly cohort?: LeadCohort;
  readonly by: readonly string[];
  readonly weight?: string;
}

/** '2025-03', '2025-Q1' or '2025' of an ISO date. */
function cohortOf(created: Cell, cohort: LeadCohort): Cell {
  const day = dayOf(created);
  return day === null ? null : periodAt(day, { each: cohort, calendar: "gregorian" }).label;
}

function stateOf(created: number, converted: number | null, { within, asOf }: LeadColumns): LeadState {
  if (created > asOf) return "afterwards";
  const isConverted = converted !== null && converted <= asOf;
  if (created + within > asOf) return isConverted ? "youngConverted" : "young";
  if (!isConverted) return "never";
  return converted - created <= within ? "inTime" : "late";
}

/** Segments that differ in the day of creation only, as one each, or as one a cohort. */
function byCohort(days: readonly Leads[], { by, cohort }: LeadColumns): Leads[] {
  const groups = new Map<string, { cells: readonly Cell[]; days: Leads[] }>();
  for (const day of days) {
    const segment = day.cells.slice(0, by.length);
    const cells = cohort === undefined ? segment : [...segment, cohortOf(day.cells[by.length]!, cohort)];
    const name = JSON.stringify(cells);
    const group = groups.get(name) ?? { cells, days: [] };
    groups.set(name, group);
    group.days.push(day);
  }
  return [...groups.values()].map(({ cells, days: some }) => ({ ...pooledCases(some, STATES), cells }));
}

/** Whether a lead had been created by the last day the table knows of, or its day is not known. */
export const hasBegun = ({ classes, missing }: Leads): boolean =>
  missing > 0 || STATES.some((state) => state !== "afterwards" && classes[state].n > 0);

/** The tally: one crosstab of segment × day of creation × day of conversion, then what became of each lead. */
export async function leadTally(table: Table, columns: LeadColumns, caller: string): Promise<Leads[]> {
  const { created, converted, by, weight } = columns;
  const isBefore = (later: Cell, earlier: Cell) =>
    later !== null && earlier !== null && dayOf(later)! < dayOf(earlier)!;
  const check = async (found: readonly (readonly Cell[])[]) => {
    const [conversions, creations] = [found[0]!, found[1 + by.length]!];
    const what = `${caller} requires dates`;
    await requireDates(table, created, creations, { what });
    await requireDates(table, converted, conversions, { what });
    const wrong = conversions.findIndex((cell, i) => isBefore(cell, creations[i]!));
    if (wrong < 0) return;
    const where = await rowsWith(table, [converted, created], (later, earlier) => isBefore(later!, earlier!));
    const got = `${shown(conversions[wrong]!)} before ${shown(creations[wrong]!)}`;
    throw new RangeError(`${caller} requires conversions on or after the creation; got ${got} (${where})`);
  };
  const classOf = ([conversion]: readonly Cell[], cells: readonly Cell[]): LeadState | null => {
    const day = dayOf(cells[by.length]);
    return day === null ? null : stateOf(day, dayOf(conversion), columns);
  };
  const asked = { answers: [converted], by: [...by, created], weight, cluster: undefined, names: STATES };
  return byCohort(await caseTally(table, { ...asked, classOf, check }, caller), columns);
}
