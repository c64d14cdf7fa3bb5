// What `git diff` shows of a notebook: its cells in the percent format of editors, and under each what it said, as text. Git
// calls it with a file's name. It needs Node alone, so that an old checkout or one without packages can be compared too.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const PLOTLY = "application/vnd.plotly.v1+json";

const textOf = (value) => (Array.isArray(value) ? value.join("") : String(value ?? ""));

/** A name for all that a figure holds: what its sentence does not say shows as another name. */
const nameOf = (figure) => createHash("sha256").update(JSON.stringify(figure)).digest("hex").slice(0, 8);

/** The plainest text of an output; of what has none, its kind. */
function said({ output_type, text, data = {}, ename, evalue }) {
  if (output_type === "stream") return textOf(text);
  if (output_type === "error") return `${ename}: ${evalue}`;
  const words = textOf(data["text/markdown"] ?? data["text/plain"]) || `(${Object.keys(data).join(", ")})`;
  return data[PLOTLY] === undefined ? words : `[figure ${nameOf(data[PLOTLY])}] ${words}`;
}

const marked = (text, mark) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `${mark} ${line}`.trimEnd());

function heading({ cell_type, id, metadata = {} }) {
  const kind = cell_type === "code" ? "" : ` [${cell_type}]`;
  const tags = metadata.tags?.length > 0 ? ` tags=${JSON.stringify(metadata.tags)}` : "";
  return `// %% ${id ?? ""}${kind}${tags}`;
}

function cellText(cell) {
  const source = textOf(cell.source);
  const lines = cell.cell_type === "code" ? source.split("\n") : marked(source, "//");
  const outputs = (cell.outputs ?? []).flatMap((output) => marked(said(output), "//>"));
  return [heading(cell), ...lines, ...(outputs.length > 0 ? ["", ...outputs] : []), ""].join("\n");
}

const notebook = JSON.parse(readFileSync(process.argv[2], "utf8"));
process.stdout.write(`${notebook.cells.map(cellText).join("\n")}`);
