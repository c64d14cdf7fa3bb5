import { CAUSE_TRUTH, CAUSES, type Cause, SEGMENTS, type Segment } from "../../src/datasets/demo/truth.js";
import type { ReasonFinding } from "../../src/metrics/reasonsBySegment/reasonsBySegment.js";
import { rateRatioPValue } from "../../src/statistics/rateRatio.js";
import { binomialChances } from "../coverage/outcomes.js";
import { expectedLeavers, expectedYears, ratioToOthers, toldHazard } from "./expected.js";
import { AT_LEAST, FALSE_SHARE } from "./screen.js";

/** What is planted is at least twice or at most half as frequent as elsewhere, and is found in 999 of 1,000 companies. */
export const PLANTED_RATIO = 2;
export const POWER = 0.999;
/** Circumstances are only averaged in what is expected: ratios are taken for a tenth nearer to 1 than they are. */
const NEARER = 1.1;

const COMPARED = CAUSES.filter((cause) => cause !== "Moved away");
const CELLS = SEGMENTS.length * COMPARED.length;

/** A reason in a segment, with its hazard over that elsewhere. */
interface Story {
  readonly cause: Cause;
  readonly segment: Segment;
  readonly ratio: number;
  /** 'Reseller, Out of stock: more than elsewhere' */
  readonly text: string;
}

/** Every reason in every segment. */
export function stories(): Story[] {
  return SEGMENTS.flatMap((segment) =>
    COMPARED.map((cause) => {
      const ratio = ratioToOthers((each) => CAUSE_TRUTH[cause].hazard[each], segment);
      const finding: ReasonFinding = ratio > 1 ? "more than elsewhere" : "less than elsewhere";
      return { cause, segment, ratio, text: `${segment}, ${cause}: ${finding}` };
    }),
  );
}

export const isLarge = ({ ratio }: Story): boolean => Math.max(ratio, 1 / ratio) >= PLANTED_RATIO;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** How many of so many leavers must be in the segment, at least or at most, for a p-value that passes; null where no number does. */
function leastPassing(leavers: number, here: number, elsewhere: number, isMore: boolean, cut: number): number | null {
  const passes = (events: number) =>
    rateRatioPValue({ events, exposure: here }, { events: leavers - events, exposure: elsewhere }, AT_LEAST) <= cut;
  const expected = (leavers * here) / (here + elsewhere);
  let [inside, outside] = [Math.round(expected), isMore ? leavers : 0];
  if (passes(inside) || !passes(outside)) return passes(inside) ? inside : null;
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.round((inside + outside) / 2);
    if (passes(middle)) outside = middle;
    else inside = middle;
  }
  return outside;
}

/** The chance that a cell's p-value passes, over what can happen: how many leave for the reason, and how many of them here. */
function powerOf({ cause, segment }: Story, cut: number): number {
  const told = ratioToOthers((each) => toldHazard(cause, each), segment);
  const isMore = told > 1;
  const expected = sum(SEGMENTS.map((each) => expectedLeavers(cause, each)));
  const here = expectedYears(segment);
  const elsewhere = sum(SEGMENTS.map(expectedYears)) - here;
  const odds = ((isMore ? told / NEARER : told * NEARER) * here) / elsewhere;
  // Leavers are Poisson: binomial of very many chances.
  return binomialChances(4000, expected / 4000).reduce((power, chance, leavers) => {
    if (chance < 1e-9) return power;
    const edge = leastPassing(leavers, here, elsewhere, isMore, cut);
    if (edge === null) return power;
    const chances = binomialChances(leavers, odds / (1 + odds));
    return power + chance * sum([...(isMore ? chances.slice(edge) : chances.slice(0, edge + 1))]);
  }, 0);
}

/**
 * The large ones that are sure to be told. A cell passes the screen at a p-value of falseShare times the cells told over all cells:
 * what is told without others is taken first, then what is told beside those.
 */
export function plantedStories(): string[] {
  const large = stories().filter(isLarge);
  let sure: readonly Story[] = [];
  for (;;) {
    const cut = (FALSE_SHARE * (sure.length + 1)) / CELLS;
    const next = large.filter((story) => sure.includes(story) || powerOf(story, cut) >= POWER);
    if (next.length === sure.length) return next.map(({ text }) => text);
    sure = next;
  }
}
