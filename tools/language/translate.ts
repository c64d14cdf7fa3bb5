import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Place } from "../run/find-notebooks.js";
import { type Cell, type Notebook, readNotebook, textOf } from "../run/notebook.js";
import { Failure } from "../terminal/failure.js";
import { expressionsOf, type Literal, literalsOf } from "./literals.js";
import { readTranslation, type Translation } from "./translation.js";

/** The text as it stands in code. */
const written = ({ kind }: Literal, text: string) => (kind === "string" ? JSON.stringify(text) : `\`${text}\``);

/** Code with the texts at these places in the other language. */
function replaced(literals: readonly Literal[], code: string, texts: ReadonlyMap<string, string>): string {
  let result = "";
  let at = 0;
  for (const literal of literals) {
    const said = texts.get(literal.text);
    if (said === undefined || literal.from < at) continue;
    const whole = written(literal, said);
    // What stands in the expressions of a template is translated by itself.
    result += code.slice(at, literal.from) + replaced(literalsOf(whole).slice(1), whole, texts);
    at = literal.until;
  }
  return result + code.slice(at);
}

const codeIn = (code: string, texts: ReadonlyMap<string, string>) => replaced(literalsOf(code), code, texts);

/** What does not fit between a notebook and its translation, each in a sentence. */
export function faultsOf(notebook: Notebook, { prose, texts }: Translation): string[] {
  const cells = notebook.cells.map((cell) => ({ ...cell, source: textOf(cell.source) }));
  const spoken = cells.filter(({ cell_type }) => cell_type === "markdown").map(({ id }) => id ?? "");
  const known = new Set(
    cells
      .filter(({ cell_type }) => cell_type === "code")
      .flatMap(({ source }) => literalsOf(source).map(({ text }) => text)),
  );
  const sorted = (text: string) => [...expressionsOf(text)].sort().join(" | ");
  return [
    ...spoken.filter((id) => !(id in prose)).map((id) => `the cell ${id} is not translated`),
    ...Object.keys(prose)
      .filter((id) => !spoken.includes(id))
      .map((id) => `there is no cell ${id}`),
    ...texts.filter(({ en }) => !known.has(en)).map(({ en }) => `no code says '${en}' any more`),
    ...texts
      .filter(({ en, fa }) => sorted(en) !== sorted(fa))
      .map(({ en, fa }) => `'${en}' holds ${sorted(en) || "no expression"}, its translation ${sorted(fa) || "none"}`),
  ];
}

function languageCell(language: string): Cell {
  const source = `import { language } from "vafa";\nawait language("${language}"); // of everything shown from here on`;
  const metadata = { tags: ["language"] };
  return { cell_type: "code", id: "language", metadata, source, outputs: [], execution_count: null };
}

/**
 * Writes a copy of a notebook that says everything in another language: its prose and the texts in its code by the file of
 * its translation, what the project says by a first cell that chooses the language. Code and numbers are the same.
 *
 * @throws Failure where the translation is not that of this notebook
 */
export function translated(place: Place, language: string, folder: string): Place {
  const notebook = readNotebook(place.file, place.name);
  const translation = readTranslation(place, language);
  const [fault] = faultsOf(notebook, translation);
  if (fault !== undefined) throw new Failure(`${language}/${place.stem}.yaml: ${fault}`);
  const texts = new Map(translation.texts.map(({ en, fa }) => [en, fa]));
  const cells = notebook.cells.map((cell): Cell => {
    if (cell.cell_type === "markdown") return { ...cell, source: translation.prose[cell.id ?? ""]!.trimEnd() };
    if (cell.cell_type !== "code") return cell;
    return { ...cell, source: codeIn(textOf(cell.source), texts), outputs: [], execution_count: null };
  });
  const first = cells.findIndex(({ cell_type }) => cell_type === "code");
  const all = [...cells.slice(0, first), languageCell(language), ...cells.slice(first)];
  const file = join(folder, `${place.stem}.ipynb`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({ ...notebook, metadata: { ...notebook.metadata, lang: language }, cells: all }, null, 1),
  );
  return { ...place, file };
}
