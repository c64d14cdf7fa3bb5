import type { ColumnKind, ColumnSchema } from "../schema.js";
import type { Field, Labelled } from "./shape.js";
import type { Path, Problem } from "./source.js";

const KINDS: Readonly<Record<NonNullable<Field["type"]>, ColumnKind>> = {
  string: "text",
  any: "text",
  integer: "integer",
  year: "integer",
  number: "number",
  boolean: "boolean",
  date: "date",
  datetime: "datetime",
};

/** Properties that mean something only for some types. */
const ONLY_FOR: readonly (readonly [string, readonly ColumnKind[]])[] = [
  ["decimalChar", ["number", "integer"]],
  ["groupChar", ["number", "integer"]],
  ["bareNumber", ["number", "integer"]],
  ["trueValues", ["boolean"]],
  ["falseValues", ["boolean"]],
  ["calendar", ["date", "datetime"]],
  ["century", ["date", "datetime"]],
  ["timezone", ["datetime"]],
];

const textOf = (entry: string | number | Labelled) => String(typeof entry === "object" ? entry.value : entry);

/** The texts of missingValues; a blank is missing anyway. */
export function missingOf(entries: readonly (string | Labelled)[] | undefined): readonly string[] | undefined {
  return entries?.map(textOf).filter((text) => text !== "");
}

function labelsOf({ labels, enumLabels, categories = [] }: Field): Readonly<Record<string, string>> | undefined {
  const named = categories.flatMap((entry): [string, string][] =>
    typeof entry === "object" && entry.label !== undefined ? [[textOf(entry), entry.label]] : [],
  );
  if (labels === undefined && enumLabels === undefined && named.length === 0) return undefined;
  return Object.fromEntries([...Object.entries(enumLabels ?? {}), ...named, ...Object.entries(labels ?? {})]);
}

/** The strptime format of a date, or what is wrong with it. */
function formatOf({ format }: Field, kind: ColumnKind): { readonly format?: string } | string {
  if (format === undefined || format === "default") return {};
  const isDate = kind === "date" || kind === "datetime";
  if (!isDate) return "is read of dates only; leave it out, or say it with constraints: { pattern }";
  if (format === "any") return "requires one way of writing dates, as in '%d/%m/%Y'; got 'any'";
  return /%[A-Za-z]/.test(format) ? { format } : "requires the letters of strptime, as in '%d/%m/%Y'";
}

function problemsOf(field: Field, kind: ColumnKind, path: Path): Problem[] {
  const { constraints = {}, categories, bareNumber, unit } = field;
  const problems: Problem[] = [];
  const wrong = (inside: Path, message: string) => problems.push({ path: [...path, ...inside], message });
  for (const [property, kinds] of ONLY_FOR) {
    if (Object.hasOwn(field, property) && !kinds.includes(kind))
      wrong([property], `is only for ${kinds.join(" and ")}`);
  }
  const isNumber = kind === "number" || kind === "integer";
  for (const end of ["minimum", "maximum"] as const) {
    if (constraints[end] !== undefined && !isNumber) wrong(["constraints", end], "is only for number and integer");
  }
  const listed = constraints.enum !== undefined && categories !== undefined;
  if (listed) wrong(["categories"], "and constraints.enum say the same: one of them is enough");
  if (bareNumber === false && unit === undefined) {
    wrong(["bareNumber"], "requires 'unit' beside it: the word that stands with the number");
  }
  if (field.decimalChar !== undefined && field.decimalChar === field.groupChar) {
    wrong(["groupChar"], "requires another sign than decimalChar");
  }
  const format = formatOf(field, kind);
  if (typeof format === "string") wrong(["format"], format);
  return problems;
}

/** Leaves out what is not said, so that a schema read back equals the one written. */
function said<T extends object>(properties: T): Partial<T> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function limitsOf({ constraints = {}, categories }: Field): Partial<ColumnSchema> {
  const { required, unique, minimum, maximum, minLength, maxLength, pattern } = constraints;
  const listed = constraints.enum ?? (categories?.length === 0 ? undefined : categories);
  const values = listed?.map(textOf);
  return said({ required, unique, min: minimum, max: maximum, minLength, maxLength, pattern, values });
}

/** What only we say stands under the same name on both sides. */
const SAME = [
  "unit",
  "calendar",
  "century",
  "timezone",
  "trueValues",
  "falseValues",
  "scale",
  "spelling",
  "role",
] as const;

/** A field of a Table Schema as a column of a schema; what cannot be said in it goes to the problems. */
export function columnOf(field: Field, path: Path, problems: Problem[]): ColumnSchema {
  const { type = "string", title, description, decimalChar, groupChar, missingValues, categories } = field;
  const kind = KINDS[type] === "text" && categories !== undefined ? "category" : KINDS[type];
  problems.push(...problemsOf(field, kind, path));
  const format = formatOf(field, kind);
  const ours = field as unknown as Partial<ColumnSchema>;
  const same = Object.fromEntries(SAME.map((property) => [property, ours[property]]));
  const both = title !== undefined && description !== undefined && title !== description;
  return {
    type: kind,
    ...limitsOf(field),
    ...said({ decimal: decimalChar, group: groupChar, labels: labelsOf(field), missing: missingOf(missingValues) }),
    ...(typeof format === "string" ? {} : format),
    ...said(same),
    description: both ? `${title}: ${description}` : (description ?? title ?? ""),
  };
}
