import { fold } from "../../text/spelling.js";
import type { Recoding } from "./recoded.js";

/** Texts that fold alike as the one of them that is met first. */
export function foldedValues(made: Recoding): Recoding {
  const first = new Map<string, string>();
  return made.map((text) => {
    if (text === null || text === undefined) return text;
    const key = fold(text);
    const known = first.get(key);
    if (known === undefined) first.set(key, text);
    return known ?? text;
  });
}
