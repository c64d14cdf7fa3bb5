import { asciiDigits, fold } from "../../text/spelling.js";
import type { Role, Scale } from "../schema.js";
import type { ColumnFacts } from "./column-facts.js";

/** The ends of scales people are asked on. */
const SCALES: readonly (readonly [number, number])[] = [
  [1, 5],
  [1, 7],
  [0, 10],
  [1, 10],
];

const SAID = /(?:^|[^\d.])(\d{1,2})\s*(?:-|–|—|to|تا|الی)\s*(\d{1,2})(?![\d.])/;

/** Words of which a high answer is a bad one. */
const BAD = /\b(effort|difficult\w*|hard|dissatisf\w*|unlikely)\b|زحمت|سخت|دشوار|نارضایتی/;

/** The scale a question names: 'from 1 to 5', '0–10', 'از ۱ تا ۵'. */
function saidScale({ name, question }: ColumnFacts): readonly [number, number] | null {
  for (const text of [question, name]) {
    const found = SAID.exec(asciiDigits(text));
    if (found === null) continue;
    const ends = [Number(found[1]), Number(found[2])] as const;
    if (SCALES.some(([from, to]) => from === ends[0] && to === ends[1])) return ends;
  }
  return null;
}

/** The scale that all of these answers reach the ends of. */
function seenScale({ numbers, distinct }: ColumnFacts): readonly [number, number] | null {
  if (numbers === null || !numbers.whole || distinct < 3) return null;
  return SCALES.find(([from, to]) => numbers.min >= from && numbers.max === to && numbers.min <= from + 1) ?? null;
}

/** A rating scale, and whether words say so or only what stands in the column. */
export interface ScaleGuess {
  readonly scale: Scale;
  readonly by: "words" | "values";
}

const RATED: ReadonlySet<Role | null> = new Set<Role | null>(["recommend", "satisfaction", "effort"]);

/** On which scale the answers of a column were given, as far as that can be told. */
export function guessScale(facts: ColumnFacts, role: Role | null): ScaleGuess | null {
  const { numbers, name, question } = facts;
  if (numbers === null || !numbers.whole) return null;
  const good = BAD.test(fold(`${name} ${question}`.replace(/[_-]/g, " "))) ? "low" : "high";
  const fits = ([from, to]: readonly [number, number]) => numbers.min >= from && numbers.max <= to;
  const said = saidScale(facts);
  if (said !== null && fits(said)) return { scale: { from: said[0], to: said[1], good }, by: "words" };
  if (role === "recommend" && (numbers.max > 7 || numbers.min === 0)) {
    return { scale: { from: 0, to: 10, good: "high" }, by: "words" };
  }
  const seen = seenScale(facts);
  if (seen === null) return null;
  return { scale: { from: seen[0], to: seen[1], good }, by: RATED.has(role) ? "words" : "values" };
}
