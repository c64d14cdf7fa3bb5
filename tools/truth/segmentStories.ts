import type { Demo } from "../../src/datasets/demo/generate.js";
import { reasonsBySegment } from "../../src/metrics/reasonsBySegment/reasonsBySegment.js";
import { isLarge, PLANTED_RATIO, POWER, plantedStories, stories } from "./plantedStories.js";
import { frameOf, type Question, verdictOf } from "./question.js";
import { AT_LEAST, FALSE_SHARE } from "./screen.js";

export const SETTINGS = `falseShare ${FALSE_SHARE}, atLeast ${AT_LEAST}`;

/** 'Reseller, Out of stock: more than elsewhere', for each cell that the rates told. */
export async function toldOf(demo: Demo, segment: "segment" | "region"): Promise<string[]> {
  const { rows } = await reasonsBySegment(frameOf(demo, "churn"), {
    ...{ reason: "reason", involuntary: ["Moved away"], segment },
    population: { table: frameOf(demo, "customers"), duration: "tenure_days", entry: "entry_days", per: 365 },
    ...{ falseShare: FALSE_SHARE, atLeast: AT_LEAST, draws: 100 },
  });
  const told = rows.filter(({ finding }) => finding !== "not told from chance");
  return told.map(({ keys, reason, finding }) => `${keys[segment]}, ${reason}: ${finding}`);
}

/** False: the reason whose hazard is the same everywhere, and the contrary of what is planted. */
function isDecoy(finding: string): boolean {
  if (finding.includes("App problems")) return true;
  const [cell] = finding.split(":");
  return stories().some((story) => isLarge(story) && story.text.startsWith(`${cell}:`) && story.text !== finding);
}

export const segmentStories: Question = {
  title: "What segments leave for",
  asks: `reasonsBySegment of churn.csv with customers.csv as the population at risk, by segment (${SETTINGS}): which rates of leaving differ from those elsewhere.`,
  judges: `Planted are hazards at least ${PLANTED_RATIO} times or at most 1/${PLANTED_RATIO} of those of all other segments, where the parameters let the screen find them in at least ${100 * POWER} % of companies even at a ratio a tenth nearer to 1. Decoys are 'App problems', whose hazard is the same in every segment, and the contrary of a planted difference.`,
  ask: async (demo) => verdictOf(plantedStories(), await toldOf(demo, "segment"), isDecoy),
};
