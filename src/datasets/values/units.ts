import { fold } from "../../text/spelling.js";

/** What the units of money are called in files, folded; percent signs become one by folding or stand here. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  toman: ["toman", "tomans", "تومان", "تومن", "تومان ایران"],
  rial: ["rial", "rials", "irr", "ریال", "ريال", "ریال ایران"],
  "%": ["%", "٪", "percent", "درصد"],
};

const UNITS = new Map(
  Object.entries(CALLED).flatMap(([unit, words]) => words.map((word) => [fold(word), unit] as const)),
);

/** The unit of a word: 'toman', 'rial', '%', or the word itself, folded. */
export const unitNamed = (word: string): string => UNITS.get(fold(word)) ?? fold(word);

/** Whether a word is one of the units known here, whatever the schema says. */
export const isKnownUnit = (unit: string): boolean => Object.hasOwn(CALLED, unit);

/** A word or sign behind the last digit of a text. */
const BEHIND =
  /^(.*[0-9\u0660-\u0669\u06f0-\u06f9](?:[-\u2212\u2013](?=\s|$))?)\s*([^\s0-9\u0660-\u0669\u06f0-\u06f9][^0-9\u0660-\u0669\u06f0-\u06f9]*)$/su;

/** A text as a number and the unit behind it; the unit is null where nothing stands there. */
export function withoutUnit(text: string): { readonly number: string; readonly unit: string | null } {
  const found = BEHIND.exec(text);
  if (found === null) return { number: text, unit: null };
  return { number: found[1]!, unit: unitNamed(found[2]!) };
}

/** What to do with a value in another unit than its column's. */
export function unitHint(unit: string, wanted: string | undefined): string {
  if (wanted === undefined) return `if all values are in ${unit}, say unit: "${unit}"`;
  const isMoney = (one: string) => one === "toman" || one === "rial";
  if (isMoney(unit) && isMoney(wanted)) return `10 rial are 1 toman; write it in ${wanted}`;
  return `write it in ${wanted}`;
}
