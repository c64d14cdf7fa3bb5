import {
  type AnswerShare,
  distributionOf,
  type Estimated,
  meanOfAnswers,
  type ShareMethod,
  shareOfAnswers,
  together,
} from "../answers/answerEstimates.js";
import type { AnswerCounts } from "../answers/answerTally.js";
import { answersOf } from "../csat/csatRow.js";
import { npsInterval } from "../nps/npsInterval.js";
import type { Estimate } from "../result.js";
import type { Scale } from "../scale.js";

/**
 * The two customer effort scores. They ask different questions on different scales and point in opposite directions.
 *
 * - `1`: "how much effort did you personally have to put forth", 1 (very low) to 5 (very high): low is good.
 * - `2`: "the company made it easy for me to handle my issue", 1 (strongly disagree) to 7 (strongly agree): high is good.
 */
export type CesVersion = 1 | 2;

export interface CesRow extends Estimated {
  /** Share who found it easy: 5 to 7 agree (version 2); 1 and 2, little effort (version 1). */
  readonly easy: Estimate;
  /** Easy less hard, −100 to 100 points, high is good in both versions: 6 and 7 less 1 to 3 (version 2); 1 and 2 less 4 and 5. */
  readonly index: Estimate;
  /** Rows without an answer (or without a weight); they are in no other number. */
  readonly missing: number;
  /** Σw of all answers; null without weights. */
  readonly weightedAnswers: number | null;
  /** Each answer, lowest first, with simultaneous (Goodman) intervals. */
  readonly distribution: readonly AnswerShare[];
}

interface Version {
  readonly scale: Scale;
  readonly better: "low" | "high";
  readonly label: string;
  readonly isEasy: (answer: number) => boolean;
  /** 1 where the index counts an answer as easy, −1 as hard. */
  readonly side: (answer: number) => -1 | 0 | 1;
}

export const VERSIONS: Readonly<Record<CesVersion, Version>> = {
  1: {
    scale: { min: 1, max: 5 },
    better: "low",
    label: "CES 1.0 (mean effort, 1 to 5, low is good)",
    isEasy: (answer) => answer <= 2,
    side: (answer) => (answer <= 2 ? 1 : answer >= 4 ? -1 : 0),
  },
  2: {
    scale: { min: 1, max: 7 },
    better: "high",
    label: "CES 2.0 (mean ease, 1 to 7, high is good)",
    isEasy: (answer) => answer >= 5,
    side: (answer) => (answer >= 6 ? 1 : answer <= 3 ? -1 : 0),
  },
};

export interface CesFinish {
  readonly version: CesVersion;
  readonly level: number;
  readonly method: ShareMethod | undefined;
  readonly weighted: boolean;
}

const plain = ({ estimate, lower, upper, n, note }: Estimate): Estimate => ({ estimate, lower, upper, n, note });

/** The finish: a row from the answers of one segment. */
export function cesRow(counts: AnswerCounts, { version, level, method, weighted }: CesFinish): CesRow {
  const { scale, isEasy, side } = VERSIONS[version];
  const values = answersOf(counts, scale);
  const all = together(values);
  const mean = meanOfAnswers(values, level, scale);
  const sides = ([-1, 0, 1] as const).map((value) => ({
    value,
    ...together(values.filter((answer) => side(answer.value) === value)),
  }));
  const known = all.weight > 0;
  const net = known ? npsInterval(sides, { level, method: "adjusted-wald", seed: 1, population: null }) : null;
  return {
    ...mean,
    easy: plain(shareOfAnswers(together(values.filter(({ value }) => isEasy(value))), all, { level, method })),
    index: {
      estimate: known ? (100 * (sides[2]!.weight - sides[0]!.weight)) / all.weight : null,
      lower: net === null ? null : 100 * net.lower,
      upper: net === null ? null : 100 * net.upper,
      n: all.n,
      note: known ? null : mean.note,
    },
    missing: counts.missing,
    weightedAnswers: weighted ? all.weight : null,
    distribution: distributionOf(
      values.map(({ value, ...counted }) => ({ answer: String(value), ...counted })),
      { level, weighted },
    ),
  };
}
