import { homedir, tmpdir } from "node:os";
import { sep } from "node:path";
import { firstLine } from "../terminal/failure.js";
import { type Cell, hasTag, type Notebook, type Output, textOf } from "./notebook.js";

function textsOf(output: Output): string[] {
  const data = Object.entries(output.data ?? {}).filter(([type]) => !type.startsWith("image/"));
  const inside = data.map(([, value]) =>
    typeof value === "string" ? value : Array.isArray(value) ? textOf(value) : JSON.stringify(value),
  );
  return [textOf(output.text), ...inside];
}

/** The first place of this machine that an output names, or null. */
function placeNamed(output: Output, folders: readonly string[]): string | null {
  for (const text of textsOf(output)) {
    for (const folder of folders) if (text.includes(folder)) return folder;
  }
  return null;
}

function outputFault(cell: Cell, output: Output, folders: readonly string[]): string | null {
  const mayFail = hasTag(cell, "raises-exception");
  if (output.output_type === "error" && !mayFail) return `${output.ename}: ${firstLine(output.evalue ?? "")}`;
  if (output.output_type === "stream" && output.name === "stderr" && !mayFail) {
    return `it wrote to stderr: ${firstLine(textOf(output.text))}`;
  }
  const place = placeNamed(output, folders);
  return place ? `its output names a folder of this machine: ${place}` : null;
}

/** Folders that no output may name: whoever reads the report has other ones. */
function foldersOf(root: string): string[] {
  return [root, homedir() + sep, tmpdir() + sep].filter((folder) => folder.length > 2);
}

/** What is wrong with an executed notebook, cell and cause, or null: it must read as one clean run from top to bottom. */
export function faultOf(notebook: Notebook, root: string): string | null {
  const folders = foldersOf(root);
  let count = 0;
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== "code" || textOf(cell.source).trim() === "") continue;
    count += 1;
    if (cell.execution_count !== count)
      return `cell ${index + 1}: it has number ${cell.execution_count ?? "none"} and should be ${count}`;
    for (const output of cell.outputs ?? []) {
      const fault = outputFault(cell, output, folders);
      if (fault) return `cell ${index + 1}: ${fault}`;
    }
  }
  return null;
}
