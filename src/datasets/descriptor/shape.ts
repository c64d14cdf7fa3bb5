import { z } from "zod";
import { ROLES } from "../schema.js";

/** A list may name a value, or a value and what it means. */
export interface Labelled {
  readonly value: string | number;
  readonly label?: string | undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";

const isCell = (value: unknown): value is string | number =>
  isText(value) || (typeof value === "number" && Number.isFinite(value));

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isLabelled(value: unknown): value is string | number | Labelled {
  if (!isPlainObject(value)) return isCell(value);
  return (
    Object.keys(value).every((key) => key === "value" || key === "label") &&
    isCell(value.value) &&
    (value.label === undefined || isText(value.label))
  );
}

function isLabelledText(value: unknown): value is string | Labelled {
  return isLabelled(value) && isText(isPlainObject(value) ? value.value : value);
}

/** zod leaves out a key called __proto__; a label may be called so. */
const labels = z.custom<Record<string, string>>(
  (value) => isPlainObject(value) && Object.values(value).every(isText),
  "requires a text for each code, as in { 1: very dissatisfied }",
);

const name = z.string().min(1);
const texts = z.array(z.custom<string>(isText, "requires text; write it in quotes"));
const anything = z.unknown();

const TYPES = ["string", "integer", "number", "boolean", "date", "datetime", "year", "any"] as const;

export const constraintsShape = z.strictObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.int().nonnegative().optional(),
  maxLength: z.int().nonnegative().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.custom<string | number>(isCell, "requires texts or numbers")).optional(),
});

const missingValues = z.array(
  z.custom<string | Labelled>(isLabelledText, "requires text; write it in quotes, as in '-99'"),
);

export const scaleShape = z.strictObject({ from: z.number(), to: z.number(), good: z.enum(["high", "low"]) });

export const fieldShape = z.strictObject({
  name,
  type: z.enum(TYPES).optional(),
  format: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  example: anything.optional(),
  rdfType: anything.optional(),
  constraints: constraintsShape.optional(),
  missingValues: missingValues.optional(),
  decimalChar: z.enum([".", ","]).optional(),
  groupChar: z.enum([",", ".", " ", "'"]).optional(),
  bareNumber: z.boolean().optional(),
  trueValues: texts.optional(),
  falseValues: texts.optional(),
  categories: z
    .array(
      z.custom<string | number | Labelled>(isLabelled, "requires a text, or { value, label }; write codes in quotes"),
    )
    .optional(),
  categoriesOrdered: z.boolean().optional(),
  enumLabels: labels.optional(),
  // What Frictionless has no words for.
  unit: z.string().optional(),
  scale: scaleShape.optional(),
  labels: labels.optional(),
  role: z.enum(ROLES as [string, ...string[]]).optional(),
  calendar: z.enum(["gregorian", "jalali"]).optional(),
  century: z.int().optional(),
  timezone: z.string().optional(),
  spelling: z.enum(["exact", "folded"]).optional(),
});

export const schemaShape = z.strictObject({
  $schema: anything.optional(),
  name: name.optional(),
  row: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  fields: z.array(fieldShape).min(1),
  fieldsMatch: z.enum(["subset"]).optional(),
  missingValues: missingValues.optional(),
  primaryKey: z
    .custom<string | string[]>(
      (value) => isText(value) || (Array.isArray(value) && value.length === 1 && isText(value[0])),
      "requires one column; a key of several columns is not checked here",
    )
    .optional(),
});

export const dialectShape = z.strictObject({
  $schema: anything.optional(),
  header: z.literal(true, "cannot be left out: columns are bound by name").optional(),
  headerRows: z.array(z.int().positive()).min(1).optional(),
  commentRows: z.array(z.int().positive()).optional(),
  delimiter: z.enum([",", ";", "\t", "|"]).optional(),
  lineTerminator: z.string().optional(),
  quoteChar: z.literal('"').optional(),
  doubleQuote: z.literal(true).optional(),
  skipInitialSpace: z.literal(false).optional(),
  sheetName: name.optional(),
});

export const resourceShape = z.strictObject({
  $schema: anything.optional(),
  profile: anything.optional(),
  type: anything.optional(),
  name,
  title: z.string().optional(),
  description: z.string().optional(),
  path: name,
  format: anything.optional(),
  mediatype: anything.optional(),
  encoding: z.string().optional(),
  bytes: anything.optional(),
  hash: anything.optional(),
  sources: anything.optional(),
  licenses: anything.optional(),
  dialect: dialectShape.optional(),
  schema: schemaShape.optional(),
  // What Frictionless has no words for.
  export: z.enum(["qualtrics", "surveymonkey", "google-forms"]).optional(),
  formulas: z.enum(["marked"]).optional(),
});

export const packageShape = z.strictObject({
  $schema: anything.optional(),
  profile: anything.optional(),
  id: anything.optional(),
  name: name.optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  homepage: anything.optional(),
  image: anything.optional(),
  version: anything.optional(),
  created: anything.optional(),
  keywords: anything.optional(),
  contributors: anything.optional(),
  sources: anything.optional(),
  licenses: anything.optional(),
  // What Frictionless has no words for.
  language: z.string().optional(),
  resources: z.array(resourceShape).min(1),
});

/** A field as it stands in a descriptor. */
export interface Field {
  readonly name: string;
  readonly type?: (typeof TYPES)[number];
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly constraints?: Constraints;
  readonly missingValues?: readonly (string | Labelled)[];
  readonly decimalChar?: "." | ",";
  readonly groupChar?: "," | "." | " " | "'";
  readonly bareNumber?: boolean;
  readonly trueValues?: readonly string[];
  readonly falseValues?: readonly string[];
  readonly categories?: readonly (string | number | Labelled)[];
  readonly enumLabels?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly unit?: string;
}

interface Constraints {
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly (string | number)[];
}

export interface TableSchema {
  readonly name?: string;
  readonly row?: string;
  readonly title?: string;
  readonly description?: string;
  readonly fields: readonly Field[];
  readonly missingValues?: readonly (string | Labelled)[];
  readonly primaryKey?: string | readonly string[];
}

export interface Dialect {
  readonly headerRows?: readonly number[];
  readonly commentRows?: readonly number[];
  readonly delimiter?: "," | ";" | "\t" | "|";
  readonly sheetName?: string;
}

export interface Resource {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly path: string;
  readonly encoding?: string;
  readonly dialect?: Dialect;
  readonly schema?: TableSchema;
  readonly export?: "qualtrics" | "surveymonkey" | "google-forms";
  readonly formulas?: "marked";
}

export interface PackageDescriptor {
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  readonly language?: string;
  readonly resources: readonly Resource[];
}
