import { fold } from "../../text/spelling.js";
import type { ColumnSchema } from "../schema.js";
import { isBlank, missingTexts } from "./missing-codes.js";
import { Refusal } from "./refusal.js";

const TRUE = ["true", "yes", "1"];
const FALSE = ["false", "no", "0"];

const NO_WORD = new Refusal("type");

/** true and false as programs write them: what counts as boolean when nobody said so. */
export const PLAIN_BOOLEAN: ReadonlyMap<string, 0 | 1> = new Map([
  ["true", 1],
  ["false", 0],
  ["TRUE", 1],
  ["FALSE", 0],
  ["True", 1],
  ["False", 0],
]);

/**
 * What reads the texts of a boolean column: 1, 0, 255 where nothing stands or a code for no answer, or why not. Words are
 * compared folded: 'YES' is yes, and 'بلي' is 'بلی'.
 *
 * @throws one word for both
 */
export function booleanReader(schema: ColumnSchema): (text: string) => 0 | 1 | 255 | Refusal {
  const words = new Map<string, 0 | 1>((schema.falseValues ?? FALSE).map((word) => [fold(word), 0]));
  for (const word of schema.trueValues ?? TRUE) {
    if (words.has(fold(word)))
      throw new TypeError(`a boolean requires other words for true than for false; got '${word}'`);
    words.set(fold(word), 1);
  }
  const missing = missingTexts(schema);
  return (text) => (isBlank(text) || missing.has(text.trim()) ? 255 : (words.get(fold(text)) ?? NO_WORD));
}
