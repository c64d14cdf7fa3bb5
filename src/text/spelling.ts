/** One thing in which two spellings of a text may differ, and what takes it away. */
export interface SpellingStep {
  readonly name: string;
  readonly fold: (text: string) => string;
}

const replacing =
  (pattern: RegExp, by: (letter: string) => string = () => "") =>
  (text: string) =>
    text.replace(pattern, by);

/** ۰–۹ and ٠–٩: the last four bits of both are the digit. */
const EASTERN_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * Arabic ي, ى and ك are the letters that Persian writes ی and ک. ۀ is one way of writing هٔ, of which the Unicode
 * standard says to write it as ه with the mark (chart of U+06C0). ة stays: it is another letter.
 */
const LETTERS: Readonly<Record<string, string>> = {
  "\u064a": "\u06cc",
  "\u0649": "\u06cc",
  "\u0643": "\u06a9",
  "\u06c0": "\u0647\u0654",
};

/** Digits of Persian and Arabic as 0–9; everything else as it stands. */
export const asciiDigits: (text: string) => string = replacing(EASTERN_DIGITS, (digit) =>
  String(digit.charCodeAt(0) & 15),
);

/** Half-spaces, joiners, direction marks, byte order marks, soft hyphens: what has no width. */
export const withoutInvisible: (text: string) => string = replacing(/\p{Cf}/gu);

const singleSpaces = (text: string) => text.replace(/\s+/g, " ").trim();

/** Two spellings that differ in nothing else are one text to a reader. The last step is taken first. */
export const SPELLING_STEPS: readonly SpellingStep[] = [
  { name: "Arabic and Persian letters", fold: replacing(/[\u064a\u0649\u0643\u06c0]/g, (letter) => LETTERS[letter]!) },
  { name: "half-spaces or other invisible characters", fold: withoutInvisible },
  { name: "spaces", fold: singleSpaces },
  { name: "letter case", fold: (text) => text.toLowerCase() },
  { name: "digits", fold: asciiDigits },
  { name: "vowel marks or stretched letters", fold: replacing(/[\u0640\u064b-\u0652\u0670]/g) },
  { name: "forms of one character", fold: (text) => text.normalize("NFKC") },
];

/** Visible ASCII and single spaces inside: only letter case is to be folded. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * What all spellings of a text have in common: by it texts are compared and grouped, the original is what is shown.
 * Compatibility forms (NFKC), Arabic and Persian letters and digits, invisible characters, vowel marks, stretched letters,
 * letter case, and spaces at the ends or in runs make no difference.
 *
 * @example fold("  كيش\u200f ۱۲ ") // "کیش 12"
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  const folded = SPELLING_STEPS.reduceRight((rest, step) => step.fold(rest), text);
  // What was taken out may have kept a letter and its mark apart, or two spaces.
  return singleSpaces(folded.normalize("NFKC").replace(/\u06c0/g, LETTERS["\u06c0"]!));
}
