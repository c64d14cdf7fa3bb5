import { ATTRIBUTE_TRUTH, SURVEY_TRUTH } from "../../src/datasets/demo/survey-truth.js";
import { ATTRIBUTES, type Attribute } from "../../src/datasets/demo/truth.js";
import { driverWeights } from "../../src/metrics/driverWeights/driverWeights.js";
import { frameOf, type Question, verdictOf } from "./question.js";

const METHODS = ["lmg", "johnson"] as const;
/** Points of satisfaction for one point of perception by which two attributes must differ to be told apart in every company. */
const APART = 0.06;

/** How much of 1 a step at a limit adds to the slope over a normal variable. */
function slopeOfStep(limit: number, mean: number): number {
  const { halo, own, noise } = SURVEY_TRUTH.spread;
  const deviation = Math.hypot(halo, own, noise);
  return Math.exp(-(((limit - mean) / deviation) ** 2) / 2) / Math.sqrt(2 * Math.PI) / deviation;
}

/** Points of satisfaction for one point of perception, with what the penalty and the reward beyond the weight add to the slope. */
export function plantedSlope(attribute: Attribute): number {
  const { weight, perception } = ATTRIBUTE_TRUTH[attribute];
  const { penalty, reward } = SURVEY_TRUTH;
  const penalised = attribute === penalty.attribute ? -penalty.points : 0;
  const rewarded = attribute === reward.attribute ? reward.points : 0;
  return (
    weight +
    penalised * slopeOfStep(penalty.atOrBelow + 0.5, perception) +
    rewarded * slopeOfStep(reward.atOrAbove - 0.5, perception)
  );
}

const named = (method: string, first: string, second: string) => `${first} before ${second} (${method})`;

function pairs(): { readonly first: Attribute; readonly second: Attribute; readonly lead: number }[] {
  return ATTRIBUTES.flatMap((first) =>
    ATTRIBUTES.filter((second) => second !== first).map((second) => ({
      first,
      second,
      lead: plantedSlope(first) - plantedSlope(second),
    })),
  );
}

export const drivers: Question = {
  title: "What drives satisfaction",
  asks: "driverWeights of satisfaction on the eight perceptions in survey.csv, weighted: which attribute comes before which, by LMG and by Johnson's relative weights.",
  judges: `Planted are the pairs whose planted slopes, penalty and reward included, differ by at least ${APART} points; the other way round they are decoys. Pairs closer than that may come out either way.`,
  async ask(demo) {
    const table = frameOf(demo, "survey");
    const columns = ATTRIBUTES.map((name) => ({ name, column: `perception_${name}` }));
    const told: string[] = [];
    for (const method of METHODS) {
      const options = { outcome: "satisfaction", drivers: columns, method, weight: "weight", resamples: 100 } as const;
      const weights = (await driverWeights(table, options)).overall.drivers;
      const weightOf = (attribute: Attribute) => weights.find(({ name }) => name === attribute)!.estimate!;
      for (const { first, second } of pairs())
        if (weightOf(first) > weightOf(second)) told.push(named(method, first, second));
    }
    const every = METHODS.flatMap((method) =>
      pairs().map((pair) => ({ ...pair, text: named(method, pair.first, pair.second) })),
    );
    const wrong = every.filter(({ lead }) => lead <= -APART).map(({ text }) => text);
    const planted = every.filter(({ lead }) => lead >= APART).map(({ text }) => text);
    return verdictOf(planted, told, (finding) => wrong.includes(finding));
  },
};
