import { COMPARISON, type Comparison } from "../../src/notebook/sourceTable.js";
import type { Place } from "../run/find-notebooks.js";
import { hasTag, type Notebook, textOf } from "../run/notebook.js";
import { Failure } from "../terminal/failure.js";

/** What the list of studies says of one: all of it read from the executed notebook. */
export interface Study {
  readonly stem: string;
  readonly title: string;
  /** The first paragraph under "Source": what stands before its first address, and that address. */
  readonly source: { readonly text: string; readonly address: string };
  /** The files that its parameters name. */
  readonly data: readonly string[];
  /** What its tables of numbers beside the source's carry as data; [] before it is executed. */
  readonly comparisons: readonly Comparison[];
}

const SOURCE = /^## Source\s+([\s\S]*?)(https?:\/\/[^\s)>,]+)/;
const FILE = /"([^"\n]+\.(?:csv|tsv|parquet|xlsx|sav))"/g;

const inOneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** A study from its notebook; throws where it does not say its title or its source. */
export function studyOf({ stem, name }: Place, { cells }: Notebook): Study {
  const texts = cells.filter((cell) => cell.cell_type === "markdown").map((cell) => textOf(cell.source));
  const [, title] = /^# (.+)/.exec(texts[0] ?? "") ?? [];
  if (title === undefined) throw new Failure(`${name}: its first cell is to begin with its title, "# …"`);
  const [, said, address] = texts.map((text) => SOURCE.exec(text)).find((found) => found !== null) ?? [];
  if (said === undefined || address === undefined)
    throw new Failure(`${name}: a cell is to begin with "## Source" and hold the address of the source`);
  const parameters = cells.filter((cell) => hasTag(cell, "parameters")).map((cell) => textOf(cell.source));
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return {
    ...{ stem, title: title.trim() },
    // Nothing but an address: then it is its own text.
    source: { text: inOneLine(said).replace(/[:,–—-]$/, "") || address, address: address.replace(/\.$/, "") },
    data: parameters.flatMap((text) => [...text.matchAll(FILE)].map(([, file]) => file!)),
    comparisons: outputs.flatMap(({ data }) => (data?.[COMPARISON] as Comparison | undefined) ?? []),
  };
}
