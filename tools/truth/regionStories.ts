import { LATE, REGION_SHARES, REGIONS, type Region } from "../../src/datasets/demo/truth.js";
import { type Question, verdictOf } from "./question.js";
import { SETTINGS, toldOf } from "./segmentStories.js";

/** What late deliveries make customers leave for: themselves, and what is complained of after them. */
const AFTER_LATE = ["Late delivery", "Unresolved complaint", "Refund refused"];

const lateElsewhere = (region: Region) => {
  const others = REGIONS.filter((other) => other !== region);
  const late = others.reduce((sum, other) => sum + REGION_SHARES[other] * LATE.byRegion[other], 0);
  return late / others.reduce((sum, other) => sum + REGION_SHARES[other], 0);
};

/** So it is where more deliveries are late than elsewhere, or fewer. */
const TRUE = REGIONS.flatMap((region) => {
  const direction = LATE.byRegion[region] > lateElsewhere(region) ? "more" : "less";
  return AFTER_LATE.map((reason) => `${region}, ${reason}: ${direction} than elsewhere`);
});

export const regionStories: Question = {
  title: "What regions leave for",
  asks: `reasonsBySegment as by segment, by region (${SETTINGS}).`,
  judges:
    "Nothing is planted that must be seen. Regions differ in how many deliveries are late, most of all Khuzestan, and in nothing else: that late deliveries, and complaints after them, make more customers leave where more are late is so. Everything else is a decoy.",
  ask: async (demo) => verdictOf([], await toldOf(demo, "region"), (finding) => !TRUE.includes(finding)),
};
