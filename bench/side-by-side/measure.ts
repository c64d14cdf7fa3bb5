import { median } from "../median.js";
import { Child, wholeProcess } from "./child.js";
import type { Measured, WorkFigures } from "./figures.js";
import { requireSameAnswers } from "./same-answers.js";
import type { SystemName, Systems } from "./systems.js";
import type { Work } from "./works.js";

const MB = 1024 * 1024;

const namesOf = ({ peers }: Work): readonly SystemName[] => ["Vafa", ...peers];

const figuresOf = ({ title, goals, why }: Work, systems: readonly Measured[]): WorkFigures => {
  return { work: title, systems, goals, why };
};

/** From the file to the answer: whole processes in turn, so that all have the same machine. Answers are compared before anything counts. */
export async function measureFromFile(all: Systems, work: Work, folder: string, rounds: number): Promise<WorkFigures> {
  const names = namesOf(work);
  const args = ["once", work.name, folder];
  const ours = await wholeProcess(all.Vafa, args);
  for (const name of work.peers) {
    const { answer } = await wholeProcess(all[name], args);
    requireSameAnswers(`${work.title}: Vafa and ${name}`, ours.answer, answer, work.ends);
  }
  const walls = new Map(names.map((name) => [name, [] as number[]]));
  const peaks = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { wall, peak } = await wholeProcess(all[name], args);
      walls.get(name)!.push(wall);
      peaks.get(name)!.push(peak / MB);
    }
  }
  return figuresOf(
    work,
    names.map((system) => ({
      system,
      milliseconds: median(walls.get(system)!),
      peak: Math.round(median(peaks.get(system)!)),
    })),
  );
}

/** Rounds that only warm up. */
const WARM = 3;

/** The work alone: every system keeps its tables in a process of its own and answers in turn. */
export async function measureInMemory(all: Systems, work: Work, folder: string, rounds: number): Promise<WorkFigures> {
  const names = namesOf(work);
  const children = names.map((name) => new Child(all[name], ["serve", work.name, folder]));
  try {
    const answers = [];
    // One after the other: reading is not measured here, and all at once would take the memory of all.
    for (const child of children) answers.push((await child.first()).answer);
    for (const [i, answer] of answers.entries()) {
      requireSameAnswers(`${work.title}: Vafa and ${names[i]}`, answers[0]!, answer, work.ends);
    }
    const took = names.map(() => [] as number[]);
    for (let round = 0; round < WARM + rounds; round++) {
      for (const [i, child] of children.entries()) {
        const milliseconds = await child.again();
        if (round >= WARM) took[i]!.push(milliseconds);
      }
    }
    return figuresOf(
      work,
      names.map((system, i) => ({ system, milliseconds: median(took[i]!), peak: null })),
    );
  } finally {
    for (const child of children) await child.end();
  }
}
