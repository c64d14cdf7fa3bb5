import { isoMinute } from "../calendar.js";
import { pick, stream } from "../chance.js";
import { code, END, inWindow, type Row, type World } from "../world.js";

const MEDIA = { phone: 0.5, chat: 0.3, email: 0.2 };
/** What the customer does alone in the account. */
const SELF_SERVICE = new Set(["address change", "password reset", "touchpoint change", "unsubscribe"]);
const TOUCHPOINTS = { "app to website": 0.4, "website to app": 0.25, "website to phone": 0.2, "app to phone": 0.15 };

export function contactsTable({ seed, people, courses }: World): Row[] {
  const found: { at: number; row: Row }[] = [];
  courses.forEach((course, index) => {
    const chance = stream(seed, "contact media", index);
    for (const { day, minute, kind } of course.contacts) {
      const medium = pick(chance, MEDIA);
      const touchpoint = pick(chance, TOUCHPOINTS);
      if (!inWindow(day)) continue;
      const row = {
        customer: people[index]!.id,
        at: isoMinute(day, minute),
        kind,
        medium: SELF_SERVICE.has(kind) ? "self-service" : medium,
        detail: kind === "touchpoint change" ? touchpoint : null,
      };
      found.push({ at: day * 1440 + minute, row });
    }
  });
  found.sort((a, b) => a.at - b.at);
  return found.map(({ row }, index) => ({ contact: code("N", index + 1, 5), ...row }));
}

/** Complaints the customer could still make: none after leaving or after the window. */
export function complaintsOf({ people, courses }: World) {
  return courses
    .flatMap((course, index) =>
      course.complaints
        .filter(({ day }) => inWindow(day) && day < (course.left ?? END + 1))
        .map((complaint) => ({ complaint, course, person: people[index]! })),
    )
    .sort(
      (a, b) =>
        a.complaint.day - b.complaint.day || a.complaint.minute - b.complaint.minute || a.person.index - b.person.index,
    )
    .map((entry, index) => ({ ...entry, id: code("Q", index + 1, 4) }));
}
