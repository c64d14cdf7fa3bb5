import { basename, resolve } from "node:path";
import type { DataFrame } from "danfojs-node";
import { askedPeriod, PERIOD_FORMS } from "../calendar/asked-period.js";
import { asTable } from "../tables/table-like.js";
import { type PackageTable, readPackage } from "./descriptor/read-package.js";
import { load } from "./load.js";
import { type Extent, withinPeriod } from "./period-rows.js";
import type { ColumnSchema, Role } from "./schema.js";

/** A table and what its columns are to an analysis, whatever they are called. */
export interface TableWith {
  readonly frame: DataFrame;
  /** What the table is called in its package. */
  readonly name: string;
  /** What one row is: 'one answered questionnaire'. */
  readonly row: string;
  /** The name of its file, for captions. */
  readonly source: string;
  /** The first column of each role; a role without one is not there. */
  readonly columns: Readonly<Partial<Record<Role, string>>>;
  /** All columns by which customers are told apart. */
  readonly segments: readonly string[];
  /** The ends of the scale on which the answers of a role are given. */
  scale(role: Role): { readonly min: number; readonly max: number };
  /** The last day in the column of the role 'date', as ISO text; null where there is none. */
  readonly lastDay: string | null;
  /** Which of its rows are in the frame, where a period was asked for; null where none was. */
  readonly extent: Extent | null;
}

export interface TableWithOptions {
  /** Only the rows of this period, by the column of the role 'date': '2026-05', '2026-Q2', '1405-02'; all where null. */
  readonly period?: string | null;
  /** `until`: all rows up to its end, for what is told over time. */
  readonly rows?: "within" | "until";
}

/** The first column of each role, by role. */
export function rolesOf({ schema }: PackageTable): Partial<Record<Role, string>> {
  const found: Partial<Record<Role, string>> = {};
  for (const [name, { role }] of Object.entries(schema.columns)) if (role !== undefined) found[role] ??= name;
  return found;
}

/**
 * Which file a name of a package stands for. `npm run report` gives notebooks the name alone and says by a variable of
 * the environment where it lies, so that no report names a folder of anybody's machine.
 */
export function placeOf(file: string, given = process.env.VAFA_DATA): string {
  return given !== undefined && basename(given) === file ? given : resolve(file);
}

/** The ends of the scale of a column; null where its schema does not say. */
export function scaleOf(column: ColumnSchema | undefined): { min: number; max: number } | null {
  const { from, to } = column?.scale ?? { from: column?.min, to: column?.max };
  return from === undefined || to === undefined ? null : { min: from, max: to };
}

function requireScale(column: ColumnSchema | undefined, name: string, role: Role): { min: number; max: number } {
  const found = scaleOf(column);
  if (found !== null) return found;
  throw new TypeError(`tableWith requires a scale for the role '${role}'; give column '${name}' a scale in the schema`);
}

/** The period that was asked for. */
export function requirePeriod(text: string, caller: string) {
  const period = askedPeriod(text);
  if (period !== null) return period;
  throw new RangeError(`${caller} requires a period: ${PERIOD_FORMS}; got '${text}'`);
}

async function lastDay(frame: DataFrame, column: string): Promise<string | null> {
  const rolled = await asTable(frame).rollUp([], { last: { max: column } });
  const { last } = await rolled.typed(["last"]);
  const code = last !== undefined && "codes" in last ? last.codes[0]! : -1;
  return code < 0 || last === undefined || !("dictionary" in last) ? null : last.dictionary[code]!.slice(0, 10);
}

/**
 * The first table of a data package that has columns of all these roles, read by its schema: how a notebook finds its
 * columns in anybody's tables. Rows that do not keep to the schema are kept aside; `reading(frame)` counts and lists them.
 *
 * @param file the package, YAML or JSON, as `npm run check` writes it
 * @param needs the roles without which the analysis cannot be done
 * With a period, the frame holds the rows of that period only, by the column of the role 'date'; a table without one is taken whole.
 *
 * @throws when no table has them, naming the roles that are there; a period without rows, naming the first and the last day there is
 * @example
 * const survey = await tableWith("data/demo.yaml", ["recommend", "segment"]);
 * await nps(survey.frame, { score: survey.columns.recommend, by: survey.columns.segment });
 */
export async function tableWith(
  file: string,
  needs: readonly Role[],
  { period = null, rows = "within" }: TableWithOptions = {},
): Promise<TableWith> {
  const { tables } = await readPackage(placeOf(file));
  const table = tables.find((one) => needs.every((role) => rolesOf(one)[role] !== undefined));
  if (table === undefined) {
    const there = tables.map((one) => `${one.name} has ${Object.keys(rolesOf(one)).join(", ") || "no roles"}`);
    throw new Error(`tableWith requires a table with the roles ${needs.join(", ")}; ${there.join("; ")}`);
  }
  const { layout, schema } = table;
  const whole = await load(table.file, { schema, layout, rejects: "aside" });
  const columns = rolesOf(table);
  const asked = period === null ? null : requirePeriod(period, "tableWith");
  const found = asked === null ? null : await withinPeriod(whole, columns.date, asked, rows);
  if (found !== null && found.extent.rows === 0) throw new RangeError(`tableWith ${table.name}: ${found.extent.none}`);
  const frame = found?.frame ?? whole;
  return {
    frame,
    name: table.name,
    row: schema.row,
    source: basename(table.path),
    columns,
    segments: Object.entries(schema.columns).flatMap(([name, { role }]) => (role === "segment" ? [name] : [])),
    scale(role) {
      const name = columns[role];
      if (name === undefined)
        throw new TypeError(`tableWith requires a column with the role '${role}'; ${table.name} has none`);
      return requireScale(schema.columns[name], name, role);
    },
    lastDay: columns.date === undefined ? null : await lastDay(frame, columns.date),
    extent: found?.extent ?? null,
  };
}
