import { basename } from "node:path";
import { type AskedPeriod, askedPeriod, daysOfPeriod, periodBefore, yearBefore } from "../calendar/asked-period.js";
import { lengthOf } from "../tables/memory/frame-columns.js";
import { fromColumns } from "../tables/memory/from-columns.js";
import type { TypedColumn } from "../tables/table.js";
import { type PackageTable, readPackage } from "./descriptor/read-package.js";
import { load } from "./load.js";
import { columnsOf, daysOf, rowsOfPeriod } from "./period-rows.js";
import { type Reading, reading } from "./reading.js";
import type { Role } from "./schema.js";
import { stacked } from "./stack-columns.js";
import { placeOf, requirePeriod, rolesOf, scaleOf, type TableWith } from "./table-with.js";
import { theseRows } from "./take-rows.js";

/** The rows of two periods in one frame, with a column that says of which each is. */
export interface TableOfTwo extends Pick<TableWith, "frame" | "name" | "row" | "source" | "columns" | "segments"> {
  /** The ends of the scale on which the answers of a role are given; null where the schema does not say. */
  readonly scale: (role: Role) => { readonly min: number; readonly max: number } | null;
  /** The column that holds the label of the period of a row. */
  readonly wave: string;
  /** Their labels. */
  readonly now: string;
  readonly before: string;
}

export interface TwoPeriods {
  readonly now: string;
  readonly before: string;
  readonly tables: readonly TableOfTwo[];
  /** Which tables are not compared, and why. */
  readonly without: readonly { readonly source: string; readonly why: string }[];
  readonly readings: readonly Reading[];
}

export interface TwoPeriodsOptions {
  /** The period of which is asked what has changed: '2026-05'. Of the tables of another description it may be null: all rows. */
  readonly period: string | null;
  /** The period just before, the same one last year, another one ('2025-05'), or the description of last time's tables. */
  readonly against: "previous" | "last-year" | (string & {});
}

const caller = "twoPeriods";
const WAVE = "wave";

/** What is kept of a table: the columns that have roles. */
interface Side {
  readonly table: PackageTable;
  readonly columns: readonly (readonly [string, TypedColumn])[];
  readonly date: string | undefined;
  readonly reading: Reading;
}

async function sideOf(table: PackageTable): Promise<Side> {
  const { file, schema, layout } = table;
  const frame = await load(file, { schema, layout, rejects: "aside" });
  const withRoles = (await columnsOf(frame)).filter(([name]) => schema.columns[name]?.role !== undefined);
  return { table, columns: withRoles, date: rolesOf(table).date, reading: reading(frame) };
}

const column = ({ columns }: Side, name: string) => columns.find(([one]) => one === name)?.[1];

/** The rows of a side that lie in a period; all of them where there is none. */
function rowsIn(side: Side, period: AskedPeriod | null): Side["columns"] {
  if (period === null || side.date === undefined) return side.columns;
  const { first, last } = daysOfPeriod(period);
  return theseRows(side.columns, rowsOfPeriod(column(side, side.date)!, first, last));
}

/** The column of the other side that stands for one of this: of the same name, or the only one of the same role. */
function counterpart(name: string, { table }: Side, other: Side): string | null {
  if (column(other, name) !== undefined) return name;
  const { role } = table.schema.columns[name]!;
  const found = rolesOf(other.table)[role!];
  return role === "segment" || found === undefined ? null : found;
}

const rows = (columns: Side["columns"]) => (columns.length === 0 ? 0 : lengthOf(columns[0]![1]));

function labels(length: number, before: string, from: number, now: string): TypedColumn {
  return {
    type: "text",
    codes: Int32Array.from({ length }, (_, row) => (row < from ? 0 : 1)),
    dictionary: [before, now],
  };
}

interface Compared {
  readonly now: Side;
  readonly before: Side;
  readonly periods: readonly [AskedPeriod | null, AskedPeriod | null];
  readonly names: readonly [now: string, before: string];
}

/** Why two sides cannot be compared; null where they can. */
function whyNot({ now, before, periods }: Compared, [current, earlier]: readonly Side["columns"][]): string | null {
  const isSame = now === before;
  if (isSame && now.date === undefined) return "no column with the role date says of which period a row is";
  for (const [side, found, period] of [
    [now, current!, periods[0]],
    [before, earlier!, periods[1]],
  ] as const) {
    if (rows(found) > 0) continue;
    const days = side.date === undefined ? null : daysOf(column(side, side.date)!);
    return `no row of ${period?.label ?? side.table.path}${days === null ? "" : `; its dates run from ${days.first} to ${days.last}`}`;
  }
  return null;
}

