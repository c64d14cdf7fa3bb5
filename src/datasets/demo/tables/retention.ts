import { isoDay } from "../calendar.js";
import { activeOn, END, netSales, type Row, SECOND_YEAR, START, type World } from "../world.js";

/** Everybody active on 2025-07-01: sales and margin of the year before and the year after, and who was still there. */
export function retentionTable({ people, courses }: World): Row[] {
  const rows: Row[] = [];
  people.forEach((person, index) => {
    const course = courses[index]!;
    if (!activeOn(person, course, SECOND_YEAR) || person.joined >= SECOND_YEAR) return;
    const base = netSales(course, START, SECOND_YEAR - 1);
    const end = netSales(course, SECOND_YEAR, END);
    rows.push({
      customer: person.id,
      segment: person.segment,
      channel: person.channel,
      region: person.region,
      tenure_days: SECOND_YEAR - person.joined,
      retained: course.left === null,
      left_on: course.left === null ? null : isoDay(course.left),
      sales_start: base.revenue,
      sales_end: end.revenue,
      margin_start: base.margin,
      margin_end: end.margin,
    });
  });
  return rows;
}

/** The randomised retention tactics of 2025-07-01 and what became of the customers within a year. */
export function tacticsTable({ people, courses }: World, costs: Readonly<Record<string, { cost: number }>>): Row[] {
  const rows: Row[] = [];
  people.forEach((person, index) => {
    const course = courses[index]!;
    if (course.tactic === null || person.joined >= SECOND_YEAR) return;
    const after = netSales(course, SECOND_YEAR, END);
    rows.push({
      customer: person.id,
      segment: person.segment,
      assigned_on: isoDay(SECOND_YEAR),
      tactic: course.tactic,
      cost: costs[course.tactic]!.cost,
      retained: course.left === null,
      sales_after: after.revenue,
      margin_after: after.margin,
    });
  });
  return rows;
}
