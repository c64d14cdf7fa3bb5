import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateDemo } from "../../src/datasets/demo/generate.js";
import { channelReversal } from "./channelReversal.js";
import { drivers } from "./drivers.js";
import type { Question, Verdict } from "./question.js";
import { regionStories } from "./regionStories.js";
import { segmentStories } from "./segmentStories.js";
import { signals } from "./signals.js";
import { vitalFew } from "./vitalFew.js";

/** Every question, in the order of the file. */
export const QUESTIONS: readonly Question[] = [
  vitalFew,
  segmentStories,
  regionStories,
  channelReversal,
  signals,
  drivers,
];

/**
 * Companies that were not looked at while the questions were settled, as those of the seeds 1 to 20, 101 and 102 were; the company of data/
 * is none of them either.
 */
export const SEEDS: readonly number[] = Array.from({ length: 20 }, (_, i) => 201 + i);

/** A question with its verdict on each company. */
export interface Asked extends Omit<Question, "ask"> {
  readonly companies: readonly (Verdict & { readonly seed: number })[];
}

/** Asks every question of the company of each seed; `done` hears of each company. */
export async function askCompanies(
  seeds: readonly number[],
  done: (seed: number, verdicts: readonly Verdict[]) => void = () => {},
): Promise<Asked[]> {
  const verdicts: Verdict[][] = [];
  for (const seed of seeds) {
    const demo = generateDemo(seed);
    const answers: Verdict[] = [];
    for (const { ask } of QUESTIONS) answers.push(await ask(demo));
    verdicts.push(answers);
    done(seed, answers);
  }
  return QUESTIONS.map(({ ask: _, ...question }, q) => ({
    ...question,
    companies: seeds.map((seed, i) => ({ seed, ...verdicts[i]![q]! })),
  }));
}

/** 'The vital few reasons: 80 of 80 found, 0 decoys' */
export function inWords({ title, companies }: Asked): string {
  const count = (of: keyof Verdict) => companies.reduce((sum, verdict) => sum + verdict[of].length, 0);
  const recall = count("planted") === 0 ? "nothing planted" : `${count("found")} of ${count("planted")} found`;
  return `${title}: ${recall}, ${count("decoys")} decoys`;
}

/** What was asked last: committed, so that everybody can read it without asking again. */
const FILE = join("docs", "truth.json");

/** Null in a project without it. */
export function readTruth(root: string): Asked[] | null {
  const path = join(root, FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Asked[]) : null;
}

/** Written whole; the path within the project. */
export function writeTruth(root: string, asked: readonly Asked[]): string {
  const path = join(root, FILE);
  writeFileSync(`${path}.tmp`, `${JSON.stringify(asked, null, 1)}\n`);
  renameSync(`${path}.tmp`, path);
  return FILE;
}
