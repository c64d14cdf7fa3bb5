import { currentLanguage } from "./language.js";

/** Left-to-right mark: the sign before a number stays at its left, also where the sentence runs to the left. */
const MARK = "\u200e";

/** Right-to-left mark: the percent sign stands behind its number as one reads, at the left, whatever stands before the number. */
const BEHIND = "\u200f";

const persianDigit = (digit: string) => String.fromCharCode(0x06f0 + digit.charCodeAt(0) - 48);

/**
 * A number that is written in English (−1,234.5%) in the digits and signs of the language that was chosen: those of
 * Unicode's locale data for Persian (۰–۹ ٫ ٬ ٪).
 * In Persian −1,234.5% is −۱٬۲۳۴٫۵٪ with a mark of direction before the minus and before the percent sign.
 *
 * @example inDigits("−1,234.5%") // "−1,234.5%"
 */
export function inDigits(text: string): string {
  if (currentLanguage() === "en") return text;
  return text
    .replace(/(?<=\d),(?=\d{3})/g, "٬")
    .replace(/(?<=\d)\.(?=\d)/g, "٫")
    .replace(/(?<=\d)%/g, `${BEHIND}٪`)
    .replace(/(?<![\d\p{L}])[−+±](?=[\d∞])/gu, (sign) => `${MARK}${sign}`)
    .replace(/\d/g, persianDigit);
}
