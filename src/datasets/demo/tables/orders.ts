import { type Order, RETURN_COST } from "../baskets.js";
import { isoDay } from "../calendar.js";
import type { Course } from "../course.js";
import type { Person } from "../people.js";
import { code, END, inWindow, lastDay, type Row, type World } from "../world.js";

/** The orders of the window with their codes, in the order of time. */
export function numberedOrders({ people, courses }: World) {
  const found: { order: Order; person: Person; course: Course }[] = [];
  courses.forEach((course, index) => {
    for (const order of course.orders) {
      if (inWindow(order.day)) found.push({ order, person: people[index]!, course });
    }
  });
  found.sort((a, b) => a.order.day - b.order.day || a.order.minute - b.order.minute || a.person.index - b.person.index);
  return found.map((entry, index) => ({ ...entry, id: code("O", index + 1, 5) }));
}

export type NumberedOrder = ReturnType<typeof numberedOrders>[number];

/** A line for each category sold, and a line with negative amounts for what came back, dated when it came back. */
export function ordersTable(orders: readonly NumberedOrder[]): Row[] {
  const dated: { day: number; row: Row }[] = [];
  for (const { order, person, course, id } of orders) {
    order.lines.forEach((line, index) => {
      const common = { order: id, line: index + 1, customer: person.id };
      const sale = {
        kind: "sale",
        category: line.category,
        units: line.units,
        revenue: line.revenue,
        margin: line.margin,
      };
      const delivery = { delivery_days: order.deliveryDays, late: order.late, campaign: order.campaign };
      dated.push({ day: order.day, row: { ...common, date: isoDay(order.day), ...sale, ...delivery } });
      if (line.returned === null || line.returned > Math.min(END, lastDay(course))) return;
      const back = { kind: "return", category: line.category, units: -line.units, revenue: -line.revenue };
      const none = { delivery_days: null, late: null, campaign: null };
      const margin = -line.margin - RETURN_COST;
      dated.push({ day: line.returned, row: { ...common, date: isoDay(line.returned), ...back, margin, ...none } });
    });
  }
  return dated.sort((a, b) => a.day - b.day).map(({ row }) => row);
}
