import type { Cell } from "../../tables/table.js";
import { RETURN_COST } from "./baskets.js";
import { parseDay } from "./calendar.js";
import { type Campaign, campaigns } from "./campaigns.js";
import { type Course, courseOf } from "./course.js";
import { type Person, people } from "./people.js";
import { PERIOD } from "./truth.js";

/** One line of a table, by column. */
export type Row = Readonly<Record<string, Cell>>;

/** Everybody and everything that happened to them: what all tables are written from. */
export interface World {
  readonly seed: number;
  readonly people: readonly Person[];
  readonly courses: readonly Course[];
  readonly campaigns: readonly Campaign[];
}

export const START = parseDay(PERIOD.start);
export const SECOND_YEAR = parseDay(PERIOD.secondYear);
export const END = parseDay(PERIOD.end);

export function world(seed: number): World {
  const all = campaigns(seed);
  const everybody = people(seed);
  return { seed, people: everybody, campaigns: all, courses: everybody.map((person) => courseOf(seed, person, all)) };
}

export function inWindow(day: number): boolean {
  return day >= START && day <= END;
}

/** The last day on which something can be recorded of a customer. */
export function lastDay(course: Course): number {
  return course.left === null ? END : course.left - 1;
}

export function activeOn(person: Person, course: Course, day: number): boolean {
  return person.joined <= day && (course.left === null || course.left > day);
}

/** Goods that come back in the window count if their order is in it too: orders.csv has both or neither. */
function recordedReturn(ordered: number, returned: number | null, course: Course): returned is number {
  return returned !== null && returned <= lastDay(course) && (ordered >= START || returned < START);
}

/** Revenue and margin of the orders of [from, to], less what came back in it. */
export function netSales(course: Course, from: number, to: number): { revenue: number; margin: number } {
  let revenue = 0;
  let margin = 0;
  const within = (day: number) => day >= from && day <= to;
  for (const order of course.orders) {
    for (const line of order.lines) {
      if (within(order.day)) {
        revenue += line.revenue;
        margin += line.margin;
      }
      if (recordedReturn(order.day, line.returned, course) && within(line.returned)) {
        revenue -= line.revenue;
        margin -= line.margin + RETURN_COST;
      }
    }
  }
  return { revenue, margin };
}

/** 'P0042': a code with enough leading zeros to sort as text. */
export function code(letter: string, number: number, width: number): string {
  return `${letter}${String(number).padStart(width, "0")}`;
}
