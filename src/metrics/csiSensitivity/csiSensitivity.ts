import { remembered } from "../../tables/remembered.js";
import type { Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type CsiResult, csi } from "../csi/csi.js";
import { type CompetitorResult, csiAgainstCompetitor } from "../csi/csiAgainstCompetitor.js";
import { ratingScale, requireAttributes, requireRatings } from "../csi/csiTally.js";
import type { Estimate, Keys, Result } from "../result.js";
import type { Scale } from "../scale.js";
import { type By, byColumns } from "../segments.js";
import {
  namedWeightings,
  type Weighting,
  type WeightingAgreement,
  type Weightings,
  weightingAgreement,
} from "./csiWeightings.js";
import { type IndexUnderWeightings, indexUnderWeightings, sideOf, type WeightedIndex } from "./indexUnderWeightings.js";

export type { WeightingAgreement, Weightings } from "./csiWeightings.js";
export type { IndexSide, IndexUnderWeightings, WeightedIndex } from "./indexUnderWeightings.js";

export interface SensitivityAttribute {
  readonly name: string;
  /** Column of how the respondent finds it here. */
  readonly perception: string;
  /** Column of what the respondent expects; for every attribute or for none. */
  readonly expectation?: string;
  /** Column of how the respondent finds it at the competitor; for every attribute or for none. */
  readonly competitor?: string;
}

export interface CsiSensitivityOptions {
  readonly attributes: readonly SensitivityAttribute[];
  /** The highest answer of a scale that begins at 1 (5, 7, 10), or both ends. */
  readonly scale: number | Scale;
  /** Weights of the attributes by the name of the weighting, or a result of `driverWeights`: all its methods that give shares. */
  readonly weightings: Weightings;
  readonly by?: By;
  /** Column with survey weights of the respondents, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** As in `csi`; .67 unless given. */
  readonly coverage?: number;
}

/** The estimate is the CSI under the first weighting. */
export interface CsiSensitivityRow extends Estimate {
  readonly csi: IndexUnderWeightings;
  /** Own minus competitor, among who rated both; null without columns of a competitor. */
  readonly competitor: IndexUnderWeightings | null;
}

export interface CsiSensitivityResult extends Result<CsiSensitivityRow> {
  /** Each weighting divided by its sum, by attribute. */
  readonly weightings: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Methods of `driverWeights` that gave no shares, and why. */
  readonly leftOut: readonly { readonly weighting: string; readonly why: string }[];
  /** Every pair of weightings: whether they put the attributes in the same order. */
  readonly agreement: readonly WeightingAgreement[];
  readonly scale: Scale;
  readonly range: { readonly min: number; readonly max: number };
}

const CALLER = "csiSensitivity";

/** Throws unless every attribute has the column, or none. */
function requireAllOrNone(attributes: readonly SensitivityAttribute[], column: "expectation" | "competitor"): boolean {
  const without = attributes.filter((attribute) => attribute[column] === undefined);
  if (without.length > 0 && without.length < attributes.length) {
    const what = column === "expectation" ? "an expectation" : "a competitor";
    throw new TypeError(
      `${CALLER} requires ${what} for every attribute or for none; got none for '${without[0]!.name}'`,
    );
  }
  return without.length === 0;
}

/** Both indices under one weighting; of performance alone there is no zero, and no side of it. */
interface Asked {
  readonly weighting: string;
  readonly csi: CsiResult;
  readonly competitor: CompetitorResult | null;
}

async function asked(
  table: Table,
  { name, weights }: Weighting,
  { attributes, weightings, ...shared }: CsiSensitivityOptions,
): Promise<Asked> {
  const own = attributes.map(({ competitor, ...attribute }, i) => ({ ...attribute, weight: weights[i]! }));
  const both = attributes.flatMap(({ name: attribute, perception, competitor }, i) =>
    competitor === undefined ? [] : [{ name: attribute, own: perception, competitor, weight: weights[i]! }],
  );
  return {
    weighting: name,
    csi: await csi(table, { ...shared, attributes: own }),
    competitor: both.length === 0 ? null : await csiAgainstCompetitor(table, { ...shared, attributes: both }),
  };
}

const bounded = ({ estimate, lower, upper, n, note }: Estimate): Estimate => ({ estimate, lower, upper, n, note });

