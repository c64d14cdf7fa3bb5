import type { Attribute, Segment } from "./truth.js";

interface AttributeTruth {
  /** Points of satisfaction (1–5) for one point of perception (1–7). */
  readonly weight: number;
  readonly perception: number;
  readonly expectation: number;
  readonly competitor: number;
  /** Mean of the stated importance: nearly constant, and highest for price. */
  readonly importance: number;
  /** Points of 100 the constant-sum question gives on average. */
  readonly points: number;
}

/** What drives satisfaction. Stated importance and constant sum disagree with it on purpose. */
export const ATTRIBUTE_TRUTH: Readonly<Record<Attribute, AttributeTruth>> = {
  delivery: { weight: 0.24, perception: 5.0, expectation: 5.9, competitor: 5.5, importance: 6.0, points: 15 },
  quality: { weight: 0.17, perception: 5.5, expectation: 5.9, competitor: 5.3, importance: 6.1, points: 18 },
  support: { weight: 0.12, perception: 5.1, expectation: 5.6, competitor: 4.7, importance: 5.8, points: 11 },
  price: { weight: 0.085, perception: 4.7, expectation: 5.5, competitor: 5.0, importance: 6.3, points: 24 },
  website: { weight: 0.055, perception: 5.5, expectation: 5.5, competitor: 5.1, importance: 5.7, points: 9 },
  returns: { weight: 0.035, perception: 4.8, expectation: 5.3, competitor: 4.5, importance: 5.7, points: 9 },
  range: { weight: 0.015, perception: 5.3, expectation: 5.3, competitor: 5.0, importance: 5.7, points: 9 },
  packaging: { weight: 0, perception: 5.5, expectation: 4.7, competitor: 5.0, importance: 5.4, points: 5 },
};

/** Differences of perception by segment, in points of 1–7. */
export const SEGMENT_PERCEPTION: Readonly<Record<Segment, Partial<Record<Attribute, number>>>> = {
  Everyday: { delivery: -0.2, price: -0.2 },
  Enthusiast: { quality: 0.35, range: 0.3, website: 0.2 },
  Business: { support: 0.5, delivery: 0.45, packaging: 0.2 },
  Reseller: { range: -1.3, price: -0.6, support: -0.2 },
};

export const SURVEY_TRUTH = {
  formulas: {
    perception:
      "mean + segment + wave + events + halo × H + own × D + noise × ε, rounded to 1–7; H, D, ε standard normal",
    satisfaction: "constant + Σ weight × (perception − 5) + penalty + reward + image × I + noise × ε, rounded to 1–5",
    recommend: "constant + slope × (satisfaction − 3.85, unrounded) + image × I + segment + noise × ε, rounded to 0–10",
    loyaltyItems: "constant + slope × (satisfaction − 3.85, unrounded) + noise × ε, rounded to 1–5",
    image: "I = 0.5 × H + 0.85 × ε",
  },
  waves: ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"],
  /** Added to the perception of delivery and of price in each wave: the warehouse move, the price rise. */
  deliveryByWave: [0, 0.05, 0, 0.05, -0.1, -0.75, -0.5, -0.1],
  priceByWave: [0, 0, 0.05, 0, -0.25, -0.35, -0.3, -0.3],
  supportByWave: [-0.1, -0.05, 0, 0, 0.05, 0.1, 0.15, 0.2],
  khuzestanDelivery: -0.7,
  spread: { halo: 0.5, own: 0.6, noise: 0.55 },
  lateWithin90Days: -0.9,
  badComplaintWithin120Days: -1.2,
  satisfaction: { constant: 3.85, image: 0.12, noise: 0.5 },
  /** Beyond its weight: delivery hurts more when it is bad, support delights when it is excellent. */
  penalty: { attribute: "delivery", atOrBelow: 3, points: -0.35 },
  reward: { attribute: "support", atOrAbove: 7, points: 0.25 },
  recommend: {
    constant: 8.2,
    slope: 1.75,
    image: 0.25,
    segment: { Everyday: 0, Enthusiast: 0.2, Business: 0.3, Reseller: -0.5 },
    noise: 1.25,
  },
  loyaltyItem: { constant: 3.95, slope: 0.8, noise: 0.6 },
  overallSlopes: { overall: 1.9, confirmation: 1.6, ideal: 1.7 },
  /** Chance that an invited customer answers: the panel, others; times the segment's; times 0.85 if dissatisfied. */
  response: {
    panel: 0.62,
    others: 0.2,
    segment: { Everyday: 0.9, Enthusiast: 1.2, Business: 0.85, Reseller: 0.6 },
    dissatisfied: 0.85,
  },
  /** Missing answers: any item 2 % at random; recommend 6 % of those with satisfaction 1–2; competitor: not known to 38 %. */
  missing: { item: 0.02, recommendIfDissatisfied: 0.06, competitorUnknown: 0.38, repurchase: 0.03 },
} as const;

/** Kano categories of the features asked in the functional/dysfunctional questionnaire; 75 % answer by it. */
export const KANO_TRUTH = {
  "On-time delivery": "must-be",
  "Genuine goods": "must-be",
  "Low price": "one-dimensional",
  "Fast answers": "one-dimensional",
  "Gift wrapping": "attractive",
  "Colour of the box": "indifferent",
} as const;
