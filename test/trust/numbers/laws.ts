import { expect, type TestContext, test } from "vitest";
import type { Call } from "../../metrics/every-metric.js";
import { figure, sampleOf, sized } from "../sized.js";
import { doubled, MARK, permuted, relabelled, scrambled } from "./changes.js";
import { type Difference, differences } from "./compared.js";
import { DOUBLED, LISTS_PEOPLE, NOT_SEGMENTS, PERMUTED, SCRAMBLED } from "./not-held.js";
import { type Columns, changed, opened, type World, world } from "./world.js";

type Calls = Readonly<Record<string, Call>>;

/** What a metric gives, or the message with which it refuses. */
async function outcome(call: Call, of: World): Promise<unknown> {
  try {
    return await call(opened(of));
  } catch (error) {
    return { refused: (error as Error).message };
  }
}

/** A law: what is done to the tables, and where the results then break it. */
interface Law {
  readonly what: string;
  /** Null for a law of one result. */
  readonly change: ((columns: Columns, seed: number) => Columns) | null;
  readonly broken: (metric: string, found: unknown, before: unknown) => readonly Difference[];
}

const without = (all: readonly Difference[], pattern: RegExp | undefined) =>
  pattern === undefined ? all : all.filter(({ path }) => !pattern.test(path));

/** A row's place in the table is said in messages, and moves with it. */
const withoutPlaces = (text: string) => text.replaceAll(/\(.*?rows?.*?\)/g, "");
const withoutMark = (text: string) => text.replaceAll(MARK, "");
const unscrambled = (text: string) => text.replaceAll(/\b[0-9a-z]+~/g, "");

interface Estimated {
  readonly n?: number;
  readonly standardError?: number | null;
}

const overall = (result: unknown) => ((result as { overall?: Estimated }).overall ?? {}) as Estimated;

/** Estimates stay, n doubles, and a standard error is √2 smaller but for divisors of n − 1. */
function notDoubled(metric: string, found: unknown, before: unknown): readonly Difference[] {
  const estimates = differences(found, before, { as: withoutPlaces }).filter(({ path }) =>
    /\.estimate$|refused/.test(path),
  );
  const [two, one] = [overall(found), overall(before)];
  const n =
    one.n === undefined || two.n === 2 * one.n ? [] : [{ path: "overall.n", found: two.n, expected: 2 * one.n }];
  const ratio = ((two.standardError ?? Number.NaN) / (one.standardError ?? Number.NaN)) * Math.SQRT2;
  const isOff = Math.abs(ratio - 1) > 2 / (one.n ?? 1);
  const error = isOff ? [{ path: "overall.standardError", found: ratio, expected: 1 }] : [];
  return without([...estimates, ...n, ...error], DOUBLED[metric]?.but);
}

interface Segmented {
  readonly overall?: Estimated;
  readonly rows?: readonly Estimated[];
}

/** Everybody is in one of the segments, or their answer to it is missing, which is a segment too. */
function notAddingUp(metric: string, found: unknown): readonly Difference[] {
  const { overall: all, rows = [] } = found as Segmented;
  if (all?.n === undefined || rows.length === 0 || NOT_SEGMENTS[metric] !== undefined) return [];
  const sum = rows.reduce((total, { n = Number.NaN }) => total + n, 0);
  return sum === all.n ? [] : [{ path: "Σ rows.n", found: sum, expected: all.n }];
}

const LAWS: readonly Law[] = [
  { what: "segments that add up to everybody", change: null, broken: notAddingUp },
  {
    what: "metrics unchanged by the order of rows",
    change: permuted,
    broken: (metric, found, before) =>
      without(
        differences(found, before, { as: withoutPlaces }),
        PERMUTED[metric]?.but ?? /issues\.\d+\.rows|^\.\d+\.rows/,
      ),
  },
  {
    what: "metrics unchanged by other names of segments and people in the same order",
    change: relabelled,
    broken: (_, found, before) => differences(found, before, { as: withoutMark }),
  },
  {
    what: "metrics unchanged by other names of people in another order",
    change: scrambled,
    broken: (metric, found, before) =>
      LISTS_PEOPLE.has(metric) ? [] : without(differences(found, before, { as: unscrambled }), SCRAMBLED[metric]?.but),
  },
  {
    what: "estimates unchanged where everybody is there twice, n doubled, standard errors √2 smaller",
    change: doubled,
    broken: notDoubled,
  },
];

const before = new Map<string, Promise<unknown>>();
const companies = new Map<number, World>();

function companyOf(seed: number): World {
  const found = companies.get(seed) ?? world(seed);
  companies.set(seed, found);
  return found;
}

/** What a metric gives of a company as it is: asked by every law, found once. */
function unchanged(metric: string, call: Call, seed: number, of: World): Promise<unknown> {
  const key = `${metric} ${seed}`;
  const found = before.get(key) ?? outcome(call, of);
  before.set(key, found);
  return found;
}

/** Tries one law on each of the metrics, on as many companies as are wanted; tells what broke it where. */
async function tried(calls: Calls, law: Law, seeds: number): Promise<{ cases: number; broken: readonly string[] }> {
  let [cases, broken]: [number, readonly string[]] = [0, []];
  for (let seed = 1; seed <= seeds; seed++) {
    const company = companyOf(seed);
    const { change } = law;
    const other = change === null ? null : changed(company, (columns) => change(columns, seed + 100));
    for (const [metric, call] of Object.entries(calls)) {
      const one = await unchanged(metric, call, seed, company);
      const two = other === null ? one : await outcome(call, other);
      const [first, ...more] = law.broken(metric, two, one);
      cases++;
      if (first === undefined) continue;
      const { path, found, expected } = first;
      broken = [...broken, `${metric}, company ${seed}: ${path} ${found}, not ${expected}; ${more.length} more`];
    }
  }
  return { cases, broken };
}

async function hold(context: TestContext, calls: Calls, law: Law): Promise<void> {
  const asked = Object.fromEntries(sampleOf(Object.entries(calls), sized(6, Number.POSITIVE_INFINITY)));
  const { cases, broken } = await tried(asked, law, sized(1, 17));
  figure(context, { what: law.what, cases, found: `${broken.length} broke it`, bar: "0", held: broken.length === 0 });
  expect(broken).toEqual([]);
}

/** Each law holds of each metric, on companies drawn from the demo company; what does not hold by definition is in not-held.ts. */
export function holdLaws(calls: Calls): void {
  for (const law of LAWS) test(law.what, (context) => hold(context, calls, law), 900_000);
}
