import { isoDay } from "../calendar.js";
import type { Course, Offer } from "../course.js";
import { OFFER_RULES } from "../truth.js";
import { code, END, lastDay, netSales, type Row, type World } from "../world.js";
import type { NumberedOrder } from "./orders.js";

/** An offer counts for the days from the one it is sent on. */
const OFFER_DAYS = OFFER_RULES.days;

function response(course: Course, { day, heldOut, opened }: Offer): string | null {
  if (heldOut) return null;
  const bought = course.orders.some((order) => order.day >= day && order.day < day + OFFER_DAYS);
  return bought ? "bought" : opened ? "opened" : "none";
}

/** Who got which offer, who was held out, and what both bought in the 14 days after it. */
export function offersTable({ people, courses }: World): Row[] {
  const found: { day: number; row: Row }[] = [];
  people.forEach((person, index) => {
    const course = courses[index]!;
    for (const offer of course.offers) {
      if (offer.day > lastDay(course) || offer.day + OFFER_DAYS > END) continue;
      found.push({
        day: offer.day,
        row: {
          customer: person.id,
          campaign: offer.campaign.id,
          sent_on: isoDay(offer.day),
          group: offer.heldOut ? "held out" : "sent",
          response: response(course, offer),
          margin_14d: netSales(course, offer.day, offer.day + OFFER_DAYS - 1).margin,
        },
      });
    }
  });
  return found.sort((a, b) => a.day - b.day).map(({ row }, index) => ({ offer: code("F", index + 1, 5), ...row }));
}

/** What each campaign cost and how many it reached: messages sent, or visits it brought. */
export function campaignsTable(
  { campaigns }: World,
  offers: readonly Row[],
  sessions: readonly Row[],
  orders: readonly NumberedOrder[],
): Row[] {
  const count = (rows: readonly Row[], id: string, group?: string) =>
    rows.filter((row) => row.campaign === id && (group === undefined || row.group === group)).length;
  return campaigns.map((campaign) => {
    const offer = campaign.uplift > 0;
    const reached = offer ? count(offers, campaign.id, "sent") : count(sessions, campaign.id);
    return {
      campaign: campaign.id,
      name: campaign.name,
      medium: campaign.medium,
      kind: offer ? "offer" : "media",
      started_on: isoDay(campaign.from),
      ended_on: isoDay(Math.min(campaign.to, END)),
      reached,
      held_out: offer ? count(offers, campaign.id, "held out") : null,
      orders: orders.filter(({ order }) => order.campaign === campaign.id).length,
      cost: campaign.fixedCost + reached * campaign.costPerContact,
    };
  });
}
