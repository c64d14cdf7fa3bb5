import type { Scale } from "../scale.js";

/**
 * Three measures that go by the name of secure customer index; each is a number of its own.
 *
 * - `burke`: the share of customers who give the highest answer to all three questions. Everybody is in one of five classes:
 *   secure (all three highest), favorable (none below the second highest), vulnerable (none below the middle of the scale), at
 *   risk (all below the middle), other (some below the middle and some not).
 * - `score`: the mean over customers of their three answers' mean, put on 0 to 1.
 * - `customers`: the customer base in bands of that score: at risk below .7, neutral from .7, secure from .9; the estimate is
 *   the share of secure ones, and the intervals of all three bands hold together.
 */
export type SecureForm = "burke" | "score" | "customers";

/** The classes of a form, from the worst to the best; the last is 'secure'. */
export const CLASSES: Readonly<Record<SecureForm, readonly string[]>> = {
  burke: ["at risk", "other", "vulnerable", "favorable", "secure"],
  score: ["at risk (below .7)", "neutral (.7 to .9)", "secure (.9 and above)"],
  customers: ["at risk (below .7)", "neutral (.7 to .9)", "secure (.9 and above)"],
};

/** Three answers' mean on 0 to 1; one division, so that a score on a threshold is exactly on it. */
export function scoreOf(answers: readonly number[], { min, max }: Scale): number {
  const sum = answers.reduce((total, answer) => total + answer - min, 0);
  return sum / (answers.length * (max - min));
}

function burkeClass(answers: readonly number[], { min, max }: Scale): number {
  const [least, most] = [Math.min(...answers), Math.max(...answers)];
  const middle = (min + max) / 2;
  if (least === max) return 4;
  if (least >= max - 1) return 3;
  if (least >= middle) return 2;
  return most < middle ? 0 : 1;
}

/** Which of the form's classes a customer is in: exactly one. */
export function classOfAnswers(form: SecureForm, answers: readonly number[], scale: Scale): number {
  if (form === "burke") return burkeClass(answers, scale);
  const score = scoreOf(answers, scale);
  return score < 0.7 ? 0 : score < 0.9 ? 1 : 2;
}
