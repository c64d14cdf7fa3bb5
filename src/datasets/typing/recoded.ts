import type { TypedColumn } from "../../tables/table.js";
import { isoDateTimes } from "../iso-dates.js";
import type { ScannedText } from "../scanned.js";

/** What a text becomes: another one, null for missing, undefined where it was refused. */
export type Recoding = readonly (string | null | undefined)[];

/** Distinct values of new texts, and the code of each of the old ones. */
function merged(made: Recoding): { map: Int32Array; dictionary: string[] } {
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  const map = Int32Array.from(made, (value) => {
    if (value === undefined || value === null) return -1;
    let place = known.get(value);
    if (place === undefined) {
      place = dictionary.push(value) - 1;
      known.set(value, place);
    }
    return place;
  });
  return { map, dictionary };
}

/** A column of texts, each turned into another one. Most are as they were: then nothing is copied. */
export function recoded(
  { codes, dictionary }: ScannedText,
  type: "text" | "date" | "datetime",
  made: Recoding,
): TypedColumn {
  if (made.every((value, code) => value === dictionary[code])) return { type, codes, dictionary };
  const { map, dictionary: kept } = merged(made);
  const changed = map.some((place, code) => place !== code);
  return { type, codes: changed ? codes.map((code) => (code < 0 ? -1 : map[code]!)) : codes, dictionary: kept };
}

/** Texts that are what they are; their strings are still made when somebody asks for them. */
export function asItStands(text: ScannedText): TypedColumn {
  return {
    type: "text",
    codes: text.codes,
    get dictionary() {
      return text.dictionary;
    },
  };
}

/**
 * A column whose every text is an ISO date-time written in the same way, which most are: no two of them become one, so that
 * millions need not be compared. Null where they are not.
 */
export function datetimes({ codes, dictionary }: ScannedText): TypedColumn | null {
  const made = isoDateTimes(dictionary);
  return made === null ? null : { type: "datetime", codes, dictionary: made };
}
