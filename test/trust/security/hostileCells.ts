import { failureOf } from "../../../kernel/failure.js";
import { frameBundle, isFrame } from "../../../kernel/frame.js";
import { compareIndices } from "../../../src/metrics/compareIndices/compareIndices.js";
import { csat } from "../../../src/metrics/csat/csat.js";
import { nps } from "../../../src/metrics/nps/nps.js";
import { claim } from "../../../src/notebook/claim.js";
import { type Bundle, SEND, type Send } from "../../../src/notebook/display.js";
import { plainFigure } from "../../../src/notebook/plain-figure.js";
import { say } from "../../../src/notebook/say.js";
import { show } from "../../../src/notebook/show.js";
import { table } from "../../../src/notebook/table.js";
import { indicesPlot } from "../../../src/plots/compareIndices.js";
import { npsPlot } from "../../../src/plots/nps.js";
import { fromColumns } from "../../../src/tables/memory/from-columns.js";
import { inferColumn } from "../../../src/tables/memory/infer.js";
import { PLOTLY } from "../../../tools/report/formats/notebook-data.js";
import type { Cell, Output } from "../../../tools/run/notebook.js";
import { code, shown } from "../../tools/written-notebook.js";

/** What a cell sends to its notebook while it runs. */
async function outputsOf(run: () => Promise<unknown>): Promise<Output[]> {
  const sent: Bundle[] = [];
  const place = globalThis as { [SEND]?: Send };
  place[SEND] = async (bundle) => {
    sent.push(await bundle);
  };
  try {
    await run();
  } finally {
    delete place[SEND];
  }
  return sent.map(({ data, metadata = {} }) => shown(data, metadata));
}

/** An error as the kernel leaves it in a notebook. */
async function failed(run: () => Promise<unknown>): Promise<Output> {
  const error = await run().then(
    () => new Error("nothing failed"),
    (thrown: unknown) => thrown,
  );
  return { output_type: "error", ...failureOf(error, new Map()) };
}

/** Pictures take longest to draw: every so many texts have theirs. */
export const PICTURED = 5;

const ROWS = 24;
const spread = <T>(values: readonly T[]) => Array.from({ length: ROWS }, (_, i) => values[i % values.length]!);

/** A DataFrame as `load` makes it. */
const frame = (columns: readonly (readonly [string, readonly unknown[]])[]) =>
  fromColumns(columns.map(([name, values]) => [name, inferColumn(values, name, "the table")] as const));

/** The column that holds a payload is named so as well, as far as a column can be. */
const columnNamed = (payload: string) => (payload.trim() === "" ? "segment" : payload);

/** Two charts with a text as segment, index, column, title, population, period and source: its ticks, legend, hover, notes. */
async function charts(payload: string, picture: "drawn" | "none"): Promise<Output[]> {
  const by = columnNamed(payload);
  const answers = await frame([
    ["score", spread([10, 9, 3, 8, 0])],
    ["price", spread([5, 4, 2])],
    [by, spread([payload, "Other"])],
  ]);
  const wording = { title: payload, population: payload, period: payload, source: payload };
  const score = await nps(answers, { score: "score", by });
  const satisfied = await csat(answers, { score: "price", rule: "top-2", scale: 5, by });
  const indices = compareIndices({ NPS: score, [by]: satisfied });
  const figures = [npsPlot(score, wording), indicesPlot(indices, wording)];
  if (picture === "drawn")
    return outputsOf(async () => {
      for (const figure of figures) await show(figure);
    });
  return figures.map((figure) => {
    const { data, layout, text } = plainFigure(figure);
    return shown({ [PLOTLY]: { data, layout, config: {} }, "text/plain": text });
  });
}

/** Everything else that a text of the data comes into: tables, sentences, frames, printed lines, errors. */
async function texts(payload: string): Promise<Output[]> {
  const by = columnNamed(payload);
  const answers = await frame([
    ["score", spread([10, 3])],
    [by, spread([payload, "Other"])],
  ]);
  const sent = await outputsOf(async () => {
    await table([{ [by]: payload, n: 3 }], { caption: payload });
    await table(await nps(answers, { score: "score", by }), { caption: payload });
    await table(answers, { rows: 3 });
    await say(`Most leave for **${payload}**; of ${payload} 12%.`);
    await say(payload);
    await claim(`${payload} is first`, true);
  });
  if (!isFrame(answers)) throw new Error("no DataFrame");
  return [
    ...sent,
    shown({ ...frameBundle(answers).data }),
    shown({ "text/plain": payload }),
    shown({ "application/json": { [by]: payload } }),
    { output_type: "stream", name: "stdout", text: `${payload}\n` },
    { output_type: "stream", name: "stderr", text: `${payload}\n` },
    await failed(() => nps(answers, { score: payload })),
    await failed(() => nps(answers, { score: "score", by: `${payload}?` })),
    await failed(async () => {
      throw new Error(payload, { cause: new TypeError(payload) });
    }),
  ];
}

/** The cells of a notebook in whose tables somebody wrote these texts. */
export async function hostileCells(payloads: readonly string[]): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const [i, payload] of payloads.entries()) {
    const outputs = await charts(payload, i % PICTURED === 0 ? "drawn" : "none");
    cells.push(code("await show(npsPlot(score))", { outputs }));
    cells.push(
      code("await table(score)", { outputs: await texts(payload), tags: cells.length === 1 ? ["answer"] : [] }),
    );
  }
  return cells;
}
