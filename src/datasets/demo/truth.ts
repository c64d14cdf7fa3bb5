/**
 * What is true in the demo company: every parameter the generator uses and a notebook may be judged by.
 * Plain data; data/README.md prints it. Amounts are thousand toman, probabilities and hazards say their period.
 */

export const SEGMENTS = ["Everyday", "Enthusiast", "Business", "Reseller"] as const;
export const CHANNELS = ["Website", "App", "Instagram", "Marketplace", "Partner store"] as const;
export const REGIONS = ["Tehran", "Khorasan", "Isfahan", "Azerbaijan", "Fars", "Khuzestan"] as const;
export const CATEGORIES = [
  "Cases",
  "Screen protectors",
  "Cables",
  "Chargers",
  "Power banks",
  "Headphones",
  "Watch bands",
] as const;
export const ATTRIBUTES = [
  "delivery",
  "quality",
  "support",
  "price",
  "website",
  "returns",
  "range",
  "packaging",
] as const;
export const CAUSES = [
  "Late delivery",
  "High price",
  "Product quality",
  "Out of stock",
  "Unresolved complaint",
  "Refund refused",
  "App problems",
  "Billing error",
  "Other",
  "Moved away",
] as const;
export const REASONS = [...CAUSES, "Don't know"] as const;
export const TACTICS = ["Control", "Discount", "Priority delivery", "Personal call", "Loyalty points"] as const;

export type Segment = (typeof SEGMENTS)[number];
export type Channel = (typeof CHANNELS)[number];
export type Region = (typeof REGIONS)[number];
export type Category = (typeof CATEGORIES)[number];
export type Attribute = (typeof ATTRIBUTES)[number];
export type Cause = (typeof CAUSES)[number];
export type Reason = (typeof REASONS)[number];
export type Tactic = (typeof TACTICS)[number];

/** Window of the tables, with the year before it that is simulated but not written. */
export const PERIOD = {
  warmUp: "2023-07-01",
  start: "2024-07-01",
  secondYear: "2025-07-01",
  end: "2026-06-30",
} as const;

export const CUSTOMERS = 4000;

export const SEGMENT_TRUTH = {
  Everyday: { share: 0.48, ordersPerMonth: 0.21, lines: 1.35, units: [1, 1], spend: 0.9, margin: 0.24, priceOff: 0 },
  Enthusiast: { share: 0.24, ordersPerMonth: 0.3, lines: 1.6, units: [1, 2], spend: 1.25, margin: 0.28, priceOff: 0 },
  Business: { share: 0.17, ordersPerMonth: 0.42, lines: 1.9, units: [1, 5], spend: 1, margin: 0.32, priceOff: 0.05 },
  Reseller: { share: 0.11, ordersPerMonth: 0.58, lines: 1.8, units: [3, 11], spend: 1, margin: 0.09, priceOff: 0.2 },
} as const;

/** How customers of a segment came: Website, App, Instagram, Marketplace, Partner store. */
export const CHANNEL_SHARES: Readonly<Record<Segment, Readonly<Record<Channel, number>>>> = {
  Everyday: { Website: 0.44, App: 0.2, Instagram: 0.2, Marketplace: 0.05, "Partner store": 0.11 },
  Enthusiast: { Website: 0.22, App: 0.44, Instagram: 0.22, Marketplace: 0.06, "Partner store": 0.06 },
  Business: { Website: 0.12, App: 0.08, Instagram: 0.02, Marketplace: 0.58, "Partner store": 0.2 },
  Reseller: { Website: 0.4, App: 0.1, Instagram: 0.1, Marketplace: 0.1, "Partner store": 0.3 },
};

export const REGION_SHARES: Readonly<Record<Region, number>> = {
  Tehran: 0.34,
  Khorasan: 0.16,
  Isfahan: 0.14,
  Azerbaijan: 0.14,
  Fars: 0.12,
  Khuzestan: 0.1,
};

export const CATEGORY_TRUTH: Readonly<Record<Category, { readonly price: number; readonly share: number }>> = {
  Cases: { price: 260, share: 0.26 },
  "Screen protectors": { price: 150, share: 0.17 },
  Cables: { price: 190, share: 0.16 },
  Chargers: { price: 460, share: 0.15 },
  "Power banks": { price: 920, share: 0.1 },
  Headphones: { price: 1450, share: 0.09 },
  "Watch bands": { price: 310, share: 0.07 },
};

/** How customers of a segment differ: lognormal factors with mean 1; share of their purchases made here. */
export const DIFFERENCES = {
  ordersSigma: 0.55,
  spendSigma: 0.45,
  walletShare: { mean: 0.52, spread: 0.18, quarterlySigma: 0.25 },
} as const;

export const PRICE_RISE = { from: "2025-09-01", factor: 1.12 } as const;

/** What a customer does with an offer, and the share held out at random. */
export const OFFER_RULES = { heldOut: 0.1, opened: 0.35, days: 14 } as const;

/** Share of orders that come late, by region; from October 2025 to January 2026 (a warehouse move) times 2.2. */
export const LATE = {
  byRegion: { Tehran: 0.07, Khorasan: 0.09, Isfahan: 0.08, Azerbaijan: 0.1, Fars: 0.13, Khuzestan: 0.22 },
  warehouseMove: { from: "2025-10-01", to: "2026-01-31", factor: 2.2 },
} as const;

/** Yearly churn hazard by cause and segment before the circumstances of the customer multiply it. */
export const CAUSE_TRUTH: Readonly<
  Record<Cause, { readonly hazard: Readonly<Record<Segment, number>>; readonly leadDays: number }>
