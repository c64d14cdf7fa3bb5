import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { difference, differencesOf } from "../../tools/commit/compare.js";
import { normalise, notebookText } from "../../tools/commit/normalise.js";
import type { Cell, Output } from "../../tools/run/notebook.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call } from "./command-line.js";
import { code, markdown, notebookOf, shown, writeNotebook } from "./written-notebook.js";

const PLOTLY = "application/vnd.plotly.v1+json";
const one = (output: Output, tags: readonly string[] = []) =>
  notebookOf([code("1", { tags, outputs: [output], count: 1 })]);
const compared = (was: Output, is: Output) => differencesOf(one(was), one(is));

describe("differencesOf(committed, fresh)", () => {
  test("finds a changed number of a text, a table, a sentence and a printed line, with its place", () => {
    const text = (value: string) => shown({ "text/markdown": value });
    expect(compared(text("NPS is **31**"), text("NPS is **32**"))).toEqual([
      "cell 1: output 1: text/markdown, line 1 was NPS is **31**, is NPS is **32**",
    ]);
    const html = (value: string) => shown({ "text/html": ["<table>\n", `<td>${value}</td>\n`, "</table>"] });
    expect(compared(html("1"), html("2"))).toEqual([
      "cell 1: output 1: text/html, line 2 was <td>1</td>, is <td>2</td>",
    ]);
    const printed = (value: string): Output => ({ output_type: "stream", name: "stdout", text: value });
    expect(compared(printed("a\n1\n"), printed("a\n2\n"))).toEqual(["cell 1: output 1: stdout, line 2 was 1, is 2"]);
  });

  test("finds a changed number of a figure, but not one in the last digits of a double", () => {
    const figure = (x: number) => shown({ [PLOTLY]: { data: [{ type: "bar", x: [1, x] }], layout: {} } });
    expect(compared(figure(0.25), figure(0.26))).toEqual([
      `cell 1: output 1: ${PLOTLY}.data[0].x[1] was 0.25, is 0.26`,
    ]);
    expect(compared(figure(0.1 + 0.2), figure(0.3))).toEqual([]);
    expect(difference([1, 2], [1, 2, 3], "x")).toBe("x[2] was nothing, is 3");
    expect(difference({ a: null }, { a: 0 }, "x")).toBe("x.a was null, is 0");
  });

  test("does not look at the bytes of a picture, only whether it is there", () => {
    const picture = (bytes?: string) => shown({ ...(bytes && { "image/png": bytes }), "text/plain": "a bar" });
    expect(compared(picture("aaaa"), picture("bbbb"))).toEqual([]);
    expect(compared(picture("aaaa"), picture())).toEqual(["cell 1: output 1: image/png is missing"]);
    expect(compared(picture(), picture("aaaa"))).toEqual(["cell 1: output 1: image/png is new"]);
  });

  test("finds outputs that came or went, another kind, another number of the cell, and a source that was not run", () => {
    const was = one(shown({ "text/plain": "1" }));
    const cell = (more: Partial<Cell>) => notebookOf([{ ...was.cells[0]!, ...more } as Cell]);
    expect(differencesOf(was, cell({ outputs: [] }))).toEqual(["cell 1: it had 1 outputs, has 0"]);
    expect(differencesOf(was, cell({ execution_count: 2 }))).toEqual(["cell 1: its number was 1, is 2"]);
    expect(differencesOf(was, cell({ source: "2" }))).toEqual(["cell 1: its source is not the one that was executed"]);
    expect(compared(shown({}), { output_type: "error", ename: "E", evalue: "v" })).toEqual([
      "cell 1: output 1: was display_data, is error",
    ]);
  });

  test("leaves out what is tagged nbval-ignore-output", () => {
    const tags = ["nbval-ignore-output"];
    const [was, is] = [shown({ "text/plain": "12 ms" }), shown({ "text/plain": "13 ms" })];
    expect(differencesOf(one(was, tags), one(is, tags))).toEqual([]);
  });
});

