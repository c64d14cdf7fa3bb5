import { describe, expect, test } from "vitest";
import { cell, drive } from "./drive.js";
import { bundleOf, displaysOf, errorOf, resultOf, typesOf } from "./read.js";

const card = `class Card {
  constructor(readonly name: string) {}
  [Symbol.for("Jupyter.display")]() {
    return { "text/plain": "card " + this.name, "text/html": "<b>" + this.name + "</b>" };
  }
}
new Card("A")`;

const withMetadata = `({
  [Symbol.for("Jupyter.display")]: async () => ({
    data: { "text/plain": "a dot", "image/png": new Uint8Array([137, 80, 78, 71]) },
    metadata: { "image/png": { width: 1, height: 2 } },
  }),
})`;

const figure = `import { npsFromCounts, npsPlot, show } from "vafa";
const score = npsFromCounts({ promoters: 120, passives: 60, detractors: 40 });
await show(npsPlot(score));`;

const ran = await drive({
  card: cell(card),
  cards: cell('[new Card("A"), 1]'),
  withMetadata: cell(withMetadata),
  wrong: cell('({ [Symbol.for("Jupyter.display")]: () => "only text" })'),
  failing: cell('({ [Symbol.for("Jupyter.display")]: () => { throw new Error("cannot be shown"); } })'),
  figure: cell(figure),
  notAwaited: cell('console.log("before");\nshow(npsPlot(score));\nconsole.log("after");'),
  loaded: cell(
    'import { demoSchemas, load } from "vafa";\nconst survey = await load("data/survey.csv", demoSchemas.survey);\nsurvey',
  ),
  updated: cell(
    'import { newDisplay } from "tslab";\nconst progress = newDisplay();\nprogress.text("1 of 2");\nprogress.text("2 of 2");',
  ),
  html: cell('import { display } from "tslab";\ndisplay.html("<i>x</i>");'),
  number: cell("40 + 2"),
  text: cell('"وفا"'),
  promise: cell("Promise.resolve({ share: 0.5 })"),
  nothing: cell("undefined"),
  declared: cell("let total = 1;"),
  assigned: cell("total = 2"),
  counted: cell("total++"),
  timer: cell("setTimeout(() => {}, 1)"),
  long: cell("Array.from({ length: 1000 }, (_, i) => i)"),
  deep: cell("({ a: { b: { c: { d: { e: 1 } } } } })"),
});

describe("an output", () => {
  test("by Symbol.for('Jupyter.display') has all its MIME types", () => {
    expect(bundleOf(ran.card)).toEqual({ "text/plain": "card A", "text/html": "<b>A</b>" });
  });

  test("may be promised, have metadata, and bytes, which travel as base64", () => {
    const [output] = displaysOf(ran.withMetadata, "execute_result");
    expect(output?.data).toEqual({ "text/plain": "a dot", "image/png": "iVBORw==" });
    expect(output?.metadata).toEqual({ "image/png": { width: 1, height: 2 } });
  });

  test("that cannot be made is an error of the cell", () => {
    expect(errorOf(ran.wrong)?.evalue).toBe("Jupyter.display requires an object of MIME types; got string");
    expect(errorOf(ran.failing)?.evalue).toBe("cannot be shown");
  });

  test("of show() is one: the interactive figure, a picture with its size, and a sentence", () => {
    const outputs = displaysOf(ran.figure);
    expect(outputs).toHaveLength(1);
    const { data, metadata } = outputs[0]!;
    expect(Object.keys(data)).toEqual(["application/vnd.plotly.v1+json", "image/png", "text/plain"]);
    expect(String(data["image/png"])).toMatch(/^iVBORw0KGgo/);
    expect(metadata["image/png"]).toEqual({ width: expect.any(Number), height: expect.any(Number) });
  });

  test("of a file that was loaded is its table", () => {
    expect(String(bundleOf(ran.loaded)["text/html"])).toContain(">recommend<br><small>");
    expect(resultOf(ran.loaded)).toMatch(/rows × \d+ columns; the first 20 rows are shown/);
  });

  test("that is not awaited has its place between what is printed before and after it", () => {
    expect(typesOf(ran.notAwaited)).toEqual(["status", "execute_input", "stream", "display_data", "stream"]);
  });

  test("can be updated: the second has the id of the first", () => {
    const [first] = displaysOf(ran.updated);
    const [second] = displaysOf(ran.updated, "update_display_data");
    expect(first?.data).toEqual({ "text/plain": "1 of 2" });
    expect(second?.data).toEqual({ "text/plain": "2 of 2" });
    expect(first?.transient.display_id).toBeTruthy();
    expect(second?.transient.display_id).toBe(first?.transient.display_id);
  });

  test("by tslab's own display works as in tslab", () => {
    expect(displaysOf(ran.html)[0]?.data).toEqual({ "text/html": "<i>x</i>" });
  });
});

describe("the last expression of a cell", () => {
  test("is its value, a promise once it has settled", () => {
    expect(resultOf(ran.number)).toBe("42");
    expect(displaysOf(ran.number, "execute_result")[0]).toMatchObject({
      execution_count: ran.number.reply.execution_count,
    });
    expect(resultOf(ran.text)).toBe("'وفا'");
    expect(resultOf(ran.promise)).toBe("{ share: 0.5 }");
  });

  test("is not shown where it is not what the cell is about: a declaration, an assignment, a count, a timer", () => {
    for (const each of [ran.nothing, ran.declared, ran.assigned, ran.counted, ran.timer]) {
      expect(typesOf(each)).toEqual(["status", "execute_input"]);
    }
  });

  test("is cut where it is long or deep", () => {
    expect(resultOf(ran.long)).toContain("... 950 more items");
    expect(resultOf(ran.deep)).toContain("[Object]");
  });
});
