import type { ColumnSchema, Role, Schema } from "../../schema.js";
import { KANO_TRUTH, SURVEY_TRUTH } from "../survey-truth.js";
import { ATTRIBUTES, type Attribute } from "../truth.js";
import { category, channel, customer, date, integer, number, REQUIRED, region, segment, text } from "./columns.js";

const ATTRIBUTE_WORDING: Readonly<Record<Attribute, string>> = {
  delivery: "delivery on the promised day",
  quality: "quality of the goods",
  support: "help from the support desk",
  price: "value for the price",
  website: "ease of website and app",
  returns: "returns and refunds",
  range: "choice of goods in stock",
  packaging: "packaging",
};

const scale = (max: number, description: string, role?: Role) =>
  integer(description, { min: 1, max, ...(role && { role, scale: { from: 1, to: max, good: "high" } }) });

function attributeColumns(): Record<string, ColumnSchema> {
  const columns: Record<string, ColumnSchema> = {};
  for (const attribute of ATTRIBUTES) {
    const wording = ATTRIBUTE_WORDING[attribute];
    columns[`importance_${attribute}`] = scale(7, `Importance of ${wording}, 1–7`);
    columns[`expectation_${attribute}`] = scale(7, `Expectation of ${wording}, 1–7`);
    columns[`perception_${attribute}`] = scale(7, `Perception of ${wording} here, 1–7`);
    columns[`competitor_${attribute}`] = scale(
      7,
      `Perception of ${wording} at the competitor the respondent knows, 1–7`,
    );
    columns[`points_${attribute}`] = integer(`Points of 100 given to ${wording}; the eight add up to 100`, {
      min: 0,
      max: 100,
    });
  }
  return columns;
}

export const surveySchema: Schema = {
  name: "survey",
  row: "one answered questionnaire of one customer in one quarterly wave",
  columns: {
    response: text("Response code", { required: true, unique: true }),
    customer,
    wave: category("Quarter of the wave", SURVEY_TRUTH.waves, REQUIRED),
    answered_on: date("Day of the answer", { ...REQUIRED, role: "date" }),
    answered_on_jalali: text("The same day in the Solar Hijri calendar, yyyy/mm/dd", REQUIRED),
    segment,
    channel,
    region,
    weight: number("Gives the segments of a wave their share of the active customers", {
      required: true,
      min: 0,
      role: "weight",
    }),
    recommend: integer("How likely to recommend us, 0–10", { min: 0, max: 10, role: "recommend" }),
    satisfaction: scale(5, "How satisfied overall, 1–5 (secure-customer item 1)", "satisfaction"),
    repurchase: scale(5, "Will buy again, 1–5 (secure-customer item 2)"),
    would_recommend: scale(5, "Would recommend, 1–5 (secure-customer item 3)"),
    effort: scale(7, "The shop made it easy for me, 1–7 agreement (customer effort score 2.0, high is good)", "effort"),
    overall: scale(10, "Overall satisfaction, 1–10"),
    confirmation: scale(10, "Falls short of or exceeds expectations, 1–10"),
    ideal: scale(10, "How close to the ideal shop, 1–10"),
    image_trust: scale(10, "Image: a shop to be trusted, 1–10"),
    image_modern: scale(10, "Image: a modern shop, 1–10"),
    image_care: scale(10, "Image: cares for its customers, 1–10"),
    value_price: scale(10, "Value: prices given the quality, 1–10"),
    value_quality: scale(10, "Value: quality given the prices, 1–10"),
    ...attributeColumns(),
  },
};

export const kanoSchema: Schema = {
  name: "kano",
  row: "one respondent's pair of answers about one feature (anonymous visitors)",
  columns: {
    respondent: text("Respondent code", REQUIRED),
    feature: category("Feature asked about", Object.keys(KANO_TRUTH), REQUIRED),
    functional: scale(
      5,
      "If it is there: 1 I like it, 2 it must be so, 3 I do not mind, 4 I can live with it, 5 I dislike it",
    ),
    dysfunctional: scale(5, "If it is not there: the same five answers"),
  },
};
