import { fold, withoutInvisible } from "../../text/spelling.js";
import { trimmed } from "../../text/trimmed.js";
import type { ColumnSchema } from "../schema.js";
import { missingTexts } from "./missing-codes.js";
import { notationLine, numberReadings } from "./number-readings.js";
import { Refusal } from "./refusal.js";
import { isKnownUnit, unitHint, unitNamed, withoutUnit } from "./units.js";
import { canonicalNumber, type Notation } from "./written-number.js";

const notationOf = ({ decimal = ".", group }: ColumnSchema): Notation => ({ decimal, group: group ?? null });

/**
 * Whether 12.5 and 1234, read as plain decimal numbers, are what the schema means. Where a comma separates decimals, or a
 * point groups of digits, 12.500 is another number.
 */
export function plainIsMeant(schema: ColumnSchema): boolean {
  const isNumeric = schema.type === "number" || schema.type === "integer";
  return isNumeric && (schema.decimal ?? ".") === "." && schema.group !== ".";
}

/** What holds for a number however it was written: null where it may stand. */
function outside(value: number, { type, min = -Infinity, max = Infinity }: ColumnSchema): Refusal | null {
  if (type === "integer" && value !== Math.floor(value)) return WHOLE;
  if (value >= min && value <= max) return null;
  return TYPICAL_CODES.has(value) ? new Refusal("range", `if ${value} is no answer, say missing: ["${value}"]`) : RANGE;
}

const PLAIN: Notation = { decimal: ".", group: null };
const WHOLE = new Refusal("type");
const RANGE = new Refusal("range");
const NO_NUMBER = new Refusal("type");
const TYPICAL_CODES: ReadonlySet<number> = new Set([-1, -9, -98, -99, -999, -9999, 9, 88, 98, 99, 998, 999, 9999]);

/** What judges a number: itself, NaN where it is a code for no answer, or why it may not stand. */
export function numberJudge(schema: ColumnSchema): (value: number) => number | Refusal {
  const numberOf = (code: string) =>
    canonicalNumber(code.trim(), notationOf(schema)) ?? canonicalNumber(code.trim(), PLAIN);
  const codes = new Set((schema.missing ?? []).map((code) => Number(numberOf(code) ?? Number.NaN) + 0));
  return (value) => {
    if (Number.isNaN(value) || codes.has(value)) return Number.NaN;
    return outside(value, schema) ?? value;
  };
}

/** Labels by their folded text, where each names one code that is a number. */
function labelledNumbers({ labels = {} }: ColumnSchema): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const [code, label] of Object.entries(labels)) {
    const key = fold(label);
    numbers.set(key, numbers.has(key) ? Number.NaN : Number(code));
  }
  return new Map([...numbers].filter(([, value]) => Number.isFinite(value)));
}

/** Why a text is no number, with what would make it one. */
function refused(text: string, { unit: wanted }: ColumnSchema, notation: Notation): Refusal {
  const { unit } = withoutUnit(text);
  const isNumber = numberReadings(text).length > 0;
  if (isNumber && unit !== null && unit !== (wanted && unitNamed(wanted))) {
    const known = isKnownUnit(unit) || wanted !== undefined;
    if (known)
      return new Refusal("unit", unitHint(unit, wanted), wanted ? `numbers in ${wanted}` : "numbers without a unit");
  }
  const other = numberReadings(text).filter(({ decimal, group }) => {
    return decimal !== notation.decimal || group !== notation.group;
  });
  if (other.length === 0) return NO_NUMBER;
  return new Refusal("type", other.map((one) => `${one.value} with ${notationLine(one)}`).join("; "));
}

/**
 * What reads the texts of a number column: the number, NaN where nothing stands or a code for no answer, or why not.
 *
 * Digits 0–9, ۰–۹ and ٠–٩ (not mixed in one number), 1e-5, a minus in front (behind too with Persian digits), the unit of the
 * schema behind; `decimal` and `group` as the schema says, ٫ and ٬ always with Persian digits. A label stands for its code.
 */
export function numberReader(schema: ColumnSchema): (text: string) => number | Refusal {
  const notation = notationOf(schema);
  const missing = missingTexts(schema);
  const labels = labelledNumbers(schema);
  const judge = numberJudge(schema);
  const unit = schema.unit === undefined ? null : unitNamed(schema.unit);
  return (cell) => {
    const text = trimmed(withoutInvisible(cell));
    if (text.trim() === "" || missing.has(text) || missing.has(cell.trim())) return Number.NaN;
    let written = canonicalNumber(text, notation);
    if (written === null && unit !== null) {
      const parts = withoutUnit(text);
      if (parts.unit === unit) written = canonicalNumber(parts.number, notation);
    }
    const value = written === null ? labels.get(fold(text)) : Number(written) + 0;
    if (value === undefined || !Number.isFinite(value)) return refused(text, schema, notation);
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) return LARGE;
    return judge(value);
  };
}

const LARGE = new Refusal("large-number", 'a number would lose digits: say type: "text" if it is an id');
