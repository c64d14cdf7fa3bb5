import { pictureOf } from "../../src/notebook/picture/picture.js";
import type { Cell, Output } from "../../tools/run/notebook.js";
import { code, markdown, shown } from "../tools/written-notebook.js";

const PLOTLY = "application/vnd.plotly.v1+json";

export const SENTENCE = "Customers kept: business 81%, private 64%, and 'unknown' <5%.";

/** A figure of two traces, wide as those of a notebook, with a label in Persian and one that would close a script. */
const FIGURE = {
  data: [
    {
      type: "bar",
      name: "Kept",
      x: ["Business", "مشتریان", "</script><b>x"],
      y: [81, 64, 40],
      hovertemplate: "%{y}% kept",
    },
    { type: "bar", name: "Left", x: ["Business", "مشتریان", "</script><b>x"], y: [19, 36, 60] },
  ],
  layout: { width: 760, height: 420, title: { text: "Customers kept" }, barmode: "stack", showlegend: true },
} as const;

export async function figureOutput(): Promise<Output> {
  const { data, layout } = structuredClone(FIGURE) as unknown as Parameters<typeof pictureOf>[0];
  const { png, width, height } = await pictureOf({ data, layout, text: SENTENCE });
  const bundle = {
    [PLOTLY]: { data, layout, config: {} },
    "image/png": png.toString("base64"),
    "text/plain": SENTENCE,
  };
  return shown(bundle, { "image/png": { width, height } });
}

export const TABLE = `<table class="vafa-table">
<caption style="text-align:left;caption-side:top" dir="auto">Kept by segment</caption>
<thead><tr><th scope="col" style="text-align:left" dir="auto">segment</th><th scope="col" style="text-align:right" dir="auto">kept</th></tr></thead>
<tbody>
<tr><td style="text-align:left" dir="auto">مشتریان</td><td style="text-align:right" dir="auto">64%</td></tr>
<tr><td style="text-align:left" dir="auto">&lt;b&gt;bold&lt;/b&gt;</td><td style="text-align:right" dir="auto">–</td></tr>
</tbody></table>
<p dir="auto"><small>first 2 of 4,000 rows</small></p>`;

const WIDE_NAMES = [
  "response",
  "wave",
  "segment",
  "weight",
  "expectation_delivery",
  "perception_delivery",
  "importance_delivery",
];

/** A table wider than a sheet of paper, with a hash that has no place to break. */
const WIDE_TABLE = `<table class="vafa-table">
<thead><tr>${WIDE_NAMES.map((name) => `<th scope="col" style="text-align:right" dir="auto">${name}</th>`).join("")}</tr></thead>
<tbody><tr>${WIDE_NAMES.map((_, i) => `<td style="text-align:right" dir="auto">${1234.5 * i}</td>`).join("")}</tr></tbody></table>
<table class="vafa-table"><tbody><tr><td style="text-align:left" dir="auto">data/survey.csv</td>
<td style="text-align:left" dir="auto">${"a496bbed758f".repeat(8)}</td></tr></tbody></table>`;

/** Outputs that try to run a script, to load something, or to break out of their place. */
export const HOSTILE: readonly Output[] = [
  shown({ "text/html": "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>" }),
  shown({
    "text/html": '<table><td onclick="window.hacked = 3" style="background:url(http://a.example/x)">cell</td></table>',
  }),
  shown({ "text/html": '</div></main><iframe src="http://b.example/"></iframe><style>body{display:none}</style>' }),
  shown({
    "text/markdown":
      "[click](javascript:window.hacked=4) ![x](http://c.example/x.png) <script>window.hacked=5</script>",
  }),
  shown({ "text/plain": "<img src=x onerror='window.hacked = 6'>" }),
  shown({
    "image/svg+xml":
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>window.hacked = 7</script></svg>',
  }),
  shown({ "application/json": { html: "<script>window.hacked = 8</script>" } }),
  shown({
    [PLOTLY]: {
      data: [{ type: "scatter", x: [1, 2], y: [1, 2], text: ["</script><script>window.hacked = 9</script>", "b"] }],
      layout: { title: { text: '<a href="javascript:window.hacked=10">t</a><img src=x onerror="window.hacked=11">' } },
    },
    "text/plain": '"><script>window.hacked = 12</script>',
  }),
  { output_type: "stream", name: "stdout", text: "\u001b[31m<script>window.hacked = 13</script>\u001b[0m\n" },
  {
    output_type: "error",
    ename: "E",
    evalue: "v",
    traceback: ["\u001b[31mE\u001b[0m: <script>window.hacked = 14</script>"],
  },
];

export async function notebookCells(): Promise<Cell[]> {
  const figure = await figureOutput();
  return [
    markdown("# Whom do we keep, and *whom* not?\n\nThe board asks before the yearly plan: who stays?\n\nMore words."),
    code('import { retention } from "vafa";', { count: 1 }),
    code("let segment = 'business';", { tags: ["parameters"], count: 2 }),
    markdown(
      "## Data\n\nOne row is one customer. It costs $5 and $10 a head.\n\n| a | b |\n|---|---|\n| 1 | <i>x</i> |",
    ),
    code("await table(rows)", { count: 3, outputs: [shown({ "text/html": TABLE, "text/plain": "segment kept" })] }),
    markdown("## The answer"),
    code("await say(sentence)\nawait show(figure)", {
      tags: ["answer"],
      count: 4,
      outputs: [shown({ "text/markdown": "We keep **73% (71% to 75%)** of them.", "text/plain": "We keep" }), figure],
    }),
    markdown(
      "## وفاداری مشتریان\n\nمشتریان خصوصی کمتر می‌مانند. Only some.\n\n### Formula\n\nThe share is $\\frac{k}{n}$:\n\n$$\\hat p = \\frac{k}{n}$$",
    ),
    code("await show(figure)", { count: 5, outputs: [figure] }),
    markdown("## Limits\n\n- one\n- two\n\n## Limits\n\nAgain. [The other one](02-other.ipynb#data)."),
    code("await table(answers)", { count: 6, outputs: [shown({ "text/html": WIDE_TABLE })] }),
    code("console.log('done')", { count: 7, outputs: [{ output_type: "stream", name: "stdout", text: "done\n" }] }),
  ];
}
