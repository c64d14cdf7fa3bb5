/** Arabic letters that Persian writes otherwise: yeh, alef maksura, kaf, and heh with its hamza or goal. */
const LETTERS: Readonly<Record<string, string>> = {
  "\u064a": "\u06cc",
  "\u0649": "\u06cc",
  "\u0643": "\u06a9",
  "\u06c0": "\u0647",
  "\u0629": "\u0647",
};

/** Stretched letters and vowel marks. */
const MARKS = /[\u0640\u064b-\u0652\u0670]/g;

/** Text as it reads: two spellings of one word, in Persian or Arabic letters and digits, with or without half-space, are equal. */
export function foldText(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\u064a\u0649\u0643\u06c0\u0629]/g, (letter) => LETTERS[letter]!)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/\p{Cf}/gu, "")
    .replace(MARKS, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}
