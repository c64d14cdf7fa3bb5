import type { z } from "zod";
import { nearestNames } from "../../tables/nearest.js";
import {
  constraintsShape,
  dialectShape,
  fieldShape,
  packageShape,
  resourceShape,
  scaleShape,
  schemaShape,
} from "./shape.js";
import type { Path, Problem } from "./source.js";

const SHAPES = {
  package: packageShape,
  resource: resourceShape,
  schema: schemaShape,
  field: fieldShape,
  constraints: constraintsShape,
  scale: scaleShape,
  dialect: dialectShape,
} as const;

/** What a descriptor is of: several tables, one table with its file, or columns alone. */
export type Root = "package" | "resource" | "schema";
type Kind = keyof typeof SHAPES;

const INSIDE: ReadonlyMap<string, Kind> = new Map([
  ["resources", "resource"],
  ["schema", "schema"],
  ["fields", "field"],
  ["constraints", "constraints"],
  ["scale", "scale"],
  ["dialect", "dialect"],
]);

/** What Frictionless knows and this reader does not, with what to do instead. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["data", "is not read: write the rows to a file and name it with 'path'"],
  ["foreignKeys", "is not checked here; leave it out"],
  ["uniqueKeys", "is not checked here; a single column can say constraints: { unique: true }"],
  ["exclusiveMinimum", "is not checked here; say it with 'minimum'"],
  ["exclusiveMaximum", "is not checked here; say it with 'maximum'"],
  ["jsonSchema", "is not checked here; leave it out"],
  ["sheetNumber", "is not read: name the sheet with 'sheetName'"],
  ["commentChar", "is not read: say with 'headerRows' where the header stands"],
  ["escapeChar", "is not read: quotes in a cell are doubled"],
  ["headerJoin", "is not read: the first header row gives the names"],
  ["nullSequence", "is not read: say it with 'missingValues'"],
]);

const WORDS: Readonly<Record<string, string>> = {
  string: "text; write it in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "properties",
};

function unknownProperty(root: Root, path: Path, key: string): string {
  const elsewhere = ELSEWHERE.get(key);
  if (elsewhere !== undefined) return elsewhere;
  const inside = [...path].reverse().find((step): step is string => typeof step === "string");
  const kind = inside === undefined ? root : (INSIDE.get(inside) ?? root);
  const near = nearestNames(key, Object.keys(SHAPES[kind].shape));
  const hint = near.length > 0 ? `; nearest: ${near.map((name) => `'${name}'`).join(", ")}` : "";
  return `is no property of a ${kind}${hint}`;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    const within = typeof value === "object" && value !== null && Object.hasOwn(value, step);
    return within ? (value as Record<string | number, unknown>)[step] : undefined;
  }, data);
}

const shownValue = (value: unknown): string =>
  value === null
    ? "nothing"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object"
        ? "properties"
        : JSON.stringify(value);

const quoted = (values: readonly unknown[]) => values.map((value) => `'${String(value)}'`).join(", ");

/** One issue of zod in the words of this project; a property that is not known is a problem each. */
function worded(issue: z.core.$ZodIssue, root: Root, data: unknown): Problem[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownProperty(root, path, key) }));
  }
  const value = valueAt(data, path);
  if (value === undefined) return [{ path, message: "is required" }];
  const got = `; got ${shownValue(value)}`;
  if (issue.code === "invalid_type")
    return [{ path, message: `requires ${WORDS[issue.expected] ?? issue.expected}${got}` }];
  if (issue.code === "invalid_value" && !issue.message.startsWith("Invalid")) return [{ path, message: issue.message }];
  if (issue.code === "invalid_value") {
    const near = typeof value === "string" ? nearestNames(value, issue.values.map(String)).slice(0, 1) : [];
    const hint = near.length > 0 ? `; nearest: ${quoted(near)}` : "";
    return [{ path, message: `requires one of ${quoted(issue.values)}${got}${hint}` }];
  }
  if (issue.code === "too_small")
    return [{ path, message: "requires at least one entry, or a name that is not empty" }];
  return [{ path, message: `${issue.message}${got}` }];
}

/** What of a descriptor is not as it should be; [] when all is. */
export function shapeProblems(root: Root, data: unknown): Problem[] {
  const checked = SHAPES[root].safeParse(data);
  return checked.success ? [] : checked.error.issues.flatMap((issue) => worded(issue, root, data));
}
