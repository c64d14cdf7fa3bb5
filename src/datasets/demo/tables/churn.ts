import type { Random } from "../../../statistics/random.js";
import { isoDay, jalaliDay } from "../calendar.js";
import { between, happens, oneOf, pick, stream } from "../chance.js";
import type { Course } from "../course.js";
import type { Person } from "../people.js";
import { CAUSE_TRUTH, CAUSES, type Cause, INTERVIEW_TRUTH, type Reason, type Segment } from "../truth.js";
import { VERBATIMS } from "../verbatims.js";
import { END, netSales, type Row, type World } from "../world.js";

/** Reasons of the shop's making, by how often anybody mentions them as a second reason. */
const MENTIONS = Object.fromEntries(
  CAUSES.filter((cause) => cause !== "Other" && cause !== "Moved away").map((cause) => [
    cause,
    CAUSE_TRUTH[cause].hazard.Everyday + CAUSE_TRUTH[cause].hazard.Reseller / 4,
  ]),
) as Record<Cause, number>;

/** Yearly discount rate in the lifetime value lost. */
const DISCOUNT = 0.2;

function yearlyHazard(segment: Segment): number {
  return CAUSES.reduce((sum, cause) => sum + CAUSE_TRUTH[cause].hazard[segment], 0);
}

function primaryReason(cause: Cause, chance: Random): Reason {
  const u = chance.next();
  if (cause === "Moved away") return cause;
  if (u < INTERVIEW_TRUTH.dontKnow) return "Don't know";
  if (u < INTERVIEW_TRUTH.dontKnow + INTERVIEW_TRUTH.saysHighPriceInstead) return "High price";
  return cause;
}

function furtherReasons(primary: Reason, chance: Random): Reason[] {
  if (primary === "Don't know" || primary === "Moved away") return [];
  const further: Reason[] = [];
  const wanted =
    (happens(chance, INTERVIEW_TRUTH.secondReason) ? 1 : 0) + (happens(chance, INTERVIEW_TRUTH.thirdReason) ? 1 : 0);
  while (further.length < wanted) {
    const reason = pick(chance, MENTIONS);
    if (reason !== primary && !further.includes(reason)) further.push(reason);
  }
  return further;
}

function verbatim(person: Person, reason: Reason, chance: Random): string | null {
  if (happens(chance, INTERVIEW_TRUTH.silent)) return null;
  const text = oneOf(chance, VERBATIMS[reason][person.script]);
  return text.replace("{city}", person.city).replace("{days}", String(between(chance, 3, 21)));
}

function valueLost(person: Person, course: Course) {
  const { revenue, margin } = netSales(course, course.left! - 365, course.left! - 1);
  const years = Math.min(1, (course.left! - person.joined) / 365);
  const perYear = years >= 0.25 ? margin / years : margin / 0.25;
  const lifetime = Math.round(perYear / (yearlyHazard(person.segment) + DISCOUNT));
  return { revenue_lost: revenue, margin_lost: margin, lifetime_value_lost: lifetime };
}

/** Everybody who left in the window, with what they said (churn) and each reason by itself (reasons). */
export function churnTables({ seed, people, courses }: World): { churn: Row[]; reasons: Row[] } {
  const churn: { day: number; row: Row; reasons: Row[] }[] = [];
  people.forEach((person, index) => {
    const course = courses[index]!;
    if (course.left === null || course.cause === null) return;
    const chance = stream(seed, "interviews", index);
    const interviewed = happens(chance, INTERVIEW_TRUTH.reached[person.segment]);
    const primary = primaryReason(course.cause, chance);
    const further = furtherReasons(primary, chance);
    const text = verbatim(person, primary, chance);
    const interviewDay = course.left + between(chance, 2, 30);
    const reached = interviewed && interviewDay <= END;
    const who = { customer: person.id, segment: person.segment, channel: person.channel, region: person.region };
    const lost = valueLost(person, course);
    const answers = [primary, ...further];
    churn.push({
      day: course.left,
      row: {
        ...who,
        left_on: isoDay(course.left),
        left_on_jalali: jalaliDay(course.left),
        tenure_days: course.left - person.joined,
        interviewed_on: reached ? isoDay(interviewDay) : null,
        reason: reached ? primary : null,
        reasons_given: reached ? answers.length : null,
        verbatim: reached ? text : null,
        ...lost,
      },
      reasons: reached ? answers.map((reason, rank) => ({ ...who, reason, primary: rank === 0, ...lost })) : [],
    });
  });
  churn.sort((a, b) => a.day - b.day);
  return { churn: churn.map(({ row }) => row), reasons: churn.flatMap(({ reasons }) => reasons) };
}
