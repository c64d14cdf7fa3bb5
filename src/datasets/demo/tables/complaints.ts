import { isoDay } from "../calendar.js";
import { END, type Row, type World } from "../world.js";
import { complaintsOf } from "./contacts.js";

/** Closed within the window or not closed yet; a complaint nobody dealt with ('none') is closed without an answer. */
export function complaintsTable(world: World): Row[] {
  return complaintsOf(world).map(({ id, complaint, person }) => {
    const closed = complaint.day + complaint.handledDays;
    const known = closed <= END;
    return {
      complaint: id,
      customer: person.id,
      opened_on: isoDay(complaint.day),
      about: complaint.about,
      closed_on: known ? isoDay(closed) : null,
      outcome: known ? complaint.outcome : null,
      handling: known ? complaint.handling : null,
    };
  });
}
