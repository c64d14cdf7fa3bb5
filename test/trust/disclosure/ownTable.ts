import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the four of the small segment wrote, each a word that stands nowhere else. */
export const COMMENTS = ["zarafshan", "golestan", "hormozgan", "kerdestan"] as const;

/** A segment, what it is called, and what its people answered. */
const SEGMENTS = [
  { name: "Everyday", size: 137, score: (i: number) => [10, 9, 3, 8, 6, 10, 7][i % 7]! },
  { name: "Trade", size: 61, score: (i: number) => [9, 2, 8, 10, 5][i % 5]! },
  { name: "Reseller", size: 33, score: (i: number) => [10, 1, 7][i % 3]! },
  { name: "Kish", size: 4, score: (i: number) => [0, 10, 9, 2][i]! },
] as const;

export interface Person {
  readonly segment: string;
  readonly recommend: number;
  readonly satisfaction: number;
  readonly comment: string;
}

/** A small survey: one segment of four people, and a column of what people wrote. */
export const PEOPLE: readonly Person[] = SEGMENTS.flatMap(({ name, size, score }) =>
  Array.from({ length: size }, (_, i) => ({
    segment: name,
    recommend: score(i),
    satisfaction: 1 + Math.round((4 * score(i)) / 10),
    comment: name === "Kish" ? COMMENTS[i]! : `nothing to add ${name}`,
  })),
);

const FIELDS = `
        - { name: segment, type: string, role: segment }
        - { name: recommend, type: integer, role: recommend, constraints: { minimum: 0, maximum: 10 } }
        - { name: satisfaction, type: integer, role: satisfaction, constraints: { minimum: 1, maximum: 5 } }
        - { name: comment, type: string }`;

/** Writes the survey and its description; returns where the description lies. */
export function writeSurvey(folder: string, people: readonly Person[] = PEOPLE): string {
  mkdirSync(folder, { recursive: true });
  const lines = people.map((one) => [one.segment, one.recommend, one.satisfaction, one.comment].join(","));
  writeFileSync(join(folder, "answers.csv"), `segment,recommend,satisfaction,comment\n${lines.join("\n")}\n`);
  const description = `name: survey\nlanguage: en\nresources:\n  - name: answers\n    path: answers.csv\n    schema:\n      row: one answer\n      fields:${FIELDS}\n`;
  writeFileSync(join(folder, "survey.yaml"), description);
  return join(folder, "survey.yaml");
}
