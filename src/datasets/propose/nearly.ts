import { dateReadings } from "../values/date-readings.js";
import { numberReadings } from "../values/number-readings.js";
import { guessDate } from "./date-guess.js";
import type { Guess } from "./guess.js";
import { guessNumber } from "./number-guess.js";

/** A column may hold a few slips: one value in twenty, and no more than a person looks through. */
const SHARE = 0.05;
const MOST = 20;
const SAMPLE = 100;

const WAYS = [
  { isRead: (text: string) => numberReadings(text).length > 0, guess: guessNumber },
  { isRead: (text: string) => dateReadings(text).length > 0, guess: guessDate },
] as const;

/** 'type: date, format: "%Y/%m/%d", calendar: jalali' */
function said({ type, format, calendar, decimal, group, unit }: Guess["column"]): string {
  const parts = [
    ["type", type],
    ["format", format],
    ["calendar", calendar],
    ["decimalChar", decimal],
  ] as const;
  const more = [
    ["groupChar", group],
    ["unit", unit],
  ] as const;
  return [...parts, ...more]
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`]))
    .join(", ");
}

/** What a column would be but for a few values, which stand in the way: '12.o5' among numbers, 31 Esfand among dates. */
export function nearlyAll(texts: readonly string[]): readonly string[] {
  for (const { isRead, guess } of WAYS) {
    const sample = texts.slice(0, SAMPLE);
    if (sample.filter(isRead).length * 2 < sample.length) continue;
    const slips = texts.filter((text) => !isRead(text));
    if (slips.length === 0 || slips.length > MOST || slips.length > texts.length * SHARE) continue;
    const found = guess(texts.filter((text) => !slips.includes(text)));
    if (found === null || found.unsettled.length > 0) continue;
    const shown = slips
      .slice(0, 3)
      .map((text) => `'${text}'`)
      .join(", ");
    const more = slips.length > 3 ? ` and ${slips.length - 3} more` : "";
    return [`all but ${shown}${more} can be read with ${said(found.column)}: such rows would be kept aside`];
  }
  return [];
}
