import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import type { CsiAttribute } from "../../src/metrics/csi/csi.js";

/** One respondent: three perceptions, three expectations, a weight and a segment. */
export interface Respondent {
  readonly p: readonly (number | null)[];
  readonly e: readonly (number | null)[];
  readonly w: number;
  readonly segment: string | null;
}

const rating = fc.integer({ min: 1, max: 7 });
const three = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 3, maxLength: 3 });

const of = (value: fc.Arbitrary<number | null>): fc.Arbitrary<Respondent> =>
  fc.record({
    p: three(value),
    e: three(value),
    w: fc.constantFrom(0.5, 1, 2.25, 1 / 3),
    segment: fc.constantFrom("a", "b", null),
  });

/** Respondents who leave out one answer in four, and respondents who answer everything. */
export const respondents = fc.array(of(fc.option(rating, { freq: 3 })), { minLength: 1, maxLength: 30 });
export const completeRespondents = fc.array(of(rating), { minLength: 1, maxLength: 30 });

export function ratingColumns(given: readonly Respondent[]): Record<string, (number | string | null)[]> {
  const columns: Record<string, (number | string | null)[]> = {
    w: given.map(({ w }) => w),
    segment: given.map(({ segment }) => segment),
  };
  for (const i of [0, 1, 2]) {
    columns[`p${i + 1}`] = given.map(({ p }) => p[i]!);
    columns[`e${i + 1}`] = given.map(({ e }) => e[i]!);
  }
  return columns;
}

export const ratingFrame = (given: readonly Respondent[]): DataFrame => new DataFrame(ratingColumns(given));

export const ATTRIBUTES: readonly CsiAttribute[] = [
  { name: "delivery", perception: "p1", expectation: "e1", weight: 0.5 },
  { name: "price", perception: "p2", expectation: "e2", weight: 0.3 },
  { name: "range", perception: "p3", expectation: "e3", weight: 0.2 },
];
