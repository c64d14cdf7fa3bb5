import { persianPeriods } from "./dates.js";
import { inDigits } from "./digits.js";
import { currentLanguage, phraseFor, phrasesOfResults } from "./language.js";

/** Around a text whose direction is its own, so that it moves nothing of what stands beside it (FSI and PDI of Unicode). */
const ISOLATED = ["\u2068", "\u2069"] as const;
/** Instead of the first, where the text is Persian although it begins with a Latin letter: LMG (شپلی). */
const RIGHT_TO_LEFT = "\u2067";

const LATIN = /\p{Script=Latin}/u;
const PERSIAN = /[\u0600-\u06ff]/;
const MARKUP = /^<[^>]+>|<[^>]+>$/;

/** A value inside a Persian sentence: with Latin letters it is kept together, whatever stands around it. */
function placed(value: string): string {
  if (!LATIN.test(value.replace(/<[^>]*>/g, "")) || MARKUP.test(value)) return value;
  return `${PERSIAN.test(value) ? RIGHT_TO_LEFT : ISOLATED[0]}${value}${ISOLATED[1]}`;
}

const filled = (phrase: string, values: readonly string[]) =>
  phrase.replace(/\{(\d+)\}/g, (_, index: string) => placed(values[Number(index)] ?? ""));

const missing = new WeakMap<ReadonlyMap<string, string>, Set<string>>();

/** What was asked for since a language other than English was chosen, and is not known in it. */
export const untranslated = (): readonly string[] => [...(missing.get(phrasesOfResults()) ?? [])];

function isMissing(key: string): void {
  const phrases = phrasesOfResults();
  missing.set(phrases, (missing.get(phrases) ?? new Set<string>()).add(key));
}

/**
 * A sentence of the project with values in it, in the language that was chosen. The English one stands in the code; what
 * is said in its place, under the same text with {0}, {1} … for the values, in src/language/persian.
 *
 * @example words`n = ${count(row.n)} answers`; // in Persian "تعداد = ۲٬۸۴۱ پاسخ"
 */
export function words(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  const texts = values.map(String);
  if (currentLanguage() === "en") return String.raw({ raw: parts }, ...texts);
  const key = parts.slice(1).reduce((text, part, index) => `${text}{${index}}${part}`, parts[0]!);
  const phrase = phraseFor(key);
  if (phrase === undefined) {
    isMissing(key);
    return inDigits(String.raw({ raw: parts }, ...texts));
  }
  return filled(phrase, texts);
}

interface Pattern {
  readonly fits: RegExp;
  readonly phrase: string;
  /** Says nothing itself: `{0}: {1}` fits any text with a colon, and tells of it only where one of the values is known. */
  readonly isFrame: boolean;
}

const patterns = new WeakMap<ReadonlyMap<string, string>, readonly Pattern[]>();

/** The phrases with values in them, those that say most first. */
function patternsOf(phrases: ReadonlyMap<string, string>): readonly Pattern[] {
  const known = patterns.get(phrases);
  if (known) return known;
  const withValues = [...phrases].filter(([key]) => /\{\d+\}/.test(key));
  const made = withValues
    .sort(([a], [b]) => b.length - a.length)
    .map(([key, phrase]) => {
      const pattern = key.split(/\{\d+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      const isFrame = phrase === key;
      return { fits: new RegExp(`^${pattern.join("(.+?)")}$`, "s"), phrase, isFrame };
    });
  patterns.set(phrases, made);
  return made;
}

const IDENTIFIER = /^[a-z][A-Za-z\d]*(?:_[A-Za-z\d]+)*$/;

/** The name of a column as words: `firstPurchase` and `first_purchase` are "first purchase". */
const apart = (name: string) =>
  name.replace(/([a-z\d])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`).replace(/_/g, " ");

/** What stands in place of a text that was made elsewhere; undefined where nothing is known to. */
function known(text: string): string | undefined {
  const phrase = phraseFor(text) ?? (IDENTIFIER.test(text) ? phraseFor(apart(text)) : undefined);
  if (phrase !== undefined) return phrase;
  for (const { fits, phrase, isFrame } of patternsOf(phrasesOfResults())) {
    const values = fits.exec(text)?.slice(1);
    if (values === undefined || (isFrame && values.every((value) => known(value) === undefined))) continue;
    return filled(
      phrase,
      values.map((value) => withNumbers(word(value))),
    );
  }
  return undefined;
}

/** What is not said to readers: code, addresses of links, formulas. */
const CODE = /(`[^`]*`|\]\([^)]*\)|\$[^$]*\$|https?:\S+)/;

/**
 * From a Latin letter on as far as no Persian letter stands, other than in quotes: names of data and texts of results
 * inside a sentence.
 */
const NAMED = /(?<![\w./-])[A-Za-z](?:(?<=[\s(])'[^'*|\n]*'(?![A-Za-z])|[^\u0600-\u06ff\u2066-\u2069*|\n«»])*/g;
const ACRONYM = /^[A-Z\d.]*$/;
/** What ends a sentence or a part of it, and what may belong to a name. */
const ENDING = /^(.*?)([\s.,;:!?]+)$/s;
const CLOSING = /^(.*?\w)(\W+)$/s;
const BETWEEN = /(, |; | and | · |: | \()/;

/** As much of it at once as there are words for. */
function named(text: string): string {
  const [, sentence, ending] = ENDING.exec(text) ?? [];
  if (sentence !== undefined) return `${named(sentence)}${ending}`;
  if (text.length === 1) return text;
  const said = known(text);
  // What a sentence calls NPS it goes on calling so; a block that data call LOY has a name.
  if (ACRONYM.test(text)) return said === undefined || said.includes(text) ? text : said;
  if (said !== undefined) return said;
  const [, name, closing] = CLOSING.exec(text) ?? [];
  if (name !== undefined) return `${named(name)}${closing}`;
  const parts = text.split(BETWEEN);
  return parts.length === 1 ? text : parts.map((part, i) => (i % 2 === 1 ? part : named(part))).join("");
}

/** Behind a Latin word that a sign parts from a number: without a mark the number would be drawn as a part of the word. */
const PARTED = /(?<=[A-Za-z][\w.²-]*[)»"]?)(?=\s?[·،؛,;:–] ?[−+±\u200e]*[۰-۹])/g;
const BEHIND = "\u200f";

const LATIN_WORD = /([\w./-]*[A-Za-z_][\w./-]*)/;

const withNumbers = (text: string) =>
  persianPeriods(text)
    .split(LATIN_WORD)
    .map((part, i) => (i % 2 === 1 ? part : inDigits(part)))
    .join("")
    .replace(PARTED, BEHIND);

/**
 * A sentence in markdown with its numbers and dates as the language that was chosen writes them; in a Persian one also the
 * names of data and the texts of results that have words of their own.
 */
export function prose(markdown: string): string {
  if (currentLanguage() === "en") return markdown;
  const isPersian = PERSIAN.test(markdown);
  return markdown
    .split(CODE)
    .map((part, i) => (i % 2 === 1 ? part : withNumbers(isPersian ? part.replace(NAMED, named) : part)))
    .join("");
}

/**
 * A text that was made elsewhere (the label, the note or the method of a result, the name of a segment of the demo company)
 * in the language that was chosen; as it stands where nothing is known to be said in its place.
 *
 * @example word("NPS") // "NPS"
 */
export function word(text: string): string {
  if (currentLanguage() === "en" || text === "") return text;
  return known(text) ?? (PERSIAN.test(text) ? prose(text) : persianPeriods(text));
}
