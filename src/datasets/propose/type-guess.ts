import { compareText } from "../../tables/table.js";
import { fold } from "../../text/spelling.js";
import type { ColumnFacts } from "./column-facts.js";
import { guessDate, guessDigitDate } from "./date-guess.js";
import type { Guess } from "./guess.js";
import { nearlyAll } from "./nearly.js";
import { guessNumber } from "./number-guess.js";

/** Pairs of words that say yes and no, folded. */
const TRUE_FALSE: readonly (readonly [string, string])[] = [
  ["true", "false"],
  ["yes", "no"],
  ["y", "n"],
  ["t", "f"],
  ["بله", "خیر"],
  ["بلی", "خیر"],
  ["آری", "خیر"],
  ["آری", "نه"],
  ["بله", "نه"],
  ["دارد", "ندارد"],
];

const isPlain = (text: string) => text === "true" || text === "false";

function guessBoolean(texts: readonly string[]): Guess | null {
  const folded = texts.map(fold);
  const pair = TRUE_FALSE.find((words) => words.every((word) => folded.includes(word)));
  if (pair === undefined || !folded.every((text) => pair.includes(text))) return null;
  const written = (word: string) => texts.filter((_, i) => folded[i] === word).sort(compareText);
  const words = texts.every(isPlain) ? {} : { trueValues: written(pair[0]), falseValues: written(pair[1]) };
  return { column: { type: "boolean", ...words }, unsettled: [] };
}

/** Values that come again and again, and are no sentences. */
function guessCategory({ values, answered, distinct }: ColumnFacts): Guess | null {
  const few = distinct <= 50 && distinct * 3 <= answered;
  if (!few || distinct < 2 || values.some(({ text }) => text.length > 80)) return null;
  const shown = new Map<string, string>();
  for (const { text } of values) if (!shown.has(fold(text))) shown.set(fold(text), text);
  return { column: { type: "category", values: [...shown.values()] }, unsettled: [] };
}

const DATED = /date|day|time|تاریخ|روز/i;

/** What stands in a column, from all of its values; text where nothing else is certain. */
export function guessType(facts: ColumnFacts): Guess {
  const { values, numbers, stated, distinct } = facts;
  const texts = values.map(({ text }) => text);
  if (stated !== null && stated !== "text" && stated !== "number") return { column: { type: stated }, unsettled: [] };
  if (numbers !== null) {
    const listed = texts.length === distinct;
    const dates = stated === null && listed && DATED.test(facts.name) ? guessDigitDate(texts) : null;
    return dates ?? { column: { type: numbers.whole ? "integer" : "number" }, unsettled: [] };
  }
  if (texts.length === 0 || stated === "number") return { column: { type: stated ?? "text" }, unsettled: [] };
  const certain = guessBoolean(texts) ?? guessNumber(texts) ?? guessDate(texts);
  if (certain !== null) return certain;
  const unsettled = nearlyAll(texts);
  const text: Guess = { column: { type: "text" }, unsettled };
  return unsettled.length > 0 ? text : (guessCategory(facts) ?? text);
}
