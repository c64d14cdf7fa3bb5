import type { Random } from "../../../statistics/random.js";
import { isoMinute, parseDay, weekday } from "../calendar.js";
import { exponential, happens, normal, onScale, stream } from "../chance.js";
import { code, END, inWindow, type Row, type World } from "../world.js";
import { complaintsOf } from "./contacts.js";

/** Median working hours to resolve, by topic; the busy winter of the warehouse move takes 1.6 times as long. */
export const TICKET_TRUTH = {
  medianHours: { technical: 7, product: 2.5, billing: 10, delivery: 4, complaint: 22 },
  spread: 0.9,
  busy: { from: "2025-10-01", to: "2026-01-31", factor: 1.6 },
  forgotten: 0.02,
  forgottenHours: 600,
  reopened: 0.07,
  /** Open hours: Saturday to Wednesday 8–18, Thursday 8–13, closed on Friday. */
  openMinutes: [600, 600, 600, 600, 600, 300, 0],
} as const;

type Topic = keyof typeof TICKET_TRUTH.medianHours;

const OPENS = 8 * 60;
const BUSY = { from: parseDay(TICKET_TRUTH.busy.from), to: parseDay(TICKET_TRUTH.busy.to) };
const TOPIC_OF: Readonly<Record<string, Topic>> = {
  "technical call": "technical",
  "product question": "product",
  "billing question": "billing",
  "delivery question": "delivery",
};

/** The minute (since 1970) when `work` working minutes after `from` have passed. */
export function afterWorkingMinutes(from: number, work: number): number {
  let day = Math.floor(from / 1440);
  let minute = from - day * 1440;
  let left = work;
  for (;;) {
    const closes = OPENS + TICKET_TRUTH.openMinutes[weekday(day)]!;
    const begin = Math.max(minute, OPENS);
    if (left <= closes - begin) return day * 1440 + begin + left;
    left -= Math.max(0, closes - begin);
    day += 1;
    minute = 0;
  }
}

function resolve(topic: Topic, opened: number, chance: Random) {
  const day = Math.floor(opened / 1440);
  const busy = day >= BUSY.from && day <= BUSY.to ? TICKET_TRUTH.busy.factor : 1;
  const hours = TICKET_TRUTH.medianHours[topic] * busy * exponential(TICKET_TRUTH.spread * normal(chance));
  const forgotten = happens(chance, TICKET_TRUTH.forgotten) ? TICKET_TRUTH.forgottenHours * 60 : 0;
  const work = Math.max(4, Math.round(hours * 60)) + forgotten;
  const answered = afterWorkingMinutes(opened, Math.max(2, Math.round(work * (0.05 + 0.3 * chance.next()))));
  return { hours: work / 60, answered, resolved: afterWorkingMinutes(opened, work) };
}

function ticket(customer: string, topic: Topic, opened: number, chance: Random, complaint: string | null): Row {
  const { hours, answered, resolved } = resolve(topic, opened, chance);
  const reopened = happens(chance, TICKET_TRUTH.reopened);
  const feels = onScale(4.5 - hours / 25 - (reopened ? 0.8 : 0) + 0.8 * normal(chance), 1, 5);
  const rated = happens(chance, 0.45);
  const cutOff = (END + 1) * 1440;
  const text = (minute: number) => (minute < cutOff ? isoMinute(Math.floor(minute / 1440), minute % 1440) : null);
  return {
    customer,
    topic,
    opened_at: text(opened),
    first_answer_at: text(answered),
    resolved_at: text(resolved),
    reopened: resolved < cutOff ? reopened : null,
    satisfaction: resolved < cutOff && rated ? feels : null,
    complaint,
  };
}

/** Every question and every complaint opens a ticket. */
export function ticketsTable(world: World): Row[] {
  const { seed, people, courses } = world;
  const found: { at: number; row: Row }[] = [];
  courses.forEach((course, index) => {
    const chance = stream(seed, "tickets", index);
    for (const { day, minute, kind } of course.contacts) {
      const topic = TOPIC_OF[kind];
      if (topic === undefined || !inWindow(day)) continue;
      const at = day * 1440 + minute;
      found.push({ at, row: ticket(people[index]!.id, topic, at, chance, null) });
    }
  });
  for (const { complaint, person, id } of complaintsOf(world)) {
    const chance = stream(seed, `ticket of a complaint of ${complaint.day}`, person.index);
    const at = complaint.day * 1440 + complaint.minute;
    found.push({ at, row: ticket(person.id, "complaint", at, chance, id) });
  }
  found.sort((a, b) => a.at - b.at);
  return found.map(({ row }, index) => ({ ticket: code("T", index + 1, 5), ...row }));
}
