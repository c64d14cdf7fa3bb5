import type { Random } from "../../../statistics/random.js";
import { isoDay, jalaliDay, parseDay, quarterOf } from "../calendar.js";
import { between, happens, normal, onScale, stream } from "../chance.js";
import { type Course, drifting } from "../course.js";
import { attributeOf, deviationOf } from "../leaving.js";
import type { Person } from "../people.js";
import { ATTRIBUTE_TRUTH, SEGMENT_PERCEPTION, SURVEY_TRUTH } from "../survey-truth.js";
import { ATTRIBUTES, type Attribute, DRIFT } from "../truth.js";
import { activeOn, code, type Row, type World } from "../world.js";

const round2 = (value: number) => Math.round(value * 100) / 100;

type Answers<Value = number> = Record<string, Value>;

/** Latent perception of an attribute on a day, before the noise of the answer. */
function latentPerception(person: Person, course: Course, attribute: Attribute, day: number): number {
  const wave = SURVEY_TRUTH.waves.indexOf(quarterOf(day) as (typeof SURVEY_TRUTH.waves)[number]);
  let value = ATTRIBUTE_TRUTH[attribute].perception + (SEGMENT_PERCEPTION[person.segment][attribute] ?? 0);
  value += deviationOf(person, attribute);
  if (attribute === "delivery") {
    value += SURVEY_TRUTH.deliveryByWave[wave] ?? 0;
    const late = course.orders.some((order) => order.late && order.day <= day && day - order.day <= 90);
    if (late) value += SURVEY_TRUTH.lateWithin90Days;
  }
  if (attribute === "price") value += SURVEY_TRUTH.priceByWave[wave] ?? 0;
  if (attribute === "support") {
    value += SURVEY_TRUTH.supportByWave[wave] ?? 0;
    const bad = course.badComplaints.some((complained) => complained <= day && day - complained <= 120);
    if (bad) value += SURVEY_TRUTH.badComplaintWithin120Days;
  }
  if (drifting(course, day)) {
    value += DRIFT.perceptionOfAll + (attributeOf(course.cause!) === attribute ? DRIFT.perceptionOfTheCause : 0);
  }
  return value;
}

/** The answers a customer gives about perceptions, and the satisfaction that follows from the very answers given. */
function opinions(person: Person, course: Course, day: number, chance: Random) {
  const perceptions: Answers = {};
  let satisfaction = SURVEY_TRUTH.satisfaction.constant + SURVEY_TRUTH.satisfaction.image * person.image;
  for (const attribute of ATTRIBUTES) {
    const noise = SURVEY_TRUTH.spread.noise * normal(chance);
    const perceived = onScale(latentPerception(person, course, attribute, day) + noise, 1, 7);
    perceptions[attribute] = perceived;
    satisfaction += ATTRIBUTE_TRUTH[attribute].weight * (perceived - 5);
    if (attribute === SURVEY_TRUTH.penalty.attribute && perceived <= SURVEY_TRUTH.penalty.atOrBelow) {
      satisfaction += SURVEY_TRUTH.penalty.points;
    }
    if (attribute === SURVEY_TRUTH.reward.attribute && perceived >= SURVEY_TRUTH.reward.atOrAbove) {
      satisfaction += SURVEY_TRUTH.reward.points;
    }
  }
  satisfaction += SURVEY_TRUTH.satisfaction.noise * normal(chance);
  return { perceptions, satisfaction };
}

/** The items that follow from satisfaction, and the image and value items of the path model. */
function overallItems(person: Person, perceptions: Answers, satisfaction: number, chance: Random): Answers {
  const { recommend, loyaltyItem, overallSlopes } = SURVEY_TRUTH;
  const above = satisfaction - SURVEY_TRUTH.satisfaction.constant;
  const loyalty = () => loyaltyItem.constant + loyaltyItem.slope * above + loyaltyItem.noise * normal(chance);
  const ten = (mean: number, slope: number, noise: number) =>
    onScale(mean + slope * above + noise * normal(chance), 1, 10);
  const image = () => onScale(7.4 + 1.1 * person.image + 0.8 * normal(chance), 1, 10);
  const ease = perceptions.website! + perceptions.support! + perceptions.returns!;
  const worth = 6.8 + 0.8 * (perceptions.price! - 4.7) + 0.4 * (perceptions.quality! - 5.5);
  const willing = recommend.constant + recommend.slope * above + recommend.image * person.image;
  return {
    recommend: onScale(willing + recommend.segment[person.segment] + recommend.noise * normal(chance), 0, 10),
    satisfaction: onScale(satisfaction, 1, 5),
    repurchase: onScale(loyalty(), 1, 5),
    would_recommend: onScale(loyalty(), 1, 5),
    effort: onScale(5.2 + 0.35 * (ease - 15.4) + 0.7 * normal(chance), 1, 7),
    overall: ten(7.7, overallSlopes.overall, 0.7),
    confirmation: ten(7.1, overallSlopes.confirmation, 0.9),
    ideal: ten(6.8, overallSlopes.ideal, 0.9),
    image_trust: image(),
    image_modern: image(),
    image_care: image(),
    value_price: onScale(worth + 0.9 * normal(chance), 1, 10),
    value_quality: onScale(worth + 0.9 * normal(chance), 1, 10),
  };
}

