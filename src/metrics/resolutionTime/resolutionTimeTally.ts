import type { Spell } from "../../statistics/survivalCurve.js";
import { requireColumns } from "../../tables/requirements.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { rowsWith, shown } from "../scale.js";
import { bySegment } from "../segments.js";
import { pooledSurvival, type SurvivalSegment } from "../survival/survivalTally.js";
import { minuteOf } from "./workingHours.js";

/** The tickets of a segment, with their hours. */
export interface TicketSegment extends SurvivalSegment {
  /** Opened after the day the table is read of. */
  readonly later: number;
}

export interface TicketColumns {
  readonly opened: string;
  readonly resolved: string;
  readonly by: readonly string[];
  /** Minutes since 1970. */
  readonly asOf: number;
  readonly minutesBetween: (from: number, to: number) => number;
}

const CALLER = "resolutionTime";

export const pooledTickets = (segments: readonly TicketSegment[]): TicketSegment => ({
  ...pooledSurvival(segments),
  later: segments.reduce((sum, { later }) => sum + later, 0),
});

async function requireDateTimes(table: Table, column: string, cells: readonly Cell[]): Promise<void> {
  const isWrong = (cell: Cell) => cell !== null && minuteOf(cell) === null;
  const wrong = cells.find(isWrong);
  if (wrong === undefined) return;
  const where = await rowsWith(table, column, isWrong);
  throw new TypeError(
    `${CALLER} requires date-times such as '2026-03-21T14:05:00' in '${column}'; got ${shown(wrong)} (${where})`,
  );
}

const isBackwards = (from: Cell, to: Cell): boolean => {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return start !== null && end !== null && end < start;
};

/** Throws the message for a ticket that was resolved before it was opened, with the row of the first. */
async function refuseBackwards(table: Table, opened: string, resolved: string): Promise<never> {
  let got = "";
  const where = await rowsWith(table, [opened, resolved], (from, to) => {
    if (isBackwards(from!, to!)) got ||= `${to} before ${from}`;
    return isBackwards(from!, to!);
  });
  throw new RangeError(`${CALLER} requires '${resolved}' not before '${opened}'; got ${got} (${where})`);
}

function segmentOf(cells: readonly Cell[], entries: readonly Cross[], columns: TicketColumns): TicketSegment {
  const { by, asOf, minutesBetween } = columns;
  const spells: Spell[] = [];
  let [missing, later] = [0, 0];
  for (const { keys, n } of entries) {
    const [from, to] = [minuteOf(keys[by.length]), minuteOf(keys[by.length + 1])];
    if (from === null) missing += n;
    else if (from > asOf) later += n;
    else {
      // What was resolved later was open on that day.
      const observed = to !== null && to <= asOf;
      spells.push({ duration: minutesBetween(from, observed ? to : asOf) / 60, observed, entry: null, n });
    }
  }
  return { cells, spells, neverAtRisk: 0, missing, later };
}

/** The tally: one crosstab of segment × opened × resolved. */
export async function ticketTally(table: Table, columns: TicketColumns): Promise<TicketSegment[]> {
  const { opened, resolved, by } = columns;
  await requireColumns(table, [opened, resolved, ...by], CALLER);
  const tally = await table.crosstab([...by, opened, resolved]);
  const place = by.length;
  await requireDateTimes(
    table,
    opened,
    tally.map(({ keys }) => keys[place]!),
  );
  await requireDateTimes(
    table,
    resolved,
    tally.map(({ keys }) => keys[place + 1]!),
  );
  if (tally.some(({ keys }) => isBackwards(keys[place]!, keys[place + 1]!)))
    await refuseBackwards(table, opened, resolved);
  return bySegment(tally, place).map(({ cells, entries }) => segmentOf(cells, entries, columns));
}
