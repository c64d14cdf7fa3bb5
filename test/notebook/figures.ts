import type { Figure } from "../../src/plots/figure.js";

const size = { width: 640, height: 400 };
const figure = (data: object[], layout: object): Figure =>
  ({ data, layout: { ...size, ...layout }, text: "" }) as Figure;

/** One of each kind that the pictures must draw as a browser does. */
export const FIGURES: Readonly<Record<string, Figure>> = {
  bars: figure(
    [
      {
        type: "bar",
        name: "Kept",
        x: ["Business", "Private", "Resellers of the north"],
        y: [81, 64, 40],
        text: ["81%", "64%", "40%"],
      },
      { type: "bar", name: "Left", x: ["Business", "Private", "Resellers of the north"], y: [19, 36, 60] },
    ],
    {
      title: { text: "Customers <b>kept</b>, by segment" },
      barmode: "stack",
      yaxis: { title: { text: "share, %" } },
      showlegend: true,
    },
  ),
  scatter: figure(
    [
      {
        type: "scatter",
        mode: "lines+markers",
        x: [1, 2, 3, 4],
        y: [2.5, 3.1, 2.2, 4.8],
        error_y: { array: [0.3, 0.4, 0.2, 0.6] },
      },
      { type: "scattergl", mode: "markers", x: [1, 2, 3, 4], y: [1, 2, 3, 4], marker: { symbol: "diamond", size: 12 } },
    ],
    {
      title: { text: "Score by quarter" },
      showlegend: false,
      annotations: [{ x: 3, y: 2.2, text: "the warehouse moved", ax: 60, ay: 40 }],
    },
  ),
  heatmap: figure(
    [
      {
        type: "heatmap",
        x: ["Mon", "Tue", "Wed"],
        y: ["a", "b"],
        z: [
          [1, 2, 3],
          [3, 2, 1],
        ],
        texttemplate: "%{z}",
        showscale: true,
      },
    ],
    { title: { text: "Tickets a day" } },
  ),
  persian: figure(
    [
      {
        type: "bar",
        orientation: "h",
        y: ["مشتریان تجاری", "فروشندگان (12)", "خصوصی"],
        x: [81, 64, 40],
        name: "وفاداری",
      },
    ],
    { title: { text: "وفاداری مشتریان بر پایهٔ بخش" }, yaxis: { automargin: true }, showlegend: true },
  ),
  pie: figure([{ type: "pie", labels: ["Price", "Service", "Moved"], values: [50, 30, 20], hole: 0.4 }], {
    title: { text: "Reasons" },
  }),
};
