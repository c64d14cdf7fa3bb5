import type { TypedColumn } from "../../tables/table.js";
import type { Issues } from "../issues.js";
import { requirement } from "../requirement.js";
import type { ScannedColumn, ScannedText } from "../scanned.js";
import type { ColumnSchema } from "../schema.js";
import { booleanReader } from "../values/boolean-reader.js";
import { dateReader } from "../values/date-reader.js";
import { numberJudge, numberReader } from "../values/number-reader.js";
import { findingOf, Refusal } from "../values/refusal.js";
import { isFolded, takesAnyText, textReader } from "../values/text-reader.js";
import { foldedValues } from "./folded-values.js";
import { asItStands, datetimes, recoded } from "./recoded.js";
import { isOdd, noteOdd } from "./spelling-notes.js";
import { type TextFact, TextFacts } from "./text-facts.js";
import { asText } from "./text-of.js";

/** A column as its schema describes it, and the rows, from 1, in which something else stands. */
export interface Described {
  readonly column: TypedColumn;
  readonly refused: ReadonlySet<number>;
}

/** Gathers what does not fit a column. */
class Refusals {
  readonly rows = new Set<number>();

  constructor(
    private readonly name: string,
    private readonly schema: ColumnSchema,
    private readonly issues: Issues,
  ) {}

  add(refusal: Refusal, row: number, value: string | number): void {
    this.rows.add(row + 1);
    this.issues.row({ ...findingOf(refusal, this.name, this.schema, value), row: row + 1 });
  }

  /** What the distinct texts of a column were read as, and each row in which one was refused. */
  in<T>({ codes, dictionary }: ScannedText, made: readonly (T | Refusal)[]): readonly (T | undefined)[] {
    if (!made.some((value) => value instanceof Refusal)) return made as readonly T[];
    for (let row = 0; row < codes.length; row++) {
      const value = codes[row]! < 0 ? null : made[codes[row]!];
      if (value instanceof Refusal) this.add(value, row, dictionary[codes[row]!]!);
    }
    return made.map((value) => (value instanceof Refusal ? undefined : value));
  }
}

function judgedNumbers(values: Float64Array, schema: ColumnSchema, refusals: Refusals): TypedColumn {
  const judge = numberJudge(schema);
  const { min = -Infinity, max = Infinity, missing = [], type } = schema;
  const kept = missing.length > 0 ? values.slice() : values;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    // Most numbers are as they should be: nothing is called for them.
    if (missing.length === 0 && value >= min && value <= max && (type === "number" || value === Math.floor(value)))
      continue;
    const judged = judge(value);
    if (judged instanceof Refusal) refusals.add(judged, row, value);
    else if (missing.length > 0) kept[row] = judged;
  }
  return { type: "number", values: kept };
}

/** What each row holds, by the code of its text; `blank` where it holds none or one that was refused. */
function byCode<T extends Float64Array | Uint8Array>(
  into: T,
  { codes }: ScannedText,
  made: readonly (number | null | undefined)[],
  blank: number,
): T {
  const values = made.map((value) => value ?? blank);
  for (let row = 0; row < codes.length; row++) into[row] = codes[row]! < 0 ? blank : values[codes[row]!]!;
  return into;
}

/** Nothing but ISO date-times is meant, as they stand. */
const isIsoDateTime = ({ type, format, calendar, missing = [] }: ColumnSchema) =>
  type === "datetime" && format === undefined && calendar !== "jalali" && missing.length === 0;

function readTexts(text: ScannedText, schema: ColumnSchema, refusals: Refusals): TypedColumn {
  if (text.isPlain === true && takesAnyText(schema)) return asItStands(text);
  const { codes, dictionary } = text;
  switch (schema.type) {
    case "number":
    case "integer": {
      const made = refusals.in(text, dictionary.map(numberReader(schema)));
      return { type: "number", values: byCode(new Float64Array(codes.length), text, made, Number.NaN) };
    }
    case "boolean": {
      const made = refusals.in(text, dictionary.map(booleanReader(schema)));
      const values = made.map((value) => (value === undefined || value === null ? null : Number(value)));
      return { type: "boolean", values: byCode(new Uint8Array(codes.length), text, values, 255) };
    }
    case "date":
    case "datetime": {
      const usual = isIsoDateTime(schema) ? datetimes(text) : null;
      if (usual !== null) return usual;
      return recoded(text, schema.type, refusals.in(text, dictionary.map(dateReader(schema))));
    }
    default: {
      const made = refusals.in(text, dictionary.map(textReader(schema)));
      return recoded(text, "text", isFolded(schema) && schema.values === undefined ? foldedValues(made) : made);
    }
  }
}

/** What should be known of texts although a schema takes them. */
function noteTexts(text: ScannedText, name: string, refused: ReadonlySet<number>, issues: Issues): void {
  if (text.isPlain === true || !text.dictionary.some(isOdd)) return;
  const isTaken = ({ first }: TextFact) => !refused.has(first);
  noteOdd(name, new TextFacts(text).those(isOdd).filter(isTaken), issues);
}

/**
 * A column as its schema describes it; what does not fit goes to the issues, each cell by the rule it breaks. Whatever the file
 * itself typed must have the type the schema says.
 */
export function described(column: ScannedColumn, name: string, schema: ColumnSchema, issues: Issues): Described {
  const refusals = new Refusals(name, schema, issues);
  const isNumeric = schema.type === "number" || schema.type === "integer";
  const found: TypedColumn | null =
    column.kind === "typed"
      ? column.column
      : column.kind === "number"
        ? { type: "number", values: column.values }
        : null;
  if (found?.type === "number" && isNumeric) {
    return { column: judgedNumbers(found.values, schema, refusals), refused: refusals.rows };
  }
  const isMeant = found !== null && found.type !== "text" && found.type === schema.type;
  if (isMeant) return { column: found, refused: refusals.rows };
  const text = column.kind === "text" ? column : asText(found!, schema);
  if (text === null) {
    const message = `${requirement(name, schema)}; the file holds ${found!.type}`;
    issues.file({ rule: "type", message, column: name });
    return { column: found!, refused: refusals.rows };
  }
  const made = readTexts(text, schema, refusals);
  noteTexts(text, name, refusals.rows, issues);
  return { column: made, refused: refusals.rows };
}
