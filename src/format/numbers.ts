import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { Estimate, Result, Unit } from "../metrics/result.js";

/** What a formatter takes: a number, an estimate with its interval, or a result, of which everybody is meant. */
export type Value = number | null | Estimate | Pick<Result<Estimate>, "overall">;

/** What stands where no number can. */
export const NOTHING = "–";

const MINUS = "−";

/** From here on `toFixed` writes an exponent, and there are no decimals left. */
const LARGEST_FIXED = 1e21;

/** Digits in groups of three and a typographic minus, whatever the language of the machine: −1,234.5. */
function english(value: number | null, digits: number): string {
  if (value === null || Number.isNaN(value)) return NOTHING;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  const size = Math.abs(value);
  const [whole = "", fraction] = (size < LARGEST_FIXED ? size.toFixed(digits) : String(BigInt(size))).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** The same in the digits of the language that was chosen: −1,234.5 or −۱٬۲۳۴٫۵. */
export const fixed = (value: number | null, digits: number): string => inDigits(english(value, digits));

function signed(value: number | null, digits: number): string {
  const text = english(value, digits);
  return inDigits(value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text);
}

function isPlain(value: Value): value is number | null {
  return value === null || typeof value === "number";
}

function estimateOf(value: Exclude<Value, number | null>): Estimate {
  return "overall" in value ? value.overall : value;
}

/** `31 (28 to 34)`, `31 (at least 28)` where there is no upper bound; only what could be estimated, and a dash with its reason where nothing could. */
function withInterval(value: Value, write: (x: number | null) => string, bound = write): string {
  if (isPlain(value)) return write(value);
  const { estimate, lower, upper, note } = estimateOf(value);
  if (estimate === null) return note ? words`${NOTHING} (${word(note)})` : NOTHING;
  if (lower === null && upper === null) return write(estimate);
  if (upper === null) return words`${write(estimate)} (at least ${bound(lower)})`;
  if (lower === null) return words`${write(estimate)} (at most ${bound(upper)})`;
  return words`${write(estimate)} (${bound(lower)} to ${bound(upper)})`;
}

/**
 * Points with their sign, as NPS is printed: `+31 (28 to 34)`. The bounds show their signs when they could differ.
 *
 * @example
 * points({ estimate: 31.2, lower: 28.1, upper: 34.3, n: 2841, note: null }); // "+31 (28 to 34)"
 */
export function points(value: Value, { digits = 0 }: { digits?: number } = {}): string {
  const write = (x: number | null) => signed(x, digits);
  if (isPlain(value)) return write(value);
  const { lower } = estimateOf(value);
  const isPositive = lower !== null && lower > 0;
  return withInterval(value, write, isPositive ? (x) => fixed(x, digits) : write);
}

/**
 * A share as percent: `73.5% (72.4% to 74.5%)`.
 *
 * @example
 * percent(0.7346); // "73.5%"
 */
export function percent(value: Value, { digits = 1 }: { digits?: number } = {}): string {
  return withInterval(value, (x) => (x === null ? NOTHING : inDigits(`${english(100 * x, digits)}%`)));
}

/**
 * A number with so many decimals: `4.21 (4.02 to 4.40)`.
 *
 * @example
 * number(-1234.5, { digits: 1 }); // "−1,234.5"
 */
export function number(value: Value, { digits = 2 }: { digits?: number } = {}): string {
  return withInterval(value, (x) => fixed(x, digits));
}

/**
 * A whole number in groups of three; of an estimate, the answers it stands on.
 *
 * @example
 * count(12345); // "12,345"
 */
export function count(value: Value): string {
  return fixed(isPlain(value) ? value : estimateOf(value).n, 0);
}

/**
 * Only the interval, in the unit asked for: `28 to 34`. A dash when it could not be estimated.
 *
 * @example
 * interval({ estimate: 0.5, lower: 0.44, upper: 0.56, n: 250, note: null }, { unit: "share" }); // "44.0% to 56.0%"
 */
export function interval(
  value: Estimate | Pick<Result<Estimate>, "overall">,
  { unit = "score", digits }: { unit?: "points" | "share" | "score"; digits?: number } = {},
): string {
  const { lower, upper } = estimateOf(value);
  if (lower === null || upper === null) return NOTHING;
  const options = digits === undefined ? {} : { digits };
  const write = { points, share: percent, score: number }[unit];
  return words`${write(lower, options)} to ${write(upper, options)}`;
}

/**
 * An amount in the money of the table, without decimals unless asked for: `12,345 €`.
 *
 * @example
 * amount(12345, { currency: "€" }); // "12,345 €"
 */
export function amount(
  value: Value,
  { currency = "", digits = 0 }: { currency?: string; digits?: number } = {},
): string {
  const text = withInterval(value, (x) => fixed(x, digits));
  return currency === "" ? text : words`${text} ${word(currency)}`;
}

/**
 * An estimate or a number as its unit is written; whatever has no way of its own as a number.
 *
 * @example
 * inUnit(0.7346, "share"); // "73.5%"
 */
export function inUnit(value: Value, unit: Unit | undefined, options: { digits?: number } = {}): string {
  const write = { points, share: percent, currency: amount }[unit as string] ?? number;
  return write(value, options);
}
