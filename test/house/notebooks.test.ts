import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { findNotebooks } from "../../tools/run/find-notebooks.js";
import { type Cell, hasTag, type Notebook, readNotebook, textOf } from "../../tools/run/notebook.js";

/** All of them, those in folders of their own too: `studies/…`. */
const places = findNotebooks(resolve(import.meta.dirname, "../../notebooks"));

const MOST_LINES = 5;

/** What belongs into src/, with a test, and not into a cell. */
const LOGIC = /\b(function|class|for|while|if|switch|try)\b|=>\s*\{(?!\s*\.\.\.)/;

const codeCells = ({ cells }: Notebook) => cells.filter((cell) => cell.cell_type === "code");
const written = (cell: Cell) => textOf(cell.source).replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/g, "''");

describe.each(places)("$stem", ({ stem, file, name }) => {
  const notebook = readNotebook(file, name);
  const code = codeCells(notebook);

  test("begins with a title and a question, without numbers", () => {
    const first = notebook.cells[0]!;
    expect(first.cell_type).toBe("markdown");
    expect(textOf(first.source)).toMatch(/^# .+\n\n\S/);
    expect(textOf(first.source)).not.toMatch(/\d{2,}/);
  });

  test("has one cell of parameters and one that answers", () => {
    expect(code.filter((cell) => hasTag(cell, "parameters"))).toHaveLength(1);
    expect(code.filter((cell) => hasTag(cell, "answer"))).toHaveLength(1);
    const parameters = code.find((cell) => hasTag(cell, "parameters"))!;
    for (const line of textOf(parameters.source).split("\n")) expect(line).toMatch(/^let \w+ = .+; \/\/ \S/);
  });

  test("ends with its limits and with what a rerun needs", () => {
    const headings = notebook.cells.flatMap((cell) =>
      cell.cell_type === "markdown" ? (textOf(cell.source).match(/^## .+$/gm) ?? []) : [],
    );
    expect(headings.slice(-2)).toEqual(["## Limits", "## Reproduce"]);
    expect(textOf(code.at(-1)!.source)).toContain("reproducibility(");
  });

  test.runIf(stem.startsWith("studies/"))(
    "a study names its source, with an address, before its data and its answer",
    () => {
      const texts = notebook.cells.filter((cell) => cell.cell_type === "markdown").map((cell) => textOf(cell.source));
      const place = (title: string) => texts.findIndex((text) => text.startsWith(`## ${title}`));
      expect([place("Source"), place("Data"), place("The answer")]).toEqual([1, 2, 3]);
      expect(texts[place("Source")]).toMatch(/https?:\/\/\S+/);
      expect(code.some((cell) => textOf(cell.source).includes("sourceTable("))).toBe(true);
      expect(texts.some((text) => text.startsWith("## What differs, and why"))).toBe(true);
    },
  );

  test(`its cells hold at most ${MOST_LINES} lines and no logic`, () => {
    for (const cell of code) {
      const source = textOf(cell.source);
      expect(source.split("\n").length, source).toBeLessThanOrEqual(MOST_LINES);
      expect(written(cell), source).not.toMatch(LOGIC);
    }
  });

  test("claims something, and every figure has a still picture and a sentence", () => {
    expect(code.some((cell) => textOf(cell.source).includes("claim("))).toBe(true);
    const figures = code
      .flatMap((cell) => cell.outputs ?? [])
      .filter((output) => output.data?.["application/vnd.plotly.v1+json"] !== undefined);
    expect(figures.length).toBeGreaterThan(1);
    for (const { data } of figures) {
      expect(textOf(data!["image/png"])).toMatch(/^iVBOR/);
      expect(textOf(data!["text/plain"])).toMatch(/\d.*\.$/s);
    }
  });

  test("is committed as one clean run wrote it: counts from 1, nothing on stderr, no path, no clock", () => {
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, i) => i + 1));
    const outputs = code.flatMap((cell) => cell.outputs ?? []);
    expect(outputs.filter((output) => output.output_type === "error" || output.name === "stderr")).toEqual([]);
    expect(JSON.stringify(outputs)).not.toMatch(/\/(home|root|Users|tmp|work)\//);
  });
});
