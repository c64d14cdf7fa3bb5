import { nearestNames } from "../../tables/nearest.js";
import { fold } from "../../text/spelling.js";
import type { ColumnSchema } from "../schema.js";
import { missingTexts } from "./missing-codes.js";
import { LONGEST_MATCHED, wholePattern } from "./pattern.js";
import { Refusal } from "./refusal.js";

/** Texts by their folded form; a form of two of them stands for neither. */
function byFold(pairs: Iterable<readonly [string, string]>): ReadonlyMap<string, string> {
  const found = new Map<string, string | null>();
  for (const [text, value] of pairs) {
    const key = fold(text);
    found.set(key, found.has(key) && found.get(key) !== value ? null : value);
  }
  return new Map([...found].filter((pair): pair is [string, string] => pair[1] !== null));
}

/** Whether spellings that fold alike are one value: for a category unless it says otherwise. */
export const isFolded = ({ type, spelling }: ColumnSchema): boolean =>
  (spelling ?? (type === "category" ? "folded" : "exact")) === "folded";

/** Whether every text that is not blank is a value of the column, and stays as it is written. */
export function takesAnyText(schema: ColumnSchema): boolean {
  const { type, values, minLength, maxLength, pattern } = schema;
  const isBound = [values, minLength, maxLength, pattern].some((rule) => rule !== undefined);
  return (type === "text" || type === "category") && !isBound && !isFolded(schema) && missingTexts(schema).size === 0;
}

/** What finds the value of a list that a text stands for; undefined where none. */
function listed(schema: ColumnSchema, values: readonly string[]): (text: string) => string | undefined {
  const exact = new Set(values);
  const codes = Object.entries(schema.labels ?? {}).filter(([code]) => exact.has(code));
  const labels = byFold(codes.map(([code, label]) => [label, code]));
  const folded = isFolded(schema) ? byFold(values.map((value) => [value, value])) : new Map<string, string>();
  return (text) => {
    if (exact.has(text)) return text;
    const key = fold(text);
    return folded.get(key) ?? labels.get(key);
  };
}

const codePoints = (text: string) => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};

function lengthCheck({ minLength, maxLength }: ColumnSchema): ((text: string) => Refusal | null) | null {
  if (minLength === undefined && maxLength === undefined) return null;
  const least = minLength ?? 0;
  const most = maxLength ?? Infinity;
  const words = [
    ...(minLength === undefined ? [] : [`at least ${minLength}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength}`]),
  ];
  const refusal = new Refusal("length", "", `${words.join(" and ")} characters`);
  return (text) => {
    if (text.length >= 2 * least && text.length <= most) return null;
    const length = codePoints(text);
    return length >= least && length <= most ? null : refusal;
  };
}

function patternCheck({ pattern }: ColumnSchema): ((text: string) => Refusal | null) | null {
  if (pattern === undefined) return null;
  const whole = wholePattern(pattern);
  const refusal = new Refusal("pattern", "", `text that matches ${pattern}`);
  const tooLong = new Refusal("pattern", "", `at most ${LONGEST_MATCHED} characters, on which a pattern is tried`);
  return (text) => (text.length > LONGEST_MATCHED ? tooLong : whole.test(text) ? null : refusal);
}

/**
 * What reads the texts of a column of text or of a category: the text, null where nothing stands or a code for no answer, or
 * why not. Of a category the value listed is given, whatever its spelling in the file; a label stands for its code.
 */
export function textReader(schema: ColumnSchema): (text: string) => string | null | Refusal {
  const { values } = schema;
  const missing = missingTexts(schema);
  const find = values === undefined ? null : listed(schema, values);
  const checks = [lengthCheck(schema), patternCheck(schema)].flatMap((check) => check ?? []);
  return (text) => {
    if (text.trim() === "" || (missing.size > 0 && missing.has(text.trim()))) return null;
    const value = find === null ? text : find(text);
    if (value === undefined) {
      const near = nearestNames(text, values!)[0];
      return new Refusal("values", near === undefined ? "" : `nearest: '${near}'`);
    }
    for (const check of checks) {
      const refusal = check(value);
      if (refusal !== null) return refusal;
    }
    return value;
  };
}
