import { civilOf, dayOf, isoDay, quarterOf } from "../calendar.js";
import { between, exponential, happens, normal, stream } from "../chance.js";
import { drifting } from "../course.js";
import { DIFFERENCES, DRIFT } from "../truth.js";
import { END, netSales, type Row, START, type World } from "../world.js";

/** Chance that a statement is paid late, by segment (pay-later customers only). */
export const LATE_PAYMENT = { Everyday: 0.06, Enthusiast: 0.05, Business: 0.05, Reseller: 0.1 } as const;

/** First days of the calendar periods of `months` months in the window, and the last day of each. */
function periods(months: number): { from: number; to: number }[] {
  const list: { from: number; to: number }[] = [];
  const first = civilOf(START);
  for (let offset = 0; offset < 24; offset += months) {
    const at = (shift: number) => {
      const month = first.month - 1 + offset + shift;
      return dayOf({ year: first.year + Math.floor(month / 12), month: (month % 12) + 1, day: 1 });
    };
    list.push({ from: at(0), to: at(months) - 1 });
  }
  return list;
}

/** One statement for each month with purchases of a pay-later customer, due on the 15th of the next month. */
export function billingTable({ seed, people, courses }: World): Row[] {
  const months = periods(1);
  const rows: { issued: number; row: Row }[] = [];
  people.forEach((person, index) => {
    if (!person.payLater) return;
    const chance = stream(seed, "billing", index);
    const course = courses[index]!;
    for (const { from, to } of months) {
      const amount = netSales(course, from, to).revenue;
      if (amount <= 0) continue;
      const due = to + 15;
      const drift = drifting(course, due) ? DRIFT.latePayment : 1;
      const late = happens(chance, LATE_PAYMENT[person.segment] * drift);
      const paid = late ? due + between(chance, 3, 45) : due - between(chance, 0, 12);
      const known = paid <= END;
      rows.push({
        issued: to + 1,
        row: {
          customer: person.id,
          month: isoDay(from).slice(0, 7),
          amount,
          due_on: isoDay(due),
          paid_on: known ? isoDay(paid) : null,
          days_late: known ? Math.max(0, paid - due) : null,
        },
      });
    }
  });
  return rows.sort((a, b) => a.issued - b.issued).map(({ row }) => row);
}

/** Quarter by quarter, what a panel of customers spent here and in all shops on such goods. */
export function walletTable({ seed, people, courses }: World): Row[] {
  const quarters = periods(3);
  const rows: { from: number; row: Row }[] = [];
  people.forEach((person, index) => {
    if (!person.walletPanel) return;
    const chance = stream(seed, "wallet", index);
    const course = courses[index]!;
    for (const { from, to } of quarters) {
      const noise = exponential(DIFFERENCES.walletShare.quarterlySigma * normal(chance));
      const elsewhere = between(chance, 5, 60) * 10;
      if (person.joined > from || (course.left !== null && course.left <= from)) continue;
      const own = Math.max(0, netSales(course, from, to).revenue);
      const drift = drifting(course, Math.floor((from + to) / 2)) ? DRIFT.walletShare : 1;
      const share = Math.min(1, person.walletShare * drift * noise);
      const all = own > 0 ? Math.max(own, Math.round(own / share)) : Math.round(elsewhere * person.spendFactor);
      rows.push({
        from,
        row: {
          customer: person.id,
          segment: person.segment,
          quarter: quarterOf(from),
          spent_here: own,
          spent_all: all,
        },
      });
    }
  });
  return rows.sort((a, b) => a.from - b.from).map(({ row }) => row);
}
