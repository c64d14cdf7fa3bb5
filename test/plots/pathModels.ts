import type { PlsPathModelResult } from "../../src/metrics/plsPathModel/plsPathModel.js";

type Arrow = readonly [string, string];

/** Shapes of path models to lay out: the European index with and without complaints, a chain, one path, many causes of one thing. */
export const MODELS: Readonly<
  Record<string, { readonly boxes: readonly string[]; readonly arrows: readonly Arrow[] }>
> = {
  "ECSI of six": {
    boxes: ["Image", "Expectations", "Quality", "Value", "Satisfaction", "Loyalty"],
    arrows: [
      ["Image", "Expectations"],
      ["Image", "Satisfaction"],
      ["Image", "Loyalty"],
      ["Expectations", "Quality"],
      ["Expectations", "Value"],
      ["Expectations", "Satisfaction"],
      ["Quality", "Value"],
      ["Quality", "Satisfaction"],
      ["Value", "Satisfaction"],
      ["Satisfaction", "Loyalty"],
    ],
  },
  "ECSI of seven": {
    boxes: ["Image", "Expectations", "Quality", "Value", "Satisfaction", "Complaints", "Loyalty"],
    arrows: [
      ["Image", "Expectations"],
      ["Image", "Satisfaction"],
      ["Image", "Loyalty"],
      ["Expectations", "Quality"],
      ["Expectations", "Value"],
      ["Expectations", "Satisfaction"],
      ["Quality", "Value"],
      ["Quality", "Satisfaction"],
      ["Value", "Satisfaction"],
      ["Satisfaction", "Complaints"],
      ["Satisfaction", "Loyalty"],
      ["Complaints", "Loyalty"],
    ],
  },
  "a chain of eight": {
    boxes: Array.from({ length: 8 }, (_, i) => `Step ${i + 1}`),
    arrows: Array.from({ length: 7 }, (_, i) => [`Step ${i + 1}`, `Step ${i + 2}`] as const),
  },
  "one path": { boxes: ["Cause", "Effect"], arrows: [["Cause", "Effect"]] },
  "ten causes of one thing": {
    boxes: [...Array.from({ length: 10 }, (_, i) => `Cause ${i + 1}`), "Effect"],
    arrows: Array.from({ length: 10 }, (_, i) => [`Cause ${i + 1}`, "Effect"] as const),
  },
};

const about = (estimate: number, half: number) => ({
  estimate,
  lower: estimate - half,
  upper: estimate + half,
  n: 250,
  note: null,
});

/** A result of plsPathModel of such a shape, with numbers made up; the first path holds 0, the second is below it. */
export function modelResult(boxes: readonly string[], arrows: readonly Arrow[]): PlsPathModelResult {
  const isLed = (name: string) => arrows.some(([, to]) => to === name);
  const blocks = boxes.map((name, i) => ({
    ...{ name, mode: "A" as const, role: isLed(name) ? ("endogenous" as const) : ("exogenous" as const) },
    items: [`${name} 1`, `${name} 2`],
    rSquared: isLed(name) ? about(0.5, 0.04) : null,
    adjustedRSquared: isLed(name) ? 0.49 : null,
    ...{ ave: 0.7, alpha: 0.8, rhoC: 0.85, rhoA: 0.82, communality: 0.7, redundancy: null },
    score: about(60 + i, 1.5),
  }));
  const items = boxes.flatMap((block) =>
    [0.91, 0.62].map((loading, k) => ({
      ...{ block, item: `${block} ${k + 1}`, weight: about(0.5, 0.05), loading: about(loading, 0.03) },
      ...{ communality: loading ** 2, redundancy: null, crossLoadings: {}, rawWeight: 0.5, vif: 1.4 },
    })),
  );
  const paths = arrows.map(([from, to], i) => ({
    ...{ from, to, effectSize: 0.1, vif: 1, correlation: 0.5 },
    ...about(i === 0 ? 0.02 : i === 1 ? -0.3 : 0.6, 0.05),
  }));
  return {
    metric: "plsPathModel",
    label: "PLS path model",
    overall: {
      ...{ n: 250, missing: 0, note: null, blocks, items, paths, effects: [], htmt: [], fornellLarcker: [] },
      ...{ correlations: {}, goodnessOfFit: 0.5, iterations: 5, converged: true, resamples: 500, redrawn: 0 },
    },
    ...{ rows: [], by: [], level: 0.95, method: "bootstrap percentiles, 500 resamples", n: 250 },
    ...{ excluded: { missing: 3, outOfRange: 0 }, scheme: "path", consistent: "none" },
  };
}
