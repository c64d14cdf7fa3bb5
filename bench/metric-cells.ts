import { kernelArguments } from "../tools/kernelspec.js";
import { cost } from "./kernel-cost.js";
import { median } from "./median.js";
import type { BenchRow } from "./row.js";

const ROUNDS = 3;
const LIMIT_MS = 150;

/** What a notebook asks of the demo company, one call a cell; each is asked twice, and the second is timed. */
const CALLS = {
  nps: 'await nps(survey, { score: "recommend", by: "segment", weight: "weight" })',
  csi: `await csi(survey, { attributes: ["delivery", "quality", "support", "price", "website", "returns", "range", "packaging"].map((name) => ({ name, perception: \`perception_\${name}\`, expectation: \`expectation_\${name}\`, weight: \`importance_\${name}\` })), scale: 7, by: "segment" })`,
  retention: 'await retention(customers, { kind: "sales", retained: "retained", start: "sales_start", by: "segment" })',
  churnReasons: 'await churnReasons(left, { reason: "reason", by: "segment", involuntary: ["Moved away"] })',
};

const BEFORE = [
  'import { churnReasons, csi, demoSchemas, load, nps, retention } from "vafa";',
  'const survey = await load("data/survey.csv", demoSchemas.survey);\nconst customers = await load("data/retention.csv", demoSchemas.retention);\nconst left = await load("data/churn.csv", demoSchemas.churn);',
];

/** How long a cell that calls a metric takes on the clock, after the first call of it. */
export function benchMetricCells(): BenchRow[] {
  const calls = Object.entries(CALLS);
  const cells = [...BEFORE, ...calls.flatMap(([, call]) => [`${call};`, `${call};`])];
  const job = { argv: kernelArguments(), cells };
  cost(job, true);
  const rounds = Array.from({ length: ROUNDS }, () => cost(job, true).cells);
  return calls.map(([name], i) => ({
    work: `cell that calls ${name}, after the first`,
    ours: median(rounds.map((done) => 1000 * done[BEFORE.length + 2 * i + 1]!.wall)),
    theirs: LIMIT_MS,
    peer: "limit",
    unit: "ms",
    goal: "≤ 150 ms",
  }));
}