> = {
  "Late delivery": { hazard: { Everyday: 0.15, Enthusiast: 0.055, Business: 0.022, Reseller: 0.03 }, leadDays: 45 },
  "High price": { hazard: { Everyday: 0.055, Enthusiast: 0.022, Business: 0.006, Reseller: 0.07 }, leadDays: 90 },
  "Product quality": { hazard: { Everyday: 0.028, Enthusiast: 0.032, Business: 0.006, Reseller: 0.012 }, leadDays: 60 },
  "Out of stock": { hazard: { Everyday: 0.003, Enthusiast: 0.006, Business: 0.004, Reseller: 0.36 }, leadDays: 75 },
  "Unresolved complaint": {
    hazard: { Everyday: 0.01, Enthusiast: 0.01, Business: 0.01, Reseller: 0.012 },
    leadDays: 40,
  },
  "Refund refused": { hazard: { Everyday: 0.014, Enthusiast: 0.012, Business: 0.004, Reseller: 0.008 }, leadDays: 30 },
  "App problems": {
    hazard: { Everyday: 0.0045, Enthusiast: 0.0045, Business: 0.0045, Reseller: 0.0045 },
    leadDays: 60,
  },
  "Billing error": { hazard: { Everyday: 0.0015, Enthusiast: 0.0015, Business: 0.009, Reseller: 0.006 }, leadDays: 50 },
  Other: { hazard: { Everyday: 0.006, Enthusiast: 0.004, Business: 0.003, Reseller: 0.005 }, leadDays: 60 },
  "Moved away": { hazard: { Everyday: 0.008, Enthusiast: 0.006, Business: 0.003, Reseller: 0.004 }, leadDays: 45 },
};

/** What multiplies the hazard of a cause. `perception`: times e^(−slope × deviation of the attribute's perception). */
export const HAZARD_FACTORS = {
  lateDelivery: { cause: "Late delivery", withinDays: 90, factor: 3.2, otherwise: 0.72 },
  returnedGoods: { cause: "Product quality", withinDays: 120, factor: 3, otherwise: 0.9 },
  badlyHandledComplaint: { cause: "Unresolved complaint", withinDays: 120, factor: 14, otherwise: 0.3 },
  rejectedComplaint: { cause: "Refund refused", withinDays: 120, factor: 14, otherwise: 0.5 },
  technicalCall: { cause: "App problems", withinDays: 60, factor: 5, otherwise: 0.85 },
  billingQuestion: { cause: "Billing error", withinDays: 60, factor: 12, otherwise: 0.8 },
  perceptionSlope: 0.35,
  priceRise: { cause: "High price", from: "2025-09-01", factor: 1.35 },
  bigReseller: { cause: "Out of stock", note: "times the customer's own spending factor, at most 2.5" },
  marketplace: { factor: 1.6, note: "all causes but 'Moved away'" },
  newCustomer: { withinDays: 180, factor: 1.4, note: "all causes but 'Moved away'" },
} as const;

/** Monthly rates (per 30 days) of what a customer does, and the factor on them once the customer is on the way out. */
export const CONTACT_TRUTH = {
  "technical call": { monthly: 0.018, drift: 5, causes: ["App problems", "Product quality"] },
  "product question": { monthly: 0.035, drift: 3, causes: ["Product quality", "Out of stock"] },
  "billing question": { monthly: 0.014, drift: 6, causes: ["Billing error", "High price"] },
  "delivery question": { monthly: 0.025, drift: 3, causes: ["Late delivery"] },
  "touchpoint change": { monthly: 0.014, drift: 7, causes: "all but 'Moved away'" },
  "address change": { monthly: 0.009, drift: 45, causes: ["Moved away"] },
  "password reset": { monthly: 0.03, drift: 1, causes: [] },
} as const;
export const CONTACT_KINDS = [...Object.keys(CONTACT_TRUTH), "unsubscribe"] as const;

/** Between the decision to leave (onset) and leaving itself, for all causes but 'Moved away'. */
export const DRIFT = {
  orders: 0.35,
  offerResponse: 0.3,
  walletShare: 0.55,
  latePayment: 3.5,
  perceptionOfAll: -0.6,
  perceptionOfTheCause: -0.9,
  leadDays: "the cause's mean lead time × (0.5 + u₁ + u₂) / 1.5, u uniform on (0, 1)",
} as const;

/** Looks like a signal and is none. */
export const DECOYS = {
  unsubscribeAfterLeaving: { probability: 0.7, withinDays: 25 },
  passwordReset: "as frequent before leaving as at any time",
  appProblems: "the same hazard in every segment: any difference between segments is chance",
  simpson: "Marketplace customers stay more often than Website customers overall and less often in every segment",
  packaging: "no weight in satisfaction, though perceived differently",
} as const;

/** Randomised on 2025-07-01 among all active customers; factor on the hazard of a decision to leave, for a year. */
export const TACTIC_TRUTH = {
  Control: { share: 0.28, cost: 0, factor: {} },
  Discount: { share: 0.18, cost: 210, factor: { all: 0.97 } },
  "Priority delivery": { share: 0.18, cost: 95, factor: { "Late delivery": 0.3 } },
  "Personal call": {
    share: 0.18,
    cost: 130,
    factor: { Business: 0.35, Reseller: 0.35, Everyday: 0.8, Enthusiast: 0.8 },
  },
  "Loyalty points": { share: 0.18, cost: 60, factor: { all: 0.85 } },
} as const;

/** Share of leavers reached for an interview, and how the answer relates to the true cause. */
export const INTERVIEW_TRUTH = {
  reached: { Everyday: 0.86, Enthusiast: 0.9, Business: 0.94, Reseller: 0.9 },
  dontKnow: 0.05,
  saysHighPriceInstead: 0.05,
  secondReason: 0.3,
  thirdReason: 0.06,
  silent: 0.12,
} as const;
