import { fold } from "../../text/spelling.js";
import type { Issues } from "../issues.js";
import { examples, noteColumn } from "./column-note.js";
import { rowsOf, type TextFact } from "./text-facts.js";

/** What people write where there is no answer, folded. */
const WORDS: ReadonlySet<string> = new Set(
  [
    ...["n/a", "#n/a", "na", "n.a.", "null", "nan", "unknown", "no answer", "not applicable"],
    ...["-", "--", "—", "–", "?", ".", "don't know", "dk", "prefer not to say"],
    ...["نامشخص", "نا مشخص", "بدون پاسخ", "بی پاسخ", "نمی دانم", "نمیدانم", "پاسخ نداده", "نامعلوم"],
  ].map(fold),
);

/** How they begin: most texts begin otherwise, and need no folding. */
const BEGINNINGS = new Set([...WORDS].flatMap((word) => [word[0]!, word[0]!.toUpperCase()]));
const LONGEST = 20;

/** Whether a text is a usual way of saying that there is no answer. */
export function isMissingWord(text: string): boolean {
  if (text.length > LONGEST) return false;
  const first = text.charCodeAt(0);
  if (first > 32 && first < 127 && !BEGINNINGS.has(text[0]!)) return false;
  return WORDS.has(fold(text));
}

const listOf = (texts: readonly string[]) => `missing: [${texts.map((text) => `"${text}"`).join(", ")}]`;

/** Notes words that may stand for no answer. */
export function noteMissingWords(name: string, found: readonly TextFact[], issues: Issues): void {
  const what = `holds ${examples(found)}, which may stand for no answer`;
  noteColumn(issues, "missing-code", name, found, what, listOf(found.map(({ text }) => text)));
}

/** Numbers that surveys write for no answer. */
const CODES: ReadonlySet<number> = new Set([
  -1, -7, -8, -9, -97, -98, -99, -999, -9999, 9, 88, 97, 98, 99, 997, 998, 999, 9999,
]);

/** With more distinct numbers a code among them does not stand out. */
const MOST_DISTINCT = 200;

/** The distinct numbers with their rows, or null where there are too many. */
function numberFacts(values: Float64Array): TextFact[] | null {
  const found = new Map<number, { count: number; first: number }>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    const fact = found.get(value);
    if (fact !== undefined) fact.count++;
    else if (found.size === MOST_DISTINCT) return null;
    else found.set(value, { count: 1, first: row + 1 });
  }
  return [...found].map(([value, fact]) => ({ text: `${value}`, ...fact }));
}

/** Whether a number lies so far from all others that it is likely to be a code: farther than they lie apart. */
function isFar(code: number, least: number, most: number): boolean {
  if (code === -1 && most - least < 4) return false; // −1, 0 and 1 are signs
  if (code < least) return least >= 0 || least - code > most - least;
  return code - most >= Math.max(most - least, 4);
}

/** Notes numbers far outside all others that are usual codes for no answer: −99 among 0 to 10. */
export function noteMissingNumbers(name: string, values: Float64Array, issues: Issues): void {
  const facts = numberFacts(values);
  if (facts === null) return;
  const rest = facts.filter(({ text }) => !CODES.has(Number(text)) || (Number(text) >= 0 && Number(text) < 10));
  if (rest.length < 2 || rowsOf(rest) < Math.max(10, 2 * rest.length)) return;
  const least = Math.min(...rest.map(({ text }) => Number(text)));
  const most = Math.max(...rest.map(({ text }) => Number(text)));
  const found = facts.filter((fact) => !rest.includes(fact) && isFar(Number(fact.text), least, most));
  if (found.length === 0) return;
  const what = `holds ${found.map(({ text }) => text).join(", ")} among numbers from ${least} to ${most}, which may stand for no answer`;
  noteColumn(issues, "missing-code", name, found, what, listOf(found.map(({ text }) => text)));
}
