import { isoDay, jalaliDay } from "../calendar.js";
import { END, type Row, START, type World } from "../world.js";

export function customersTable({ people, courses }: World): Row[] {
  return people.map((person, index) => {
    const { left } = courses[index]!;
    return {
      customer: person.id,
      name: person.name,
      city: person.city,
      region: person.region,
      segment: person.segment,
      channel: person.channel,
      first_purchase: isoDay(person.joined),
      first_purchase_jalali: jalaliDay(person.joined),
      offers_allowed: person.offersAllowed,
      pay_later: person.payLater,
      left: left !== null,
      left_on: left === null ? null : isoDay(left),
      entry_days: Math.max(0, START - person.joined),
      tenure_days: (left ?? END + 1) - person.joined,
    };
  });
}
