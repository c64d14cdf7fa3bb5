import { words } from "../../../src/language/words.js";
import { plainMarkdown } from "../../../src/notebook/say.js";
import { type Notebook, type Output, textOf } from "../../run/notebook.js";
import { plainSentence } from "../markdown.js";
import { pictureOf } from "../outputs.js";
import { summaryOf } from "../summary.js";
import { PLOTLY } from "./notebook-data.js";
import { labelParts } from "./plain-label.js";

/** A picture, its size in pixels, and what it shows in words. */
export interface Picture {
  readonly source: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

export interface Slide {
  readonly title: string;
  /** What is said under the title. */
  readonly said: string;
  readonly picture: Picture | null;
  /** For whoever speaks: what does not fit. */
  readonly notes: string;
}

const PNG = "data:image/png;base64,";
/** Where a PNG says how wide and how high it is. */
const SIZE_AT = 16;

function pictureIn(output: Output): Picture | null {
  const source = pictureOf(output)?.source;
  if (!source?.startsWith(PNG)) return null;
  const head = Buffer.from(source.slice(PNG.length, PNG.length + 64), "base64");
  if (head.length < SIZE_AT + 8) return null;
  const [width, height] = [head.readUInt32BE(SIZE_AT), head.readUInt32BE(SIZE_AT + 4)];
  return width > 0 && height > 0 ? { source, width, height, alt: textOf(output.data?.["text/plain"]) } : null;
}

const LONGEST_TITLE = 150;

/** The beginning of a sentence, as far as whole parts of it fit. */
function beginning(sentence: string): string {
  if (sentence.length <= LONGEST_TITLE) return sentence;
  const part = sentence.slice(0, LONGEST_TITLE);
  const at = Math.max(part.lastIndexOf("; "), part.lastIndexOf("؛ "), part.lastIndexOf(". "));
  return `${at > 40 ? part.slice(0, at) : part.slice(0, part.lastIndexOf(" "))} …`;
}

/** A sentence of markdown, plain. */
const plain = (markdown: string) => plainMarkdown(markdown).replace(/\s+/g, " ").trim();

/** What stands over a figure, without the small print under it. */
function titleOf(output: Output): string {
  const figure = output.data?.[PLOTLY] as { readonly layout?: { readonly title?: { readonly text?: string } } };
  return labelParts(figure.layout?.title?.text).label;
}

/** The slides of a notebook: its question with the answer, then its other figures. */
export function slidesOf(notebook: Notebook, stem: string): Slide[] {
  const { title, question, headline, picture: first } = summaryOf(notebook, stem);
  const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []);
  const figures = outputs
    .filter(({ data }) => data?.[PLOTLY] !== undefined)
    .map((output) => ({
      heading: titleOf(output),
      sentence: textOf(output.data?.["text/plain"]),
      picture: pictureIn(output),
    }));
  const at = figures.findIndex(({ picture }) => picture !== null && picture.source === first?.source);
  const own = at < 0 ? null : figures[at]!.picture;
  const said = headline === null ? plainSentence(question) : plain(headline);
  return [
    { title, said, picture: own, notes: plainSentence(question) },
    ...figures
      .filter((_, i) => i !== at)
      .map(({ heading, sentence, picture }) => ({
        title: heading || beginning(sentence) || words`Figure`,
        said: "",
        picture,
        notes: sentence,
      })),
  ];
}
