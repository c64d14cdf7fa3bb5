import { asciiDigits, withoutInvisible } from "../../text/spelling.js";
import type { ColumnSchema } from "../schema.js";
import { numberReader } from "../values/number-reader.js";
import { isKnownUnit, withoutUnit } from "../values/units.js";
import type { Guess } from "./guess.js";

type Signs = Pick<ColumnSchema, "decimal" | "group">;

/** The ways of writing numbers that people have, the plainest first. */
const WAYS: readonly Signs[] = [
  {},
  { group: "," },
  { decimal: "," },
  { decimal: ",", group: "." },
  { group: "." },
  { group: " " },
  { decimal: ",", group: " " },
  { group: "'" },
];

/** Codes and telephone numbers: 00123, 1e5 and what has more digits than a number keeps are no amounts. */
const CODE = /^[+-]?0\d|^\d+e[+-]?\d+$|^\+?\d{10,}$/i;

/** What people write where there is no number. */
const NO_ANSWER =
  /^([-–—.?*]|#?n\/?a|#value!|#div\/0!|null|none|nan|missing|unknown|no answer|don'?t know|نامشخص|ندارد|نمی ?دانم|بی ?پاسخ|بدون پاسخ)$/i;

/** The word that stands with a number: '%' of '12 %', 'toman' of '۱۲۰۰ تومان'; "" for none. */
const unitOf = (text: string): string => withoutUnit(withoutInvisible(text).trim()).unit ?? "";

const described = ({ decimal, group }: Signs) =>
  [decimal === undefined ? "" : `decimalChar: "${decimal}"`, group === undefined ? "" : `groupChar: "${group}"`]
    .filter((part) => part !== "")
    .join(", ") || 'decimalChar: "."';

/** All texts as numbers written in one way, or null when one of them is none. */
function readAll(texts: readonly string[], signs: Signs, unit: string | undefined): number[] | null {
  const read = numberReader({ type: "number", description: "", ...signs, ...(unit === undefined ? {} : { unit }) });
  const values: number[] = [];
  for (const text of texts) {
    const value = read(text);
    if (typeof value !== "number") return null;
    values.push(value);
  }
  return values;
}

function several(texts: readonly string[], ways: readonly { signs: Signs; values: number[] }[]): Guess {
  const [first, ...others] = ways;
  const at = texts.findIndex((_, i) => others.some(({ values }) => values[i] !== first!.values[i]));
  const readings = ways.map(({ signs, values }) => `${values[at]} (${described(signs)})`).join(" or ");
  return {
    column: { type: "text" },
    unsettled: [`'${texts[at]}' may be ${readings}: say type: number and one of them`],
  };
}

/** A column of texts as numbers, if all of them are and can be read in one way only. */
export function guessNumber(all: readonly string[]): Guess | null {
  const texts = all.filter((text) => !NO_ANSWER.test(text.trim()));
  if (texts.length === 0 || !/\d/.test(asciiDigits(texts[0]!))) return null;
  if (texts.some((text) => CODE.test(asciiDigits(text.trim())))) return null;
  const units = new Set(texts.map(unitOf));
  const named = [...units].filter((unit) => unit !== "");
  if (named.length > 1) {
    if (!named.every(isKnownUnit)) return null;
    return { column: { type: "text" }, unsettled: [`numbers in ${named.join(" and ")}: a column has one unit`] };
  }
  const [unit] = named;
  const sample = texts.slice(0, 200);
  const likely = WAYS.filter((signs) => readAll(sample, signs, unit) !== null);
  const ways = likely.flatMap((signs) => {
    const values = readAll(texts, signs, unit);
    return values === null ? [] : [{ signs, values }];
  });
  const [plain] = ways;
  if (plain === undefined) return null;
  const different = ways.filter(
    ({ values }, i) => ways.findIndex((one) => values.every((v, k) => v === one.values[k])) === i,
  );
  if (different.length > 1) return several(texts, different);
  const type = plain.values.every((value) => value === Math.floor(value)) ? "integer" : "number";
  const column: Guess["column"] = { type, ...plain.signs, ...(unit === undefined ? {} : { unit }) };
  const words = all.filter((text) => NO_ANSWER.test(text.trim()));
  if (words.length === 0) return { column, unsettled: [] };
  const missing = words.map((word) => JSON.stringify(word)).join(", ");
  return {
    column: { type: "text" },
    unsettled: [`all others are numbers: type: ${type} and missingValues: ["", ${missing}] if that is no answer`],
  };
}
