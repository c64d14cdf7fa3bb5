import { asciiDigits } from "../../text/spelling.js";
import type { Issues } from "../issues.js";
import { type NumberReading, notationLine, numberNotations, numberReadings } from "../values/number-readings.js";
import { isKnownUnit } from "../values/units.js";
import { noteColumn } from "./column-note.js";
import { rowsOf, type TextFact } from "./text-facts.js";

const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Ids that look like numbers: 00123, +98912…, 0x0A. */
const CODE = /^(?:[+-]?\d+|0[xX][0-9a-fA-F]+)$/;

/** A text that looks like a number, with what it may stand for; [] for an id. */
interface Looks {
  readonly fact: TextFact;
  readonly readings: readonly NumberReading[];
}

function lookOf(fact: TextFact): Looks | null {
  if (fact.text.length > 60) return null;
  const readings = numberReadings(fact.text).filter(({ unit }) => unit === null || isKnownUnit(unit));
  return readings.length > 0 || CODE.test(asciiDigits(fact.text.trim())) ? { fact, readings } : null;
}

/** Whether a text looks like a number, or like an id of digits. */
export const looksLikeNumber = (text: string): boolean => lookOf({ text, count: 1, first: 1 }) !== null;

/** Whether a text of digits is a whole number that a double would round. */
function isLarge({ fact, readings }: Looks): boolean {
  const digits = asciiDigits(fact.text.trim());
  return readings.length > 0 && /^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits));
}

type Way = Pick<NumberReading, "decimal" | "group">;
const keyOf = ({ decimal, group }: Way) => `${decimal}${group}`;

/** The ways of writing in which all of them are numbers. */
function commonWays(looks: readonly Looks[]): Way[] {
  const all = looks.map(({ fact }) => numberNotations(fact.text));
  const shared = (way: Way) => all.every((ways) => ways.some((other) => keyOf(other) === keyOf(way)));
  return (all[0] ?? []).filter(shared);
}

/** Notes that a column has several readings as numbers; false where it does not. */
function noteAmbiguous(name: string, looks: readonly Looks[], issues: Issues): boolean {
  const open = looks.filter(({ readings }) => readings.length > 1);
  if (open.length === 0) return false;
  const ways = new Set(commonWays(looks).map(keyOf));
  const { fact, readings } = open[0]!;
  const left = readings.filter((reading) => ways.size === 0 || ways.has(keyOf(reading)));
  if (left.length < 2) return false;
  const values = left.map(({ value }) => value).join(" or ");
  const what = `stays text: '${fact.text}' may be ${values}, and nothing in the column says which`;
  const lines = left.map((one) => `${notationLine(one)} makes it ${one.value}`);
  noteColumn(
    issues,
    "ambiguous-number",
    name,
    open.map((one) => one.fact),
    what,
    `type: "number"; ${lines.join("; ")}`,
  );
  return true;
}

function noteAsText(name: string, facts: readonly TextFact[], looks: readonly Looks[], issues: Issues): void {
  const units = new Set(looks.flatMap(({ readings }) => readings.flatMap(({ unit }) => unit ?? [])));
  if (units.size > 1) {
    const withUnit = looks.filter(({ readings }) => readings.some(({ unit }) => unit !== null));
    const what = `stays text: its numbers are in ${[...units].join(" and in ")}`;
    noteColumn(
      issues,
      "unit",
      name,
      withUnit.map(({ fact }) => fact),
      what,
      `type: "number", unit: "${[...units][0]}"`,
    );
    return;
  }
  const unusual = facts.filter(({ text }) => !PLAIN.test(text.trim()));
  const ids = looks.find(({ readings }) => readings.length === 0);
  const ways = commonWays(looks);
  const line = ways[0] !== undefined && keyOf(ways[0]) !== ".null" ? `, ${notationLine(ways[0])}` : "";
  const unit = units.size === 1 ? `, unit: "${[...units][0]}"` : "";
  const hint = ids !== undefined ? 'type: "text" where they are ids' : `type: "number"${line}${unit}`;
  const shown = unusual[0]?.text ?? facts[0]!.text;
  const what = `stays text: it holds numbers, and '${shown}' is not written as a plain one`;
  noteColumn(issues, "number-as-text", name, unusual.length > 0 ? unusual : facts, what, hint);
}

/**
 * Notes what may be numbers in a column that stays text: of which there are several readings, ids that a number would change,
 * numbers in Persian digits, with commas or units. False where most of the column are no numbers.
 *
 * @param facts without words for no answer
 */
export function noteNumbers(name: string, facts: readonly TextFact[], issues: Issues): boolean {
  const looks = facts.flatMap((fact) => lookOf(fact) ?? []);
  if (rowsOf(looks.map(({ fact }) => fact)) * 2 < rowsOf(facts) || looks.length === 0) return false;
  const large = looks.filter(isLarge);
  if (large.length > 0) {
    const what = "stays text: it holds whole numbers above 2^53, of which a number would lose digits";
    noteColumn(
      issues,
      "large-number",
      name,
      large.map(({ fact }) => fact),
      what,
      'type: "text"',
    );
  } else if (
    !noteAmbiguous(
      name,
      looks.filter(({ readings }) => readings.length > 0),
      issues,
    )
  ) {
    noteAsText(name, facts, looks, issues);
  }
  return true;
}