describe("normalise(notebook)", () => {
  test("is the same whoever wrote the file: text as lines, keys sorted, ids by place, nothing of the machine", () => {
    const cell = code("a\nb", { outputs: [shown({ "text/plain": "1\n2", "image/png": "aaaa\n" })], count: 1 });
    const timed = { ...cell, metadata: { tags: ["answer"], execution: { "iopub.status.busy": "2026-01-01" } } };
    const metadata = { language_info: { name: "typescript", version: "5.0.4" }, widgets: {}, title: "NPS" };
    const normal = normalise({ cells: [timed], metadata, nbformat: 4, nbformat_minor: 2 });
    expect(normal.cells[0]).toEqual({
      cell_type: "code",
      execution_count: 1,
      id: "cell-01",
      metadata: { tags: ["answer"] },
      outputs: [
        { data: { "image/png": "aaaa", "text/plain": ["1\n", "2"] }, metadata: {}, output_type: "display_data" },
      ],
      source: ["a\n", "b"],
    });
    expect(Object.keys(normal)).toEqual(["cells", "metadata", "nbformat", "nbformat_minor"]);
    expect(normal.metadata).toEqual({
      kernelspec: { display_name: "TypeScript (Vafa)", language: "typescript", name: "vafa" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
      title: "NPS",
    });
  });

  test("normalising twice changes nothing, and two cells of one id become two", () => {
    const twins = {
      ...notebookOf([]),
      cells: [
        { ...code("1"), id: "twin" },
        { ...markdown("# a"), id: "twin" },
      ],
    };
    const text = notebookText(twins);
    expect(notebookText(JSON.parse(text))).toBe(text);
    expect(normalise(twins).cells.map(({ id }) => id)).toEqual(["twin", "cell-02"]);
  });
});

describe("npm run notebooks", () => {
  const { folder } = temporaryFolder();
  const place = join(folder, "notebooks");
  const file = join(place, "one.ipynb");
  const run = (...more: string[]) => call("notebooks", ["--notebooks", place, ...more]);
  const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const source = `const show = (globalThis as any)[Symbol.for("vafa.display")];
await show({ data: { "image/png": "${PNG}", "text/plain": "a dot" } });
6 * 7`;

  let written: string;
  beforeAll(async () => {
    writeNotebook(file, [markdown("# One"), code(source)]);
    await run();
    written = readFileSync(file, "utf8");
  });

  test("writes the outputs into the notebook, to be committed", () => {
    const { cells } = JSON.parse(written);
    expect(cells[1]).toMatchObject({ execution_count: 1, source: source.match(/.*\n?/g)?.slice(0, 3) });
    expect(cells[1].outputs.map(({ data }: Output) => data)).toEqual([
      { "image/png": PNG, "text/plain": ["a dot"] },
      { "text/plain": ["42"] },
    ]);
  });

  test("--compare ends with 0 where only the bytes of a picture differ", async () => {
    writeFileSync(file, written.replace(PNG, PNG.replace("Nk", "Mk")));
    const ended = await run("--compare");
    expect(ended.stdout).toMatch(/^same +\S*one\.ipynb$/m);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("--compare ends with 1, the cell and both values where a number differs, and writes nothing", async () => {
    const changed = written.replace('"42"', '"43"');
    writeFileSync(file, changed);
    const ended = await run("--compare");
    expect(ended.stdout).toMatch(
      /^different +\S*one\.ipynb\n {2}cell 2: output 2: text\/plain, line 1 was 43, is 42$/m,
    );
    expect(ended.stderr).toBe(
      "notebooks: 1 notebook of 1 gave other outputs than committed; npm run notebooks writes them anew\n",
    );
    expect(ended.code).toBe(1);
    expect(readFileSync(file, "utf8")).toBe(changed);
  });

  test("--compare --executed compares what was executed before, and executes nothing", async () => {
    const folderOf = (text: string) => {
      const reports = join(folder, "reports");
      mkdirSync(reports, { recursive: true });
      writeFileSync(join(reports, "one.ipynb"), text);
      return reports;
    };
    writeFileSync(file, written);
    const same = await run("--compare", "--executed", folderOf(written));
    expect(same).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^same +\S*one\.ipynb\n$/) });
    const other = await run("--compare", "--executed", folderOf(written.replace('"42"', '"41"')));
    expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining("line 1 was 42, is 41") });
    const alone = await run("--executed", join(folder, "reports"));
    expect(alone).toMatchObject({ code: 2, stderr: "notebooks: --executed goes with --compare\n" });
  });
});