async function together(compared: Compared): Promise<TableOfTwo | string> {
  const { now, before, periods, names } = compared;
  const [current, earlier] = [rowsIn(now, periods[0]), rowsIn(before, periods[1])];
  const why = whyNot(compared, [current, earlier]);
  if (why !== null) return why;
  const pairs = current.flatMap(([name, own]) => {
    const other = earlier.find(([one]) => one === counterpart(name, now, before))?.[1];
    return other === undefined ? [] : [[name, stacked(other, own)] as const];
  });
  const wave = pairs.some(([name]) => name === WAVE) ? `${WAVE} compared` : WAVE;
  const made = [...pairs, [wave, labels(rows(current) + rows(earlier), names[1], rows(earlier), names[0])] as const];
  const there = new Set(pairs.map(([name]) => name));
  const { schema, name, path } = now.table;
  const roles = Object.entries(rolesOf(now.table)).filter(([, one]) => there.has(one));
  const columns = Object.fromEntries(roles) as Partial<Record<Role, string>>;
  return {
    frame: await fromColumns(made, basename(path)),
    name,
    row: schema.row,
    source: basename(path),
    columns,
    segments: [...there].filter((one) => schema.columns[one]?.role === "segment"),
    scale: (role) => scaleOf(schema.columns[columns[role] ?? ""]),
    wave,
    now: names[0],
    before: names[1],
  };
}

interface Asked {
  readonly periods: Compared["periods"];
  readonly names: Compared["names"];
  /** The description of the other tables; null where they are the same. */
  readonly file: string | null;
}

function asked({ period, against }: TwoPeriodsOptions): Asked {
  const now = period === null ? null : requirePeriod(period, caller);
  const other = askedPeriod(against);
  if (other === null && against !== "previous" && against !== "last-year") {
    return {
      periods: [now, null],
      names: [now?.label ?? "now", "last time"],
      file: placeOf(against, process.env.VAFA_BEFORE),
    };
  }
  if (now === null) throw new RangeError(`${caller} requires a period to compare with ${against}; got none`);
  const before = other ?? (against === "previous" ? periodBefore(now) : yearBefore(now));
  return { periods: [now, before], names: [now.label, before.label], file: null };
}

/**
 * The tables of a description as they are in a period and as they were in another one, or in the tables of last time: each as one frame
 * with a column that says which. Tables are matched by name, columns by name or role.
 *
 * @param file the package, YAML or JSON, as `npm run check` writes it
 * @throws what is no period
 * @example
 * const waves = await twoPeriods("data/demo.yaml", { period: "2025-Q4", against: "previous" });
 * await show(whatChangedPlot(await whatChanged(waves)));
 */
export async function twoPeriods(file: string, options: TwoPeriodsOptions): Promise<TwoPeriods> {
  const { periods, names, file: last } = asked(options);
  const withRoles = ({ tables }: { readonly tables: readonly PackageTable[] }) =>
    tables.filter((table) => Object.keys(rolesOf(table)).some((role) => MEASURED.has(role)));
  const tables = withRoles(await readPackage(placeOf(file)));
  const others = last === null ? null : withRoles(await readPackage(last));
  const made: TableOfTwo[] = [];
  const without: { source: string; why: string }[] = [];
  const readings: Reading[] = [];
  for (const table of tables) {
    const other = others?.find(({ name }) => name === table.name);
    if (others !== null && other === undefined) {
      without.push({ source: basename(table.path), why: "no table of this name in last time's description" });
      continue;
    }
    const now = await sideOf(table);
    const before = other === undefined ? now : await sideOf(other);
    readings.push(now.reading, ...(other === undefined ? [] : [before.reading]));
    const found = await together({ now, before, periods, names });
    if (typeof found === "string") without.push({ source: basename(table.path), why: found });
    else made.push(found);
  }
  return { now: names[0], before: names[1], tables: made, without, readings };
}

/** Roles about which something can have changed. */
const MEASURED = new Set(["recommend", "satisfaction", "effort", "churned", "retained", "reason", "amount"]);