/** Points of 100 over the attributes, by largest remainders so that they add up. */
function constantSum(chance: Random): Answers {
  const raw = ATTRIBUTES.map((attribute) =>
    Math.max(0.2, ATTRIBUTE_TRUTH[attribute].points * (1 + 0.4 * normal(chance))),
  );
  const total = raw.reduce((sum, value) => sum + value, 0);
  const exact = raw.map((value) => (20 * value) / total);
  const points = exact.map(Math.floor);
  const order = exact.map((value, index) => ({ index, rest: value - points[index]! })).sort((a, b) => b.rest - a.rest);
  const missing = 20 - points.reduce((sum, value) => sum + value, 0);
  for (let extra = 0; extra < missing; extra += 1) points[order[extra]!.index]! += 1;
  return Object.fromEntries(ATTRIBUTES.map((attribute, index) => [attribute, 5 * points[index]!]));
}

function attributeItems(perceptions: Answers, chance: Random): Answers<number | null> {
  const lenient = 0.4 * normal(chance);
  const knows = !happens(chance, SURVEY_TRUTH.missing.competitorUnknown);
  const points = constantSum(chance);
  const items: Answers<number | null> = {};
  for (const attribute of ATTRIBUTES) {
    const truth = ATTRIBUTE_TRUTH[attribute];
    const item = (mean: number, spread: number) => onScale(mean + lenient + spread * normal(chance), 1, 7);
    items[`importance_${attribute}`] = item(truth.importance, 0.7);
    items[`expectation_${attribute}`] = item(truth.expectation, 0.8);
    items[`perception_${attribute}`] = perceptions[attribute]!;
    const competitor = item(truth.competitor, 0.9);
    items[`competitor_${attribute}`] = knows ? competitor : null;
    items[`points_${attribute}`] = points[attribute]!;
  }
  return items;
}

/** Unanswered items; recommend is skipped more often by the dissatisfied. */
function leaveOut(items: Answers<number | null>, chance: Random): Answers<number | null> {
  const { missing } = SURVEY_TRUTH;
  const dissatisfied = items.satisfaction !== null && items.satisfaction! <= 2;
  const skipPoints = happens(chance, 0.05);
  const kept: Answers<number | null> = {};
  for (const [name, value] of Object.entries(items)) {
    const rate =
      name === "recommend" && dissatisfied
        ? missing.recommendIfDissatisfied
        : name === "repurchase"
          ? missing.repurchase
          : missing.item;
    const gone = name.startsWith("points_") ? skipPoints : happens(chance, rate);
    kept[name] = gone ? null : value;
  }
  return kept;
}

function answer(person: Person, course: Course, wave: string, day: number, chance: Random): Row | null {
  const { response } = SURVEY_TRUTH;
  const { perceptions, satisfaction } = opinions(person, course, day, chance);
  const willing = person.surveyPanel ? response.panel : response.others;
  const mood = satisfaction < 3 ? response.dissatisfied : 1;
  if (!happens(chance, willing * response.segment[person.segment] * mood)) return null;
  const items = overallItems(person, perceptions, satisfaction, chance);
  const all = leaveOut({ ...items, ...attributeItems(perceptions, chance) }, chance);
  return {
    customer: person.id,
    wave,
    answered_on: isoDay(day),
    answered_on_jalali: jalaliDay(day),
    segment: person.segment,
    channel: person.channel,
    region: person.region,
    weight: 1,
    ...all,
  };
}

/** The weight that gives each segment of a wave the share it has among the active customers. */
function weighted(rows: readonly Row[], active: ReadonlyMap<string, number>, everybody: number): Row[] {
  const answers = new Map<string, number>();
  for (const { segment } of rows) answers.set(segment as string, (answers.get(segment as string) ?? 0) + 1);
  return rows.map((row) => {
    const share = active.get(row.segment as string)! / everybody;
    return { ...row, weight: round2((share * rows.length) / answers.get(row.segment as string)!) };
  });
}

export function surveyTable({ seed, people, courses }: World): Row[] {
  const rows: Row[] = [];
  SURVEY_TRUTH.waves.forEach((wave, number) => {
    const [year, quarter] = wave.split("-Q").map(Number);
    const first = parseDay(`${year}-${String(3 * quarter! - 2).padStart(2, "0")}-01`);
    const answers: { day: number; row: Row }[] = [];
    const active = new Map<string, number>();
    let everybody = 0;
    people.forEach((person, index) => {
      const chance = stream(seed, `survey ${wave}`, index);
      const course = courses[index]!;
      const day = first + between(chance, 40, 82);
      if (!activeOn(person, course, day)) return;
      active.set(person.segment, (active.get(person.segment) ?? 0) + 1);
      everybody += 1;
      const row = answer(person, course, wave, day, chance);
      if (row !== null) answers.push({ day, row });
    });
    answers.sort((a, b) => a.day - b.day);
    const ordered = weighted(
      answers.map(({ row }) => row),
      active,
      everybody,
    );
    rows.push(...ordered.map((row, index) => ({ response: code(`R${number + 1}`, index + 1, 4), ...row })));
  });
  return rows;
}
