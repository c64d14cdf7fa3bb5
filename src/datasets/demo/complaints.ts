import type { Random } from "../../statistics/random.js";
import { between, happens, normal, onScale, pick } from "./chance.js";

export interface Complaint {
  readonly day: number;
  readonly minute: number;
  readonly about: "delivery" | "quality" | "returns" | "billing" | "support";
  readonly outcome: "refund" | "replacement" | "apology" | "rejected" | "none";
  readonly handledDays: number;
  /** 1–5, null if the customer did not answer. */
  readonly handling: number | null;
}

/** Chance of a complaint after a late order, after a return, and per day without either. */
export const COMPLAINT_TRUTH = {
  afterLateOrder: 0.14,
  afterReturn: 0.16,
  perDay: 0.00025,
  outcome: { refund: 0.24, replacement: 0.26, apology: 0.26, rejected: 0.12, none: 0.12 },
  handling: { refund: 4.2, replacement: 4, apology: 3, rejected: 1.6, none: 1.5 },
  handlingAnswered: 0.7,
  badFrom: "outcome 'rejected' or 'none', or a true satisfaction with the handling of 1 or 2",
} as const;

/** A complaint and whether it was, in truth, handled badly (the answer may be missing, the anger is not). */
export function drawComplaint(day: number, about: Complaint["about"], chance: Random) {
  const outcome = pick(chance, COMPLAINT_TRUTH.outcome);
  const handledDays = outcome === "none" ? between(chance, 20, 60) : between(chance, 1, 14);
  const slow = handledDays > 7 ? 0.6 : 0;
  const felt = onScale(COMPLAINT_TRUTH.handling[outcome] - slow + 0.7 * normal(chance), 1, 5);
  const complaint: Complaint = {
    day,
    minute: between(chance, 8 * 60, 21 * 60),
    about,
    outcome,
    handledDays,
    handling: happens(chance, COMPLAINT_TRUTH.handlingAnswered) ? felt : null,
  };
  return { complaint, bad: felt <= 2 || outcome === "rejected" || outcome === "none" };
}
