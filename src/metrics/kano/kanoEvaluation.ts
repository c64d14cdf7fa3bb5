/** What a respondent's two answers make of a feature; in the order in which Berger et al. let ties be decided. */
export const CATEGORIES = [
  "must-be",
  "one-dimensional",
  "attractive",
  "indifferent",
  "reverse",
  "questionable",
] as const;

/**
 * - `must-be`: taken for granted; missed when it is not there.
 * - `one-dimensional`: the more the better, the less the worse.
 * - `attractive`: not expected; a delight when it is there.
 * - `indifferent`: neither.
 * - `reverse`: liked better without it.
 * - `questionable`: answers that contradict each other.
 */
export type KanoCategory = (typeof CATEGORIES)[number];

/** The evaluation table: a line for each answer if the feature is there, a letter in it for each answer if it is not. */
const EVALUATION = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];

const LETTERS: Readonly<Record<string, KanoCategory>> = {
  M: "must-be",
  O: "one-dimensional",
  A: "attractive",
  I: "indifferent",
  R: "reverse",
  Q: "questionable",
};

/** The category of a pair of answers, each the place in: I like it, it must be so, I do not mind, I can live with it, I dislike it. */
export const categoryOf = (functional: number, dysfunctional: number): KanoCategory =>
  LETTERS[EVALUATION[functional]![dysfunctional]!]!;
