import type { ColumnSchema } from "../schema.js";

/** A field as it is written: properties in the order in which a person reads them. */
export type WrittenField = Readonly<Record<string, unknown>>;

const TYPES: Readonly<Record<ColumnSchema["type"], string>> = {
  text: "string",
  category: "string",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
};

const isNumeric = ({ type }: ColumnSchema) => type === "integer" || type === "number";

/** Codes as numbers where nothing is lost by it, as Frictionless writes them. */
function codes(column: ColumnSchema): readonly (string | number)[] | undefined {
  if (column.values === undefined || !isNumeric(column)) return column.values;
  const plain = column.values.every((value) => Number.isFinite(Number(value)) && String(Number(value)) === value);
  return plain ? column.values.map(Number) : column.values;
}

/** The values of a category; with their labels where each has one and no other has. */
function categories({ values = [], labels }: ColumnSchema): {
  readonly list: readonly unknown[];
  readonly labelled: boolean;
} {
  const labelled =
    labels !== undefined &&
    values.length > 0 &&
    Object.keys(labels).length === new Set(values).size &&
    values.every((value) => Object.hasOwn(labels, value));
  return { list: labelled ? values.map((value) => ({ value, label: labels[value] })) : values, labelled };
}

export function writtenMissing(missing: readonly string[] | undefined): readonly string[] | undefined {
  return missing === undefined ? undefined : ["", ...missing];
}

/** Without what is not said. */
function said(properties: Readonly<Record<string, unknown>>): WrittenField {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** A column of a schema as a field of a Table Schema. */
export function fieldOf(name: string, column: ColumnSchema): WrittenField {
  const isCategory = column.type === "category";
  const { list, labelled } = categories(column);
  const constraints = said({
    required: column.required,
    unique: column.unique,
    minimum: column.min,
    maximum: column.max,
    minLength: column.minLength,
    maxLength: column.maxLength,
    pattern: column.pattern,
    enum: isCategory ? undefined : codes(column),
  });
  return said({
    name,
    description: column.description === "" ? undefined : column.description,
    type: TYPES[column.type],
    format: column.format,
    calendar: column.calendar,
    century: column.century,
    timezone: column.timezone,
    decimalChar: column.decimal,
    groupChar: column.group,
    unit: column.unit,
    trueValues: column.trueValues,
    falseValues: column.falseValues,
    missingValues: writtenMissing(column.missing),
    categories: isCategory ? list : undefined,
    labels: isCategory && labelled ? undefined : column.labels,
    spelling: column.spelling,
    scale: column.scale,
    role: column.role,
    constraints: Object.keys(constraints).length === 0 ? undefined : constraints,
  });
}
