import { expect, test } from "vitest";
import { type Call, OF_ANSWERS } from "../../metrics/every-metric.js";
import { figure, sized } from "../sized.js";
import { differences } from "./compared.js";
import { type Columns, changed, each, opened, world } from "./world.js";

/** Scores that are moved together, with the end of their scale, and what may not move by it, or must by 1. */
interface Shifted {
  readonly metric: string;
  readonly scores: Readonly<Record<string, number>>;
  readonly stays?: RegExp;
  readonly moves?: RegExp;
}

const scored = (kinds: readonly string[], scale: number) =>
  Object.fromEntries(
    kinds.flatMap((kind) => ["delivery", "quality", "support"].map((name) => [`${kind}_${name}`, scale] as const)),
  );
const model = ["image_trust", "image_modern", "image_care", "overall", "confirmation", "ideal"];

const SHIFTED: readonly Shifted[] = [
  { metric: "ces", scores: { effort: 7 }, moves: /^\.(overall|rows\.\d+)\.estimate$/ },
  { metric: "ces", scores: { effort: 7 }, stays: /standardError$|deviation$/ },
  {
    metric: "csi",
    scores: scored(["perception", "expectation"], 7),
    stays: /^\.(overall|rows\.\d+)\.(estimate|lower|upper)$/,
  },
  {
    metric: "csiAgainstCompetitor",
    scores: scored(["perception", "competitor"], 7),
    stays: /^\.overall\.(estimate|lower|upper)$/,
  },
  {
    metric: "driverWeights",
    scores: { satisfaction: 5, ...scored(["perception"], 7) },
    stays: /^\.overall\.(estimate|lower|upper|drivers\..*(?<!mean))$/,
  },
  {
    metric: "competitorGaps",
    scores: { recommend: 10, ...scored(["perception", "competitor"], 7) },
    stays: /^\.overall\.(estimate|lower|upper)$/,
  },
  { metric: "penaltyReward", scores: { satisfaction: 5 }, stays: /(penalty|reward)\.(estimate|lower|upper)$/ },
  { metric: "importancePerformance", scores: { satisfaction: 5 }, stays: /importance\.(estimate|lower|upper)$/ },
  {
    metric: "plsPathModel",
    scores: Object.fromEntries(model.map((name) => [name, 10])),
    stays: /paths?\..*(estimate|coefficient)$/,
  },
];

/** Answers at the end of the scale are one lower, so that all can be one higher. */
const within = (columns: Columns, scores: Shifted["scores"], by: 0 | 1): Columns =>
  each(columns, (column, name) => {
    const end = scores[name];
    if (end === undefined || column.type !== "number") return column;
    return { ...column, values: column.values.map((value) => Math.min(value, end - 1) + by) };
  });

test("scores moved together move means by as much, and no gap, weight, effect or path", async (context) => {
  const seeds = sized(1, Math.ceil(1000 / SHIFTED.length));
  let cases = 0;
  const broken: string[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    for (const { metric, scores, stays, moves } of SHIFTED) {
      const asked = OF_ANSWERS[metric] as Call;
      const of = (by: 0 | 1) => asked(opened(changed(world(seed), (columns) => within(columns, scores, by))));
      const all = differences(await of(1), await of(0), { tolerance: 1e-8 });
      const wrong = all.filter(({ path, found, expected }) =>
        stays?.test(path) === true
          ? true
          : moves?.test(path) === true && Math.abs((found as number) - (expected as number) - 1) > 1e-9,
      );
      cases++;
      const [first] = wrong;
      if (first !== undefined)
        broken.push(`${metric}, company ${seed}: ${first.path} ${first.found}, not ${first.expected}`);
      if (moves !== undefined && !all.some(({ path }) => moves.test(path))) broken.push(`${metric}: nothing moved`);
    }
  }
  const found = `${broken.length} broke it`;
  figure(context, { what: "shifted scores", cases, found, bar: "0", held: broken.length === 0 });
  expect(broken).toEqual([]);
}, 900_000);
