import { requireNumberColumns } from "../../tables/requirements.js";
import type { Table } from "../../tables/table.js";
import { requireWithin } from "../scale.js";

/** Where the weights of the attributes came from. */
export type CsiWeighting = "equal" | "given" | "stated importance";

export interface CsiWeights {
  /** In the order of the attributes; they add up to 1. */
  readonly weights: readonly number[];
  readonly weighting: CsiWeighting;
  readonly note: string | null;
}

interface Weighted {
  readonly name: string;
  /** A number from 0, or the column with each respondent's stated importance. */
  readonly weight?: number | string;
}

type NumberWeighted = Omit<Weighted, "weight"> & { readonly weight?: number };

/** Weights that add up to 1, and a note when they had to be made so. */
function normalized(values: readonly number[], weighting: CsiWeighting, caller: string): CsiWeights {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) throw new RangeError(`${caller} requires weights that add up to more than 0; got ${total}`);
  const isOne = weighting !== "given" || Math.abs(total - 1) < 1e-9;
  return {
    weights: values.map((value) => value / total),
    weighting,
    note: isOne ? null : `the weights added up to ${Number(total.toPrecision(6))} and were divided by it`,
  };
}

/** Weights for all alike. */
const equal = (count: number, note: string | null): CsiWeights => ({
  weights: Array.from({ length: count }, () => 1 / count),
  weighting: "equal",
  note,
});

/** Throws unless every part of an index has a weight, and none is below 0. */
function requireAll(parts: readonly Weighted[], { caller, what }: { readonly caller: string; readonly what: string }) {
  const without = parts.find(({ weight }) => weight === undefined);
  if (without !== undefined) {
    throw new TypeError(`${caller} requires a weight for every ${what} or for none; got none for '${without.name}'`);
  }
}

/** Equal weights when no part has one, else the numbers given; either way they add up to 1. */
export function numberWeights(
  parts: readonly NumberWeighted[],
  { caller, what }: { readonly caller: string; readonly what: string },
): CsiWeights {
  if (parts.every(({ weight }) => weight === undefined)) return equal(parts.length, null);
  requireAll(parts, { caller, what });
  const wrong = parts.find(({ weight }) => !(weight! >= 0 && Number.isFinite(weight)));
  if (wrong !== undefined) {
    throw new RangeError(`${caller} requires weights of at least 0; got ${wrong.weight} for '${wrong.name}'`);
  }
  return normalized(
    parts.map(({ weight }) => weight!),
    "given",
    caller,
  );
}

/** The mean stated importance of each attribute, over those who stated it; null when nobody stated any. */
async function meanImportance(
  table: Table,
  columns: readonly string[],
  weight: string | undefined,
  caller: string,
): Promise<number[] | null> {
  await requireNumberColumns(table, columns, caller);
  await requireWithin(table, columns, { min: 0, max: Number.POSITIVE_INFINITY }, `${caller} requires importances`);
  const patterns = await table.moments(columns, { missing: "pattern", ...(weight === undefined ? {} : { weight }) });
  const means = columns.map((column) => {
    let [sum, total] = [0, 0];
    for (const pattern of patterns) {
      const place = pattern.columns.indexOf(column);
      if (place < 0) continue;
      sum += pattern.sum[place]!;
      total += pattern.weight;
    }
    return total > 0 ? sum / total : null;
  });
  if (means.every((mean) => mean === null)) return null;
  return means.map((mean, i) => {
    if (mean === null) throw new RangeError(`${caller} requires stated importances; got none in '${columns[i]}'`);
    return mean;
  });
}

/**
 * The weights of the attributes: equal when none has one, the numbers given, or the mean importances stated in the columns
 * named, each divided by their sum.
 */
export async function csiWeights(
  table: Table,
  attributes: readonly Weighted[],
  respondentWeight: string | undefined,
  caller: string,
): Promise<CsiWeights> {
  const numbers = attributes.filter(({ weight }) => typeof weight !== "string");
  const columns = attributes.flatMap(({ weight }) => (typeof weight === "string" ? [weight] : []));
  const named = { caller, what: "attribute" };
  if (columns.length === 0) return numberWeights(attributes as readonly NumberWeighted[], named);
  requireAll(attributes, named);
  if (numbers.length > 0) {
    throw new TypeError(
      `${caller} requires weights that are all numbers or all columns; got ${numbers.length} numbers and ${columns.length} columns`,
    );
  }
  const means = await meanImportance(table, columns, respondentWeight, caller);
  if (means === null) return equal(attributes.length, "nobody stated an importance: equal weights");
  return normalized(means, "stated importance", caller);
}
