import { withoutInvisible } from "../../text/spelling.js";
import { withoutUnit } from "./units.js";
import { canonicalNumber, type Group, type Notation } from "./written-number.js";

/** One way of reading a text as a number. */
export interface NumberReading extends Notation {
  readonly value: number;
  /** The word or sign behind the number: 'toman', 'rial', '%' or as it stands, folded; null where there is none. */
  readonly unit: string | null;
}

const GROUPS: readonly (Group | null)[] = [null, ",", ".", " ", "'"];

const NOTATIONS: readonly Notation[] = ([".", ","] as const).flatMap((decimal) =>
  GROUPS.filter((group) => group !== decimal).map((group) => ({ decimal, group })),
);

/**
 * All numbers that a text may stand for, and by which notation; [] where it is none.
 *
 * @example numberReadings("12.500").map(({ value }) => value) // [12.5, 12500]
 * @example numberReadings("۱۲٫۵").map(({ value }) => value) // [12.5]
 */
export function numberReadings(text: string): NumberReading[] {
  const { number, unit } = withoutUnit(withoutInvisible(text).trim());
  const found = new Map<number, NumberReading>();
  for (const notation of NOTATIONS) {
    const written = canonicalNumber(number, notation);
    if (written === null) continue;
    const value = Number(written) + 0;
    if (Number.isFinite(value) && !found.has(value)) found.set(value, { ...notation, value, unit });
  }
  return [...found.values()];
}

/** The ways of writing in which a text is a number: more than its readings, for 12 is 12 in all of them. */
export function numberNotations(text: string): Notation[] {
  const { number } = withoutUnit(withoutInvisible(text).trim());
  return NOTATIONS.filter((notation) => canonicalNumber(number, notation) !== null);
}

/** A reading as the line of a schema that chooses it: `decimal: ","`, `group: "."`. */
export function notationLine({ decimal, group }: Notation): string {
  const parts = [
    ...(decimal === "." ? [] : [`decimal: "${decimal}"`]),
    ...(group === null ? [] : [`group: "${group}"`]),
  ];
  return parts.length === 0 ? 'decimal: "."' : parts.join(", ");
}
