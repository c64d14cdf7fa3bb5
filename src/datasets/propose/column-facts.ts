import { compareText } from "../../tables/table.js";
import type { ScannedColumn } from "../scanned.js";

/** One of the different values of a column, as it stands, and how often. */
interface Counted {
  readonly text: string;
  readonly count: number;
}

/** What a proposal goes by: all values of a column, each once. */
export interface ColumnFacts {
  readonly name: string;
  /** The question as it was asked, where the file says it. */
  readonly question: string;
  readonly answered: number;
  readonly blank: number;
  /** The first row without a value, from 1; null when there is none. */
  readonly firstBlank: number | null;
  /** The different values, the most frequent first; for numbers beyond `LISTED` of them only the first. */
  readonly values: readonly Counted[];
  readonly distinct: number;
  /** For a column of plain numbers and blanks. */
  readonly numbers: { readonly min: number; readonly max: number; readonly whole: boolean } | null;
  /** The type the file itself states, if it does. */
  readonly stated: "number" | "boolean" | "text" | "date" | "datetime" | null;
}

const LISTED = 10_000;

type Values = Pick<ColumnFacts, "answered" | "blank" | "firstBlank" | "values" | "distinct" | "numbers">;

const rowOf = (index: number): number | null => (index < 0 ? null : index + 1);

const byCount = (a: Counted, b: Counted) => b.count - a.count || compareText(a.text, b.text);

function ofNumbers(values: Float64Array): Values {
  const sorted = Float64Array.from(values).sort();
  let answered = sorted.length;
  while (answered > 0 && Number.isNaN(sorted[answered - 1]!)) answered--;
  const counted: Counted[] = [];
  let distinct = 0;
  let whole = true;
  for (let start = 0; start < answered; ) {
    const value = sorted[start]!;
    let end = start + 1;
    while (end < answered && sorted[end] === value) end++;
    if (value !== Math.floor(value)) whole = false;
    distinct++;
    if (counted.length < LISTED) counted.push({ text: String(value), count: end - start });
    start = end;
  }
  const numbers = answered === 0 ? null : { min: sorted[0]!, max: sorted[answered - 1]!, whole };
  const firstBlank = rowOf(values.findIndex((value) => Number.isNaN(value)));
  return { answered, blank: values.length - answered, firstBlank, values: counted.sort(byCount), distinct, numbers };
}

function ofTexts(codes: Int32Array, dictionary: readonly string[]): Values {
  const counts = new Float64Array(dictionary.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const values: Counted[] = [];
  let answered = 0;
  for (const [code, text] of dictionary.entries()) {
    if (counts[code] === 0 || text.trim() === "") continue;
    values.push({ text, count: counts[code]! });
    answered += counts[code]!;
  }
  const isBlank = (code: number) => code < 0 || dictionary[code]!.trim() === "";
  return {
    answered,
    blank: codes.length - answered,
    firstBlank: rowOf(answered === codes.length ? -1 : codes.findIndex(isBlank)),
    values: values.sort(byCount),
    distinct: values.length,
    numbers: null,
  };
}

function ofBooleans(values: Uint8Array): Values {
  const codes = Int32Array.from(values, (value) => (value === 255 ? -1 : value));
  return ofTexts(codes, ["false", "true"]);
}

/** What stands in a scanned column. */
export function columnFacts(name: string, question: string, column: ScannedColumn): ColumnFacts {
  if (column.kind === "number") return { name, question, stated: null, ...ofNumbers(column.values) };
  if (column.kind === "text") return { name, question, stated: null, ...ofTexts(column.codes, column.dictionary) };
  const { column: typed } = column;
  if (typed.type === "number") return { name, question, stated: "number", ...ofNumbers(typed.values) };
  if (typed.type === "boolean") return { name, question, stated: "boolean", ...ofBooleans(typed.values) };
  return { name, question, stated: typed.type, ...ofTexts(typed.codes, typed.dictionary) };
}
