import { count } from "../../format/numbers.js";
import { word, words } from "../../language/words.js";

/** What the groups that are not shown apart are called together. */
export const restName = (): string => words`small groups together`;

export const fewerThan = (fewest: number): string => words`fewer than ${count(fewest)}`;

export const notShown = (): string => words`(not shown)`;

/** In the place of what is not shown. */
export const withheldHere = (fewest: number): string =>
  words`Not shown in a shared report: it is not known to rest on ${count(fewest)} answers or more.`;

/** Under the first of what is shown. */
export const howShared = (fewest: number): string =>
  words`This report is made to be shared: every number is computed from counts rounded to multiples of ${count(fewest)}.`;

export const withoutWeights = (): string => words`Answers are counted without their weights.`;

/** A name that is a category's, not somebody's words. */
const isName = (name: string) => name.length <= 40 && name.split(/\s+/).length <= 4;

/** Which groups are not shown apart. Names that may be what a single person wrote are only counted. */
export function hiddenSentence(column: string, names: readonly string[], fewest: number): string {
  const shown = names.filter(isName);
  const few = words`fewer than ${count(fewest)}: suppressed`;
  const how = words`shown only as “${restName()}”, with the next smallest, so that no total gives them back`;
  if (shown.length < names.length) return words`${count(names.length)} groups of “${column}”: ${few}; ${how}.`;
  return words`${column}: ${shown.join(words`, `)}: ${few}; ${how}.`;
}

/** Which rows were used, of a period that was asked for. */
export function periodSentence(period: string, taken: "within" | "until" | "whole"): string {
  if (taken === "whole")
    return words`The table has no dates: all of its rows are used, not only those of ${word(period)}.`;
  return taken === "within"
    ? words`Only rows of ${word(period)} are used.`
    : words`Only rows up to the end of ${word(period)} are used.`;
}
