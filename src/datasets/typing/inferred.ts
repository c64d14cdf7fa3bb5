import type { TypedColumn } from "../../tables/table.js";
import { isoDate, isoDateTime } from "../iso-dates.js";
import type { Issues } from "../issues.js";
import type { ScannedColumn, ScannedText } from "../scanned.js";
import { PLAIN_BOOLEAN } from "../values/boolean-reader.js";
import { looksLikeDate, noteDates, noteNaive } from "./date-notes.js";
import { isMissingWord, noteMissingNumbers, noteMissingWords } from "./missing-notes.js";
import { looksLikeNumber, noteNumbers } from "./number-notes.js";
import { datetimes, recoded } from "./recoded.js";
import { isOdd, noteOdd, noteSpellings } from "./spelling-notes.js";
import { TextFacts } from "./text-facts.js";

/** So many distinct texts show whether a column is worth a look at all of them. */
const GLANCE = 500;

/** With more distinct texts a column is free text, of which two may well be alike. */
const FREE_TEXT = 5000;

const any = () => true;

function booleans({ codes, dictionary }: ScannedText): TypedColumn {
  const map = dictionary.map((text) => PLAIN_BOOLEAN.get(text) ?? 255);
  return { type: "boolean", values: Uint8Array.from(codes, (code) => (code < 0 ? 255 : map[code]!)) };
}

/** Whether enough of the first texts look so for all to be looked at. */
function mayHold(facts: TextFacts, looks: (text: string) => boolean): boolean {
  const glance = facts.those((text) => !isMissingWord(text), GLANCE);
  return glance.filter(({ text }) => looks(text)).length * 4 >= glance.length;
}

/** What should be known of a column that stays text. */
function noteText(name: string, facts: TextFacts, issues: Issues): void {
  const codes = facts.those(isMissingWord);
  if (codes.length > 0 && codes.length < facts.distinct) noteMissingWords(name, codes, issues);
  const [dates, numbers] = [mayHold(facts, looksLikeDate), mayHold(facts, looksLikeNumber)];
  const answers = dates || numbers ? facts.those((text) => !isMissingWord(text)) : [];
  const areDates = dates && answers.length > 0 && noteDates(name, answers, issues);
  if (numbers && answers.length > 0 && !areDates) noteNumbers(name, answers, issues);
  if (facts.distinct <= FREE_TEXT) noteSpellings(name, facts.those(any), issues);
  noteOdd(name, facts.those(isOdd), issues);
}

function fromText(column: ScannedText, name: string, issues: Issues): TypedColumn {
  const facts = new TextFacts(column);
  const usual = datetimes(column);
  if (usual !== null && facts.distinct > 0) {
    noteNaive(name, facts, issues);
    return usual;
  }
  const each = (convert: (text: string) => string | null) =>
    column.dictionary.map((text) => (text.trim() === "" ? null : convert(text)));
  if (facts.every((text) => PLAIN_BOOLEAN.has(text))) return booleans(column);
  if (facts.every((text) => isoDate(text) !== null)) return recoded(column, "date", each(isoDate));
  if (facts.every((text) => isoDateTime(text) !== null)) {
    noteNaive(name, facts, issues);
    return recoded(column, "datetime", each(isoDateTime));
  }
  noteText(name, facts, issues);
  return recoded(
    column,
    "text",
    each((text) => text),
  );
}

/**
 * The type of a column that nobody described, from all of its values: plain numbers, ISO dates and date-times, true and false.
 * Everything else is text as it stands, with notes of what it may be: only a schema chooses.
 */
export function inferred(column: ScannedColumn, name: string, issues: Issues): TypedColumn {
  if (column.kind === "text") return fromText(column, name, issues);
  const typed: TypedColumn = column.kind === "typed" ? column.column : { type: "number", values: column.values };
  if (typed.type === "number") noteMissingNumbers(name, typed.values, issues);
  return typed;
}
