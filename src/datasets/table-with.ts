import { basename, resolve } from "node:path";
import type { DataFrame } from "danfojs-node";
import { asTable } from "../tables/table-like.js";
import { type PackageTable, readPackage } from "./descriptor/read-package.js";
import { load } from "./load.js";
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
function placeOf(file: string): string {
  const given = process.env.VAFA_DATA;
  return given !== undefined && basename(given) === file ? given : resolve(file);
}

function scaleOf(column: ColumnSchema | undefined, name: string, role: Role): { min: number; max: number } {
  const { from, to } = column?.scale ?? { from: column?.min, to: column?.max };
  if (from !== undefined && to !== undefined) return { min: from, max: to };
  throw new TypeError(`tableWith requires a scale for the role '${role}'; give column '${name}' a scale in the schema`);
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
 * @throws when no table has them, naming the roles that are there
 * @example
 * const survey = await tableWith("data/demo.yaml", ["recommend", "segment"]);
 * await nps(survey.frame, { score: survey.columns.recommend, by: survey.columns.segment });
 */
export async function tableWith(file: string, needs: readonly Role[]): Promise<TableWith> {
  const { tables } = await readPackage(placeOf(file));
  const table = tables.find((one) => needs.every((role) => rolesOf(one)[role] !== undefined));
  if (table === undefined) {
    const there = tables.map((one) => `${one.name} has ${Object.keys(rolesOf(one)).join(", ") || "no roles"}`);
    throw new Error(`tableWith requires a table with the roles ${needs.join(", ")}; ${there.join("; ")}`);
  }
  const { layout, schema } = table;
  const frame = await load(table.file, { schema, layout, rejects: "aside" });
  const columns = rolesOf(table);
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
      return scaleOf(schema.columns[name], name, role);
    },
    lastDay: columns.date === undefined ? null : await lastDay(frame, columns.date),
  };
}
