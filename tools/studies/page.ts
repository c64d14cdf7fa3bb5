import { basename, posix, relative, sep } from "node:path";
import type { Comparison } from "../../src/notebook/sourceTable.js";
import { counted } from "../terminal/words.js";
import type { Study } from "./study.js";

/** Text in a cell of a table. */
const inCell = (text: string) => text.replaceAll("|", "\\|");

const link = (text: string, to: string) => `[${inCell(text)}](${to.replaceAll(" ", "%20")})`;

const sum = (all: readonly Comparison[], of: (one: Comparison) => number) =>
  all.reduce((total, one) => total + of(one), 0);

const ratio = (all: readonly Comparison[]) => `${sum(all, ({ agreeing }) => agreeing)} of ${sum(all, ({ n }) => n)}`;

const ofPurpose = (all: readonly Comparison[], purpose: Comparison["purpose"]) =>
  all.filter((one) => one.purpose === purpose);

/** '31 of 31 (30 of 30 + 1 of 1)', and what is there to differ. */
function reproduced({ comparisons }: Study): string {
  const counts = ofPurpose(comparisons, "reproduced");
  if (counts.length === 0) return "not executed yet";
  const parts = counts.length > 1 ? ` (${counts.map((one) => ratio([one])).join(" + ")})` : "";
  const without = sum(counts, (one) => one.without);
  const apart = ofPurpose(comparisons, "contrast");
  return [
    `**${ratio(counts)}**${parts}`,
    ...(without === 0 ? [] : [`${without} without ours`]),
    ...(apart.length === 0 ? [] : [`apart: ${ratio(apart)}`]),
  ].join("; ");
}

/** The number that lies farthest from the source's, of all that are to come out. */
function farthest({ comparisons }: Study): string {
  const all = ofPurpose(comparisons, "reproduced").flatMap(({ farthest: one }) => one ?? []);
  if (all.length === 0) return "–";
  const { number, units } = all.reduce((most, one) => (one.units > most.units ? one : most));
  return units === 0 ? "0.00" : `${units.toFixed(2)} (${inCell(number)})`;
}

const INTRODUCTION = `Published work recomputed: each study sets the numbers that its source prints beside ours, with a check that is computed, and says what
differs and why.

A number is *reproduced* when ours, rounded to the decimals that the source prints, is what it prints. *Farthest* is the largest distance
of a number of ours from the source's, in units of the last decimal that the source prints for it: up to 0.5 it is reproduced. *Apart* are
numbers that a study shows because they are to differ, by another definition for example; they are not among the others.`;

/** Where this list comes from, and how a study is added. */
const CLOSING = `This page is written by \`npm run notebooks\` from the outputs of the notebooks; \`npm run notebooks -- --index\` writes it alone.
How to add a study: [adding a study](../../docs/adding-a-study.md). Where the tables come from: [data/studies](../../data/studies/README.md).`;

/**
 * The list of studies as a page.
 *
 * @param folder where the page is, from the project's root: the files of data are named from there
 */
export function studiesPage(studies: readonly Study[], folder: string): string {
  const toData = (file: string) => link(basename(file), posix.normalize(relative(folder, file).split(sep).join("/")));
  const rows = studies.map((study) => {
    const { stem, title, source, data } = study;
    const cells = [
      link(title, `${basename(stem)}.ipynb`),
      link(source.text, source.address),
      data.map(toData).join(", "),
      reproduced(study),
      farthest(study),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const all = ofPurpose(
    studies.flatMap(({ comparisons }) => comparisons),
    "reproduced",
  );
  const total = `${counted(studies.length, "study").replace("studys", "studies")}: ${ratio(all)} numbers are reproduced.`;
  const table = ["| study | source | data | reproduced | farthest |", "|---|---|---|---|---|", ...rows].join("\n");
  return ["# Studies", INTRODUCTION, total, table, CLOSING].join("\n\n").concat("\n");
}
