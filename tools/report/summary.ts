import { hasTag, type Notebook, type Output, textOf } from "../run/notebook.js";
import { plainSentence } from "./markdown.js";
import { pictureOf } from "./outputs.js";

/** What a reader is told of a notebook before opening it. */
export interface Summary {
  readonly title: string;
  /** The question: the first paragraph under the title. */
  readonly question: string;
  /** Markdown: the first thing said by the cell tagged `answer`. */
  readonly headline: string | null;
  /** The first picture, of the answer where it has one, and its sentence. */
  readonly picture: { readonly source: string; readonly alt: string } | null;
}

function opening(notebook: Notebook): { title: string | null; question: string } {
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "markdown") continue;
    const match = /^#\s+(.+?)\s*#*\s*$([\s\S]*)/m.exec(textOf(cell.source));
    if (!match) continue;
    const paragraphs = match[2]!.split(/\n\s*\n/).map((each) => each.trim());
    return { title: match[1]!, question: paragraphs.find((each) => each !== "" && !each.startsWith("#")) ?? "" };
  }
  return { title: null, question: "" };
}

function saidBy(outputs: readonly Output[]): string | null {
  for (const { data } of outputs) {
    if (data?.["text/markdown"] !== undefined) return textOf(data["text/markdown"]).trim();
  }
  return null;
}

export function summaryOf(notebook: Notebook, stem: string): Summary {
  const { title, question } = opening(notebook);
  const answers = notebook.cells.filter((cell) => hasTag(cell, "answer")).flatMap((cell) => cell.outputs ?? []);
  const outputs = [...answers, ...notebook.cells.flatMap((cell) => cell.outputs ?? [])];
  const pictured = outputs.find((output) => pictureOf(output) !== null);
  const picture = pictured ? { source: pictureOf(pictured)!.source, alt: textOf(pictured.data?.["text/plain"]) } : null;
  return { title: title === null ? stem : plainSentence(title), question, headline: saidBy(answers), picture };
}
