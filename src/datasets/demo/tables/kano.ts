import type { Random } from "../../../statistics/random.js";
import { happens, pick, stream } from "../chance.js";
import { KANO_TRUTH } from "../survey-truth.js";
import { code, type Row } from "../world.js";

type Kind = (typeof KANO_TRUTH)[keyof typeof KANO_TRUTH];

/** The answers a category asks for: 1 I like it, 2 it must be so, 3 I do not mind, 4 I can live with it, 5 I dislike it. */
const ANSWERS: Readonly<Record<Kind, readonly [functional: number, dysfunctional: number]>> = {
  "must-be": [2, 5],
  "one-dimensional": [1, 5],
  attractive: [1, 3],
  indifferent: [3, 3],
};
const OTHERS: Readonly<Record<Kind, number>> = { "must-be": 1, "one-dimensional": 1, attractive: 1, indifferent: 1 };
const SURE = 0.65;
const CARELESS = 0.04;
const RESPONDENTS = 400;

function reply(kind: Kind, chance: Random): readonly [number, number] {
  if (happens(chance, CARELESS)) return [1 + chance.integer(5), 1 + chance.integer(5)];
  return ANSWERS[happens(chance, SURE) ? kind : pick(chance, OTHERS)];
}

/** The functional and dysfunctional question about each feature, of 400 anonymous visitors. */
export function kanoTable(seed: number): Row[] {
  const rows: Row[] = [];
  for (let index = 0; index < RESPONDENTS; index += 1) {
    const chance = stream(seed, "kano", index);
    for (const [feature, kind] of Object.entries(KANO_TRUTH)) {
      const [functional, dysfunctional] = reply(kind, chance);
      const skipped = happens(chance, 0.02);
      rows.push({
        respondent: code("X", index + 1, 3),
        feature,
        functional,
        dysfunctional: skipped ? null : dysfunctional,
      });
    }
  }
  return rows;
}