/** The finish: what the answers of all weightings say about everybody or one segment. */
function sensitivityRow(answers: readonly Asked[], place: number | null): CsiSensitivityRow {
  const rowOf = <Row extends Estimate>({ overall, rows }: Result<Row>): Row =>
    place === null ? overall : rows[place]!;
  const gaps = answers.map(({ weighting, csi: result }): WeightedIndex => {
    const row = rowOf(result);
    const { index, indexLower, indexUpper } = row;
    return {
      weighting,
      ...bounded(row),
      index,
      indexLower,
      indexUpper,
      side: result.unit === "score" ? sideOf(row) : null,
    };
  });
  const leads = answers.flatMap(({ weighting, competitor }): WeightedIndex[] => {
    if (competitor === null) return [];
    const row = rowOf(competitor);
    const indexed = (value: number | null) => (value === null ? null : 50 * (1 + value / competitor.range.max));
    return [
      {
        weighting,
        ...bounded(row),
        index: indexed(row.estimate),
        indexLower: indexed(row.lower),
        indexUpper: indexed(row.upper),
        side: sideOf(row),
      },
    ];
  });
  const { estimate, lower, upper, n, note } = gaps[0]!;
  return {
    ...{ estimate, lower, upper, n, note },
    csi: indexUnderWeightings(gaps),
    competitor: leads.length === 0 ? null : indexUnderWeightings(leads),
  };
}

/**
 * How far a customer satisfaction index hangs on its weights: the index, and own minus competitor, under each of several
 * weightings, with the lowest and the highest.
 *
 * For the question that every index with weights must answer: would other weights, as good as these, have said something else? Give
 * it all methods of `driverWeights`, or weights from elsewhere. Not an interval for the index: the band knows nothing of chance,
 * and each interval nothing of the other weightings. `keepsSign` puts both together: "yes" when the intervals of all weightings
 * lie on the same side of zero.
 *
 * Range, intervals and missing answers are those of `csi` and `csiAgainstCompetitor`, which are called as they are, so that weights
 * are taken as known and are the same in every segment. `estimate` is the CSI under the first weighting. Without expectations
 * the CSI is the performance index on 0–100, which has no zero: its `side` and `keepsSign` are null. Null when nobody answered enough.
 *
 * @param table one row a respondent, ratings as numbers
 * @throws a weighting that leaves an attribute without a weight, weighs what is none, or has a weight below 0
 * @example (await csiSensitivity(answers, { attributes, scale: 7, weightings: { equal: { price: 1, range: 1 } } })).overall.csi.spread // 0
 * @see Saisana, Saltelli and Tarantola (2005), Journal of the Royal Statistical Society A 168
 */
export async function csiSensitivity(table: TableLike, options: CsiSensitivityOptions): Promise<CsiSensitivityResult> {
  const { attributes, weight, level = 0.95, coverage = 0.67 } = options;
  const by = byColumns(options.by);
  const scale = ratingScale(options.scale, CALLER);
  requireAttributes(attributes, { coverage, level }, CALLER);
  const hasExpectations = requireAllOrNone(attributes, "expectation");
  const hasCompetitor = requireAllOrNone(attributes, "competitor");
  const names = attributes.map(({ name }) => name);
  const { weightings, leftOut } = namedWeightings(options.weightings, names, CALLER);
  const source = remembered(asTable(table));
  const ratings = attributes.flatMap(({ perception, expectation, competitor }) => [
    perception,
    expectation ?? perception,
    competitor ?? perception,
  ]);
  await requireRatings(source, { ratings: [...new Set(ratings)], by, weight }, scale, CALLER);

  const answers: Asked[] = [];
  for (const weighting of weightings) answers.push(await asked(source, weighting, options));

  const first = answers[0]!.csi;
  const rowAt = (keys: Keys, i: number) => ({ keys, ...sensitivityRow(answers, i) });
  return {
    metric: CALLER,
    label: `${hasExpectations ? "CSI" : "CSI (performance only)"} under ${weightings.length} weightings${hasCompetitor ? ", own and against the competitor" : ""}`,
    overall: sensitivityRow(answers, null),
    rows: first.rows.map(({ keys }, i) => rowAt(keys, i)),
    by,
    level,
    method: first.method,
    unit: first.unit,
    excluded: first.excluded,
    weightings: Object.fromEntries(answers.map(({ weighting, csi: result }) => [weighting, result.weights])),
    leftOut,
    agreement: weightingAgreement(weightings),
    scale,
    range: first.range,
  };
}
