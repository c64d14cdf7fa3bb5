import { requireLevel } from "../../statistics/interval.js";
import { requireColumns, requireNumberColumns } from "../../tables/requirements.js";
import type { Table } from "../../tables/table.js";
import { requireDifferent } from "../requireDifferent.js";
import { requireOneOf } from "../requireOneOf.js";
import { requireWeights } from "../scale.js";
import { type By, byColumns } from "../segments.js";
import { requireLogistic, requireTwoValues } from "./driverLogisticRequirements.js";
import { type DriverMethod, METHOD_NAMES } from "./driverMethod.js";

export interface Driver {
  readonly name: string;
  /** Column of the ratings. */
  readonly column: string;
  /** Column of the importance each respondent states; for every driver, or none has a "stated" weight. */
  readonly stated?: string;
  /** Column of the points a respondent gives of a fixed sum; for every driver, or none has a "constant-sum" weight. */
  readonly points?: string;
}

export interface DriverWeightsOptions {
  /** Number column (or boolean) that is to be explained. */
  readonly outcome: string;
  /** What may explain it: columns, or columns with a name. From 1 to 50, each a number or boolean. */
  readonly drivers: readonly (string | Driver)[];
  /** Which weights the rows hold, with intervals; "lmg" unless given. All others stand in `methods`. */
  readonly method?: DriverMethod;
  /**
   * "linear" (default), or "logistic" for an outcome of 0 and 1 (or a boolean): R² is then McFadden's, 1 − LL/LL₀, of a logistic
   * regression for each subset of the drivers.
   */
  readonly fit?: "linear" | "logistic";
  /** Columns that explain the outcome first: numbers, or categories as text. What they explain is no driver's. */
  readonly always?: readonly string[];
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** "listwise" (default): rows with every answer. "pairwise": each correlation from the rows that have both answers. */
  readonly missing?: "listwise" | "pairwise";
  /** How often rows are drawn anew for the intervals: 1,000 unless given, 0 for none. */
  readonly resamples?: number;
  readonly seed?: number;
}

/** What was asked, complete and checked. */
export interface DriverQuestion {
  readonly outcome: string;
  readonly drivers: readonly Driver[];
  readonly method: DriverMethod;
  readonly fit: "linear" | "logistic";
  /** Controls that are numbers, and controls that are categories. */
  readonly numbers: readonly string[];
  readonly categories: readonly string[];
  readonly by: readonly string[];
  readonly weight: string | undefined;
  readonly level: number;
  readonly missing: "listwise" | "pairwise";
  readonly resamples: number;
  readonly seed: number;
}

const CALLER = "driverWeights";
const MOST_DRIVERS = 50;

function requireDistinct(outcome: string, drivers: readonly Driver[], always: readonly string[]): void {
  const [names, columns] = [drivers.map(({ name }) => name), drivers.map(({ column }) => column)];
  for (const each of [columns, names]) requireDifferent(CALLER, "each driver once", each);
  if (columns.includes(outcome)) {
    throw new TypeError(
      `${CALLER} requires drivers other than the outcome; got '${outcome}' as both: take it from the drivers`,
    );
  }
  requireDifferent(CALLER, "each control once", always);
  const both = always.find((column) => column === outcome || columns.includes(column));
  if (both === undefined) return;
  const what = both === outcome ? "the outcome" : "a driver";
  throw new TypeError(`${CALLER} requires controls that are not drivers or outcome; got '${both}', which is ${what}`);
}

function requireNumbers({ level = 0.95, resamples = 1000 }: DriverWeightsOptions): void {
  requireLevel(level, CALLER);
  if (resamples === 0 || (Number.isInteger(resamples) && resamples >= 100)) return;
  throw new RangeError(
    `${CALLER} requires a whole number of resamples from 100, or 0 for no intervals; got ${resamples}`,
  );
}

/** A method that needs columns needs them of every driver. */
function requireStated(drivers: readonly Driver[], method: DriverMethod): void {
  const field = method === "stated" ? "stated" : method === "constant-sum" ? "points" : null;
  const without = field === null ? undefined : drivers.find((driver) => driver[field] === undefined);
  if (without === undefined) return;
  throw new TypeError(
    `${CALLER} requires '${field}' of every driver for the method '${method}'; got none of '${without.name}'`,
  );
}

async function controlsOf(
  table: Table,
  always: readonly string[],
): Promise<{ numbers: string[]; categories: string[] }> {
  const columns = await requireColumns(table, always, CALLER);
  const odd = columns.find(({ type }) => type === "date" || type === "datetime");
  if (odd !== undefined) {
    throw new TypeError(`${CALLER} requires controls that are numbers or categories; got ${odd.type} in '${odd.name}'`);
  }
  const isText = ({ type }: { readonly type: string }) => type === "text";
  return {
    numbers: columns.filter((column) => !isText(column)).map(({ name }) => name),
    categories: columns.filter(isText).map(({ name }) => name),
  };
}

/** Throws unless the question can be asked of this table. */
export async function driverQuestion(table: Table, options: DriverWeightsOptions): Promise<DriverQuestion> {
  const { outcome, method = "lmg", always = [], weight, level = 0.95, missing = "listwise", fit = "linear" } = options;
  const drivers = options.drivers.map((driver) =>
    typeof driver === "string" ? { name: driver, column: driver } : driver,
  );
  if (drivers.length === 0) throw new TypeError(`${CALLER} requires at least one driver; got none`);
  if (drivers.length > MOST_DRIVERS) {
    throw new RangeError(`${CALLER} requires at most ${MOST_DRIVERS} drivers; got ${drivers.length}`);
  }
  requireOneOf(CALLER, "method", METHOD_NAMES, method);
  requireOneOf(CALLER, "way with missing answers", ["listwise", "pairwise"], missing);
  requireOneOf(CALLER, "fit", ["linear", "logistic"], fit);
  requireNumbers(options);
  if (fit === "logistic") requireLogistic(method, missing, drivers.length, always.length);
  requireDistinct(outcome, drivers, always);
  requireStated(drivers, method);
  const by = byColumns(options.by);
  await requireColumns(table, by, CALLER);
  const more = drivers.flatMap(({ stated, points }) => [stated ?? [], points ?? []].flat());
  await requireNumberColumns(table, [outcome, ...drivers.map(({ column }) => column), ...more], CALLER);
  if (fit === "logistic") await requireTwoValues(table, outcome);
  const controls = await controlsOf(table, always);
  if (missing === "pairwise" && controls.categories.length > 0) {
    throw new TypeError(
      `${CALLER} requires number controls for missing: 'pairwise'; got categories in '${controls.categories[0]}': take 'listwise'`,
    );
  }
  if (weight !== undefined) {
    await requireNumberColumns(table, [weight], CALLER);
    await requireWeights(table, weight, CALLER);
  }
  const { resamples = 1000, seed = 1 } = options;
  return { outcome, drivers, method, fit, ...controls, by, weight, level, missing, resamples, seed };
}
