import { SPELLING_STEPS, type SpellingStep } from "../../text/spelling.js";

/** What makes two spellings of one reason: nothing a reader would hear, and so no spaces either. */
const STEPS: readonly SpellingStep[] = SPELLING_STEPS.map((step) =>
  step.name === "spaces" ? { ...step, fold: (text) => text.replace(/\s+/g, "") } : step,
);

const folded = (text: string, steps: readonly SpellingStep[]) =>
  steps.reduceRight((rest, { fold }) => fold(rest), text);

/** Text that holds nothing to be seen. */
export const isInvisible = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);

/** Spellings of what looks like one reason, and in what they differ. */
export interface Spellings {
  readonly spellings: readonly string[];
  readonly differ: readonly string[];
}

/** The reasons that stand in several spellings, in the order given. Nothing is merged: whoever reads the list decides. */
export function severalSpellings(reasons: readonly string[]): Spellings[] {
  const groups = new Map<string, string[]>();
  for (const reason of reasons) {
    const name = folded(reason, STEPS);
    groups.set(name, [...(groups.get(name) ?? []), reason]);
  }
  const several = [...groups.values()].filter(({ length }) => length > 1);
  return several.map((spellings) => {
    const isNeeded = (step: SpellingStep) => {
      const rest = STEPS.filter((other) => other !== step);
      return new Set(spellings.map((text) => folded(text, rest))).size > 1;
    };
    return { spellings, differ: STEPS.filter(isNeeded).map(({ name }) => name) };
  });
}
