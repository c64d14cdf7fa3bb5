import { RETURN_COST, RETURN_SHARE, SEASON } from "./baskets.js";
import { OFFER_TRUTH } from "./campaigns.js";
import { COMPLAINT_TRUTH } from "./complaints.js";
import { ATTRIBUTE_TRUTH, KANO_TRUTH, SEGMENT_PERCEPTION, SURVEY_TRUTH } from "./survey-truth.js";
import { LEAD_TRUTH } from "./tables/leads.js";
import { LATE_PAYMENT } from "./tables/money.js";
import { VISIT_TRUTH } from "./tables/sessions.js";
import { TICKET_TRUTH } from "./tables/tickets.js";
import {
  CATEGORY_TRUTH,
  CAUSE_TRUTH,
  CHANNEL_SHARES,
  CONTACT_TRUTH,
  DECOYS,
  DIFFERENCES,
  DRIFT,
  HAZARD_FACTORS,
  INTERVIEW_TRUTH,
  LATE,
  OFFER_RULES,
  PERIOD,
  PRICE_RISE,
  REGION_SHARES,
  SEGMENT_TRUTH,
  TACTIC_TRUTH,
} from "./truth.js";

/** All parameters of the demo company in one object, by topic. */
export const demoTruth = {
  period: PERIOD,
  segments: SEGMENT_TRUTH,
  channelShares: CHANNEL_SHARES,
  regionShares: REGION_SHARES,
  differences: DIFFERENCES,
  categories: CATEGORY_TRUTH,
  priceRise: PRICE_RISE,
  season: SEASON,
  lateDeliveries: LATE,
  returns: { share: RETURN_SHARE, cost: RETURN_COST },
  attributes: ATTRIBUTE_TRUTH,
  segmentPerception: SEGMENT_PERCEPTION,
  survey: SURVEY_TRUTH,
  kano: KANO_TRUTH,
  causes: CAUSE_TRUTH,
  hazardFactors: HAZARD_FACTORS,
  signals: CONTACT_TRUTH,
  drift: DRIFT,
  decoys: DECOYS,
  tactics: TACTIC_TRUTH,
  interviews: INTERVIEW_TRUTH,
  complaints: COMPLAINT_TRUTH,
  latePayment: LATE_PAYMENT,
  offers: OFFER_TRUTH,
  offerRules: OFFER_RULES,
  tickets: TICKET_TRUTH,
  visits: VISIT_TRUTH,
  leads: LEAD_TRUTH,
} as const;
