import { type Random, random } from "../../statistics/random.js";
import type { ImportanceMethod } from "../../statistics/relativeImportance.js";
import { resampledSums } from "../../statistics/resampledSums.js";
import { resampleUnits } from "../../statistics/resampleUnits.js";
import type { Cell, Cross, Table } from "../../tables/table.js";
import { bySegment } from "../segments.js";
import { type CompetitorRole, type GapPlaces, gapFitting } from "./gapFit.js";

export interface GapColumns {
  readonly outcome: string;
  readonly own: readonly string[];
  readonly competitor: readonly string[];
  readonly by: readonly string[];
  readonly weight?: string | undefined;
  readonly role: CompetitorRole;
}

/** Respondents who gave the same answers: the outcome first, then the gaps, then what is held; null for what they did not answer. */
interface SameAnswers {
  readonly values: readonly (number | null)[];
  readonly weight: number;
  readonly n: number;
}

export interface AnswersSegment {
  readonly cells: readonly Cell[];
  readonly answers: readonly SameAnswers[];
}

const numeric = (cell: Cell | undefined) => (cell === null || cell === undefined ? null : Number(cell));

/** Single respondents by segment, in an order that does not depend on that of the rows: a seed then draws the same ones. */
export async function answersBySegment(table: Table, columns: GapColumns): Promise<AnswersSegment[]> {
  const { outcome, own, competitor, by, weight, role } = columns;
  const keys = [...by, outcome, ...own, ...competitor, ...(weight === undefined ? [] : [weight])];
  const answersOf = ({ keys: cells, n }: Cross): SameAnswers[] => {
    const each = weight === undefined ? 1 : numeric(cells.at(-1));
    const at = by.length + 1;
    const gaps = own.map((_, j) => {
      const [a, b] = [numeric(cells[at + j]), numeric(cells[at + own.length + j])];
      return a === null || b === null ? null : a - b;
    });
    if (each === null || gaps.every((gap) => gap === null)) return [];
    const held = role === "held" ? competitor.map((_, j) => numeric(cells[at + own.length + j])) : [];
    return [{ values: [numeric(cells[by.length]), ...gaps, ...held], weight: each, n }];
  };
  return bySegment(await table.crosstab(keys), by.length).map(({ cells, entries }) => ({
    cells,
    answers: entries.flatMap(answersOf),
  }));
}

/**
 * What one respondent adds: of those who gave all, Σw, Σwz and Σwzz′ (upper triangle) of outcome, gaps and what is held less their centre; of
 * each gap that was rated, Σw·gap and Σw.
 */
function partsOf({ values, weight }: SameAnswers, centre: Float64Array, gaps: number): Float64Array {
  const width = values.length;
  const whole = 1 + width + (width * (width + 1)) / 2;
  const parts = new Float64Array(whole + 2 * gaps);
  for (let j = 1; j <= gaps; j++) {
    const gap = values[j]!;
    if (gap === null) continue;
    parts[whole + 2 * (j - 1)] = weight * (gap - centre[j]!);
    parts[whole + 2 * (j - 1) + 1] = weight;
  }
  if (values.includes(null)) return parts;
  let at = 0;
  parts[at++] = weight;
  for (let i = 0; i < width; i++) parts[at++] = weight * (values[i]! - centre[i]!);
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++) parts[at++] = weight * (values[i]! - centre[i]!) * (values[j]! - centre[j]!);
  }
  return parts;
}

/** What is drawn again: the parts of single respondents (which may stand for several), or of groups. */
interface Units {
  /** One after the other. */
  readonly parts: Float64Array;
  readonly length: number;
  /** Which parts each draw can meet. */
  readonly members: Int32Array;
}

function unitsOf(
  answers: readonly SameAnswers[],
  { centre, gaps }: Pick<Drawn, "centre" | "gaps">,
  stream: Random,
): Units {
  const parts = answers.map((same) => partsOf(same, centre, gaps));
  const respondents = answers.flatMap(({ n }, k) => new Array<number>(n).fill(k));
  const units = resampleUnits(respondents.length);
  const { length } = parts[0]!;
  const sums = new Float64Array(length * (units === respondents.length ? parts.length : units));
  if (units === respondents.length) {
    parts.forEach((part, k) => {
      sums.set(part, k * length);
    });
    return { parts: sums, length, members: Int32Array.from(respondents) };
  }
  for (const k of respondents) {
    const group = stream.integer(units);
    for (let l = 0; l < length; l++) sums[group * length + l]! += parts[k]![l];
  }
  return { parts: sums, length, members: Int32Array.from({ length: units }, (_, k) => k) };
}

/** Σw(z − z̄)(z′ − z̄′) from the parts; false without anybody. */
function deviationsOf(total: Float64Array, width: number, out: Float64Array): boolean {
  const weight = total[0]!;
  if (!(weight > 0)) return false;
  let at = 1 + width;
  for (let i = 0; i < width; i++) {
    for (let j = i; j < width; j++) {
      const value = total[at++]! - (total[1 + i]! * total[1 + j]!) / weight;
      out[i * width + j] = value;
      out[j * width + i] = value;
    }
  }
  return true;
}

/** Lists are in the order of the gaps kept, but the gaps themselves, which are all. */
export interface GapReplicates {
  readonly rSquared: Float64Array;
  readonly gaps: readonly Float64Array[];
  readonly slopes: readonly Float64Array[];
  readonly importance: readonly Float64Array[];
  /** Resamples drawn again, since something in them did not vary or gaps followed from each other. */
  readonly redrawn: number;
}

export interface GapDraws {
  readonly method: ImportanceMethod;
  readonly resamples: number;
  readonly seed: number;
}

/** What is fitted to each resample. */
interface Drawn {
  /** About what sums are taken, so that they keep their digits: the means of the sample. */
  readonly centre: Float64Array;
  readonly gaps: number;
  readonly places: GapPlaces;
}

/** The fit and the mean gaps of resamples of the respondents; null where too many resamples cannot be fitted. */
export function gapReplicates(
  answers: readonly SameAnswers[],
  { centre, gaps: count, places }: Drawn,
  { method, resamples, seed }: GapDraws,
): GapReplicates | null {
  const stream = random(seed);
  const units = unitsOf(answers, { centre, gaps: count }, stream);
  const { width, kept } = places;
  const whole = 1 + width + (width * (width + 1)) / 2;
  const next = resampledSums(units.parts, units.length, units.members, stream);
  const deviations = new Float64Array(width * width);
  const fitting = gapFitting(places, method);
  const list = () => new Float64Array(resamples);
  const rSquared = list();
  const gaps = Array.from({ length: count }, list);
  const [slopes, importance] = [kept.map(list), kept.map(list)];
  let redrawn = 0;
  for (let b = 0; b < resamples; ) {
    const total = next();
    const fit = deviationsOf(total, width, deviations) ? fitting(deviations) : null;
    if (fit === null || gaps.some((_, j) => total[whole + 2 * j + 1] === 0)) {
      if (++redrawn > resamples) return null;
      continue;
    }
    rSquared[b] = fit.rSquared;
    for (let j = 0; j < gaps.length; j++)
      gaps[j]![b] = centre[j + 1]! + total[whole + 2 * j]! / total[whole + 2 * j + 1]!;
    for (let i = 0; i < kept.length; i++) {
      slopes[i]![b] = fit.slopes[i]!;
      importance[i]![b] = fit.importance[i]!;
    }
    b++;
  }
  return { rSquared, gaps, slopes, importance, redrawn };
}
