import type { Finding } from "../issues.js";
import type { Export, Layout } from "../schema.js";

/** The rows of the header that a survey tool writes. */
const ROWS: Readonly<Record<Export, number>> = { qualtrics: 3, surveymonkey: 2, "google-forms": 1 };

export const headerRowsOf = ({ headerRows, export: from }: Layout) =>
  headerRows ?? (from === undefined ? 1 : ROWS[from]);

/** Names of the columns and, where the header says more than a name, the question of each. */
export interface Named {
  readonly names: readonly string[];
  readonly questions: readonly string[];
}

/** A question stands over the first of its columns only; each column's option stands below. */
function surveymonkey([questions = [], options = []]: readonly (readonly string[])[]): Named {
  let question = "";
  const names = Array.from({ length: Math.max(questions.length, options.length) }, (_, i) => {
    if ((questions[i] ?? "").trim() !== "") question = questions[i]!;
    const option = options[i] ?? "";
    return option.trim() === "" ? question : `${question} — ${option}`;
  });
  return { names, questions: names };
}

/** The header's rows as one name a column; further rows are the questions. */
export function namesOf(rows: readonly (readonly string[])[], layout: Layout): Named {
  const [first = []] = rows;
  if (layout.export === "surveymonkey") return surveymonkey(rows);
  if (layout.export === "google-forms") return { names: first, questions: first };
  const texts = layout.export === "qualtrics" ? rows.slice(1, 2) : rows.slice(1);
  const questions = first.map((_, i) => texts.map((row) => row[i] ?? "").filter((text) => text !== ""));
  return { names: first, questions: questions.map((lines) => lines.join(" ")) };
}

const isImportId = (cell: string) => /^\s*\{\s*"ImportId"\s*:/.test(cell);

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== "").length;

const shape = (message: string, layout: string): Finding => ({
  rule: "shape",
  message: `${message}; it is read with layout: { ${layout} }`,
  hint: `layout: { ${layout} }`,
});

/**
 * What the first records of a file look like when they are not one header and its data; null for the usual. It is told and
 * not acted on: only the layout says how a file is to be read.
 *
 * @param first the first records, the header among them, blank lines as [""]
 */
export function unusualShape(first: readonly (readonly string[])[]): Finding | null {
  const [header = [], second = [], third = []] = first;
  if (third.length > 0 && third.filter(isImportId).length > third.length / 2)
    return shape("the file has three header rows, as Qualtrics writes them", 'export: "qualtrics"');
  const isSurveymonkey =
    filled(header) < header.length &&
    second.length === header.length &&
    second.some((cell) => cell === "Response" || cell === "Open-Ended Response");
  if (isSurveymonkey)
    return shape("the file has two header rows, as SurveyMonkey writes them", 'export: "surveymonkey"');
  const at = titleLines(first);
  if (at === 0) return null;
  const above = at === 1 ? "a line stands" : `${at} lines stand`;
  return shape(`${above} above what looks like the header, on line ${at + 1}`, `preamble: ${at}`);
}

/** How many lines stand above the first record that has as many cells as those below it, when the first has but one. */
function titleLines(first: readonly (readonly string[])[]): number {
  if (first.length < 3 || filled(first[0]!) > 1) return 0;
  const widths = first.map((cells) => (filled(cells) === 0 ? 0 : cells.length));
  const width = widths.at(-1)!;
  const at = first.findIndex((cells) => cells.length === width && filled(cells) > 1);
  const isTable = width > 1 && at > 0 && widths.slice(at).every((cells) => cells === width || cells === 0);
  return isTable && widths.length - at > 1 ? at : 0;
}
