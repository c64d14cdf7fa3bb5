import { CAUSES, SEGMENTS } from "../../src/datasets/demo/truth.js";
import { churnReasons } from "../../src/metrics/churnReasons/churnReasons.js";
import { expectedHazard, expectedYears } from "./expected.js";
import { frameOf, type Question, verdictOf } from "./question.js";

const THRESHOLD = 0.8;
/** A reason that is among the vital few in fewer resamples is ruled out; the others may be, whatever this sample of leavers shows. */
const RULED_OUT = 0.05;

/** The causes of the shop's making, from the one that makes most customers leave until they reach 80 %; 'Other' counts in the total. */
export function plantedFew(): string[] {
  const causes = CAUSES.filter((cause) => cause !== "Moved away").map((cause) => ({
    cause,
    leavers: SEGMENTS.reduce((sum, segment) => sum + expectedHazard(cause, segment) * expectedYears(segment), 0),
  }));
  const all = causes.reduce((sum, { leavers }) => sum + leavers, 0);
  const ordered = causes.filter(({ cause }) => cause !== "Other").sort((a, b) => b.leavers - a.leavers);
  let reached = 0;
  return ordered.flatMap(({ cause, leavers }) => {
    if (reached >= THRESHOLD * all) return [];
    reached += leavers;
    return [cause];
  });
}

export const vitalFew: Question = {
  title: "The vital few reasons",
  asks: `churnReasons of churn.csv, 'Moved away' involuntary: the reasons that are among the smallest set behind ${100 * THRESHOLD} % of leavers in at least ${100 * RULED_OUT} % of resamples.`,
  judges:
    "Planted are the causes that make up as much of the hazards, summed over segments by their customer-years. Every other reason is a decoy. The set as one company shows it is not held against them: now and then three causes reach 80 % by themselves.",
  async ask(demo) {
    const options = { reason: "reason", involuntary: ["Moved away"], threshold: THRESHOLD };
    const { reasons } = (await churnReasons(frameOf(demo, "churn"), options)).overall;
    const possible = reasons.filter(({ probabilityVital }) => (probabilityVital ?? 0) >= RULED_OUT);
    return verdictOf(
      plantedFew(),
      possible.map(({ reason }) => reason),
      () => true,
    );
  },
};
