import { fold } from "../../text/spelling.js";
import type { Issues } from "../issues.js";
import { examples, noteColumn } from "./column-note.js";
import type { TextFact } from "./text-facts.js";

/** Notes texts that are one value to a reader and several to a computer. */
export function noteSpellings(name: string, facts: readonly TextFact[], issues: Issues): void {
  const met = new Map<string, TextFact>();
  const again: TextFact[] = [];
  const pairs: TextFact[][] = [];
  for (const fact of facts) {
    const key = fold(fact.text);
    const before = met.get(key);
    if (before === undefined) met.set(key, fact);
    else {
      again.push(fact);
      pairs.push([before, fact]);
    }
  }
  if (again.length === 0) return;
  const what = `holds one value in several spellings: ${pairs
    .slice(0, 3)
    .map((pair) => examples(pair))
    .join("; ")}`;
  noteColumn(issues, "spelling", name, again, what, 'spelling: "folded"');
}

/**
 * What is not seen in a text: format and control characters. Half-spaces between letters, joiners of emoji, and line breaks
 * are as they should be; a few signs of Arabic have a shape.
 */
const UNSEEN =
  /(?![\t\n\r\u200c-\u200d\u0600-\u0605\u06dd\u070f\u08e2\u{e0020}-\u{e007f}])[\p{Cf}\p{Cc}]|(?<![\p{L}\p{M}])\u200c|\u200c(?![\p{L}\p{M}])|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d/u;

/** What a program writes for bytes that it could not read. */
const LOST = "\ufffd";

export const isOdd = (text: string): boolean => UNSEEN.test(text) || text.includes(LOST);

/** Notes texts that hold characters nobody sees, and those of which a program has lost some before. */
export function noteOdd(name: string, facts: readonly TextFact[], issues: Issues): void {
  const lost = facts.filter(({ text }) => text.includes(LOST));
  if (lost.length > 0) {
    const what = "holds U+FFFD, which stands where another program lost a letter";
    noteColumn(issues, "encoding", name, lost, what, "export the file again as UTF-8");
  }
  const found = facts.filter(({ text }) => UNSEEN.test(text));
  if (found.length === 0) return;
  const points = new Set(found.flatMap(({ text }) => UNSEEN.exec(text)![0].codePointAt(0)!));
  const marks = [...points].slice(0, 3).map((point) => `U+${point.toString(16).toUpperCase().padStart(4, "0")}`);
  noteColumn(issues, "invisible", name, found, `holds characters that are not seen: ${marks.join(", ")}`, "");
}
