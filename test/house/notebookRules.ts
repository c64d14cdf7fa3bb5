import { expect, test } from "vitest";
import { type Cell, hasTag, type Notebook, textOf } from "../../tools/run/notebook.js";

const MOST_LINES = 5;
/** One line each: `has one cell of parameters` holds them to declarations. */
const MOST_PARAMETERS = 6;

/** What belongs into src/, with a test, and not into a cell. */
const LOGIC = /\b(function|class|for|while|if|switch|try)\b|=>\s*\{(?!\s*\.\.\.)/;

const codeCells = ({ cells }: Notebook) => cells.filter((cell) => cell.cell_type === "code");
const written = (cell: Cell) => textOf(cell.source).replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/g, "''");
const markdownTexts = ({ cells }: Notebook) =>
  cells.filter((cell) => cell.cell_type === "markdown").map((cell) => textOf(cell.source));

/** The rules of the house for a notebook, executed or not: each as a test. */
export function testWritten(read: () => Notebook): void {
  test("begins with a title and a question, without numbers", () => {
    const first = read().cells[0]!;
    expect(first.cell_type).toBe("markdown");
    expect(textOf(first.source)).toMatch(/^# .+\n\n\S/);
    expect(textOf(first.source)).not.toMatch(/\d{2,}/);
  });

  test("has one cell of parameters and one that answers", () => {
    const code = codeCells(read());
    expect(code.filter((cell) => hasTag(cell, "parameters"))).toHaveLength(1);
    expect(code.filter((cell) => hasTag(cell, "answer"))).toHaveLength(1);
    const parameters = code.find((cell) => hasTag(cell, "parameters"))!;
    for (const line of textOf(parameters.source).split("\n")) expect(line).toMatch(/^let \w+ = .+; \/\/ \S/);
  });

  test("ends with its limits and with what a rerun needs", () => {
    const headings = markdownTexts(read()).flatMap((text) => text.match(/^## .+$/gm) ?? []);
    expect(headings.slice(-2)).toEqual(["## Limits", "## Reproduce"]);
    expect(textOf(codeCells(read()).at(-1)!.source)).toContain("reproducibility(");
  });

  test(`its cells hold at most ${MOST_LINES} lines, or ${MOST_PARAMETERS} parameters, and no logic`, () => {
    for (const cell of codeCells(read())) {
      const source = textOf(cell.source);
      expect(source.split("\n").length, source).toBeLessThanOrEqual(
        hasTag(cell, "parameters") ? MOST_PARAMETERS : MOST_LINES,
      );
      expect(written(cell), source).not.toMatch(LOGIC);
    }
  });
}

/** What a study is besides. */
export function testStudy(read: () => Notebook): void {
  test("a study names its source, with an address, before its data and its answer", () => {
    const texts = markdownTexts(read());
    const place = (title: string) => texts.findIndex((text) => text.startsWith(`## ${title}`));
    expect([place("Source"), place("Data"), place("The answer")]).toEqual([1, 2, 3]);
    expect(texts[place("Source")]).toMatch(/https?:\/\/\S+/);
    expect(codeCells(read()).some((cell) => textOf(cell.source).includes("sourceTable("))).toBe(true);
    expect(texts.some((text) => text.startsWith("## What differs, and why"))).toBe(true);
  });
}

/** The rules for what a run left in a notebook. */
export function testExecuted(read: () => Notebook, says: "of these data" | "of any data" = "of these data"): void {
  const [claims, figuresAtLeast] = says === "of these data" ? [true, 2] : [false, 1];
  test(`${claims ? "claims something" : "claims nothing, for it is true of any data"}, and every figure has a still picture and a sentence`, () => {
    const code = codeCells(read());
    expect(code.some((cell) => textOf(cell.source).includes("claim("))).toBe(claims);
    const figures = code
      .flatMap((cell) => cell.outputs ?? [])
      .filter((output) => output.data?.["application/vnd.plotly.v1+json"] !== undefined);
    expect(figures.length).toBeGreaterThanOrEqual(figuresAtLeast);
    for (const { data } of figures) {
      expect(textOf(data!["image/png"])).toMatch(/^iVBOR/);
      expect(textOf(data!["text/plain"])).toMatch(/\d.*\.$/s);
    }
  });

  test("is committed as one clean run wrote it: counts from 1, nothing on stderr, no path, no clock", () => {
    const code = codeCells(read());
    expect(code.map((cell) => cell.execution_count)).toEqual(code.map((_, i) => i + 1));
    const outputs = code.flatMap((cell) => cell.outputs ?? []);
    expect(outputs.filter((output) => output.output_type === "error" || output.name === "stderr")).toEqual([]);
    expect(JSON.stringify(outputs)).not.toMatch(/\/(home|root|Users|tmp|work)\//);
  });
}
