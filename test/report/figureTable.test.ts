import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import { figureTable } from "../../tools/report/formats/figure-table.js";
import { dataOf, PLOTLY } from "../../tools/report/formats/notebook-data.js";
import { findNotebooks } from "../../tools/run/find-notebooks.js";
import { readNotebook } from "../../tools/run/notebook.js";
import { ROOT } from "../../tools/setup/places.js";

afterEach(() => language("en"));

/** A figure's table as lines, the names of its columns first. */
function linesOf(figure: Parameters<typeof figureTable>[0]): unknown[][] {
  const { columns, rows } = figureTable(figure);
  return [
    columns.map(({ name }) => name),
    ...Array.from({ length: rows }, (_, i) => columns.map(({ values }) => values[i])),
  ];
}

const ROWS = {
  tickvals: [0, 1],
  ticktext: ['<b>All</b><br><span style="font-size:10px">n = 12</span>', "A &lt; B<br>and C"],
};

describe("figureTable(figure)", () => {
  test("has a row for each mark: its row's name and small print, its number and both ends of its interval", () => {
    const bars = { array: [2, 3], arrayminus: [1, 4] };
    const dots = {
      type: "scatter",
      x: [10, 20],
      y: [0, 1],
      error_x: bars,
      customdata: ["10 (9 to 12)", "20 (16 to 23)"],
    };
    const layout = { xaxis: { title: { text: "NPS, points" } }, yaxis: ROWS };
    expect(linesOf({ data: [dots], layout })).toEqual([
      ["label", "detail", "NPS, points", "NPS, points: lower", "NPS, points: upper", "reading"],
      ["All", "n = 12", 10, 9, 12, "10 (9 to 12)"],
      ["A < B and C", null, 20, 16, 23, "20 (16 to 23)"],
    ]);
  });

  test("leaves out what only decorates, and an interval of no length", () => {
    const data = [
      { type: "scatter", x: [5, 6], y: [0, 1], hoverinfo: "skip", mode: "text", text: ["5", "6"] },
      { type: "bar", x: [7], y: [0], visible: false },
      { type: "bar", x: [5], y: [0], error_x: { array: [0], arrayminus: [0] } },
    ];
    expect(linesOf({ data, layout: { yaxis: ROWS, shapes: [{ type: "line" }] } })).toEqual([
      ["label", "detail", "across"],
      ["All", "n = 12", 5],
    ]);
  });

  test("gives a band to the line it lies behind, where both have a point", () => {
    const ground = { hoverinfo: "skip", legendgroup: "a" };
    const data = [
      { type: "scatter", x: [1, 2], y: [0.5, 0.4], ...ground },
      { type: "scatter", x: [1, 2], y: [0.7, 0.6], fill: "tonexty", ...ground },
      { type: "scatter", name: "other", x: [1], y: [0.1], legendgroup: "b" },
      { type: "scatter", name: "a", x: [0, 1, 2], y: [1, 0.6, 0.5], legendgroup: "a" },
    ];
    const layout = { xaxis: { title: { text: "days" } }, yaxis: { title: { text: "kept" } } };
    expect(linesOf({ data, layout }).slice(1)).toEqual([
      ["other", 1, 0.1, null, null],
      ["a", 0, 1, null, null],
      ["a", 1, 0.6, 0.5, 0.7],
      ["a", 2, 0.5, 0.4, 0.6],
    ]);
  });

  test("tells rows that stand beside one another from numbers, in the digits of either language", () => {
    const beside = (offset: number) => ({ type: "bar", x: [0 + offset, 1 + offset], y: [3, 4] });
    const numbered = { tickvals: [0, 1], ticktext: ["۰", "۱"] };
    const inRows = linesOf({ data: [beside(-0.2), beside(0.2)], layout: { xaxis: numbered } });
    expect(inRows.slice(1).map(([place]) => place)).toEqual([0, 1, 0, 1]);
    const curve = { type: "scatter", x: [0.25, 0.9], y: [3, 4] };
    expect(linesOf({ data: [curve], layout: { xaxis: numbered } }).slice(1)).toEqual([
      [0.25, 3],
      [0.9, 4],
    ]);
    const percent = { tickvals: [0, 0.5, 1], ticktext: ["۰٪", "۵۰\u200f٪", "۱۰۰٪"] };
    expect(linesOf({ data: [curve], layout: { xaxis: percent } })[1]).toEqual([0.25, 3]);
  });

  test("has a grid cell by cell, and says what colours mean that stand for findings", () => {
    const layout = { xaxis: { ...ROWS, title: { text: "month" } }, yaxis: { tickvals: [0], ticktext: ["May"] } };
    const z = [[0.5, null]];
    expect(linesOf({ data: [{ type: "heatmap", z, x: [0, 1], y: [0], customdata: [["50%", ""]] }], layout })).toEqual([
      ["label", "month", "detail", "value", "reading"],
      ["May", "All", "n = 12", 0.5, "50%"],
    ]);
    const findings = { type: "heatmap", z: [[-1, 1]], x: [0, 1], y: [0], zmin: -1, zmax: 1 };
    expect(linesOf({ data: [findings], layout })[0]).toContain("−1 less, 1 more, 0 not told from chance");
  });

  test("has the parts of a whole, and the headings of a figure's parts", () => {
    const parts = { type: "treemap", labels: ["Loyal", "Lost"], parents: ["", "Loyal"], values: [3, 4] };
    expect(linesOf({ data: [parts] })).toEqual([
      ["part of", "label", "value"],
      [null, "Loyal", 3],
      ["Loyal", "Lost", 4],
    ]);
    const layout = {
      xaxis: { domain: [0, 0.4] },
      xaxis2: { domain: [0.6, 1] },
      annotations: [
        { text: "<b>First</b>", x: 0, y: 1, xref: "paper", yref: "paper" },
        { text: "<b>Second</b><br><span>n = 3</span>", x: 0.6, y: 1, xref: "paper", yref: "paper" },
      ],
    };
    const data = [
      { type: "scatter", x: [1], y: [2] },
      { type: "scatter", x: [3], y: [4], xaxis: "x2" },
    ];
    expect(linesOf({ data, layout }).slice(1)).toEqual([
      ["First", 1, 2],
      ["Second", 3, 4],
    ]);
  });

  test("reads numbers however they are held: a list, a typed array, packed", () => {
    const packed = { bdata: Buffer.from(Float64Array.of(1.5, -2).buffer).toString("base64"), dtype: "f8" };
    expect(linesOf({ data: [{ type: "scatter", x: packed, y: Float32Array.of(3, 4) }] }).slice(1)).toEqual([
      [1.5, 3],
      [-2, 4],
    ]);
    const matrix = {
      bdata: Buffer.from(Int8Array.of(1, 2, 3, 4).buffer).toString("base64"),
      dtype: "i1",
      shape: "2, 2",
    };
    expect(linesOf({ data: [{ type: "heatmap", z: matrix }] }).slice(1)).toEqual([
      [0, 0, 1],
      [0, 1, 2],
      [1, 0, 3],
      [1, 1, 4],
    ]);
  });

  test("of nothing, and of what is no figure, is empty", () => {
    for (const figure of [{}, { data: [] }, { data: [{ type: "unknown" }] }, { data: "x", layout: null }])
      expect(figureTable(figure)).toEqual({ columns: [], rows: 0 });
  });

  test("is called by Persian names in a Persian report", async () => {
    await language("fa");
    const data = [{ type: "bar", name: "\u2067ماندگار\u2069", x: [1], y: [0], error_x: { array: [1] } }];
    const layout = {
      xaxis: { title: { text: "سهم" } },
      yaxis: { tickvals: [0], ticktext: ["\u2067<b>همه</b>\u2069"] },
    };
    expect(linesOf({ data, layout })).toEqual([
      ["سری", "نام", "سهم", "سهم: کران پایین", "سهم: کران بالا"],
      ["ماندگار", "همه", 1, 0, 2],
    ]);
  });
});

test("every figure of every notebook has its data, each value a number or a text, no name twice", () => {
  for (const { file, name } of findNotebooks(join(ROOT, "notebooks"))) {
    const notebook = readNotebook(file, name);
    const outputs = notebook.cells.flatMap((cell) => cell.outputs ?? []).filter(({ data }) => data?.[PLOTLY]);
    const { figures } = dataOf(notebook);
    expect(figures, name).toHaveLength(outputs.length);
    for (const { title, table, csv } of figures) {
      expect(table.rows, `${name}: ${title}`).toBeGreaterThan(0);
      const names = table.columns.map((column) => column.name);
      expect(new Set(names).size, `${name}: ${names}`).toBe(names.length);
      const cells = table.columns.flatMap(({ values }) => values);
      const kinds = new Set(cells.map((cell) => (cell === null ? "null" : typeof cell)));
      for (const kind of kinds) expect(["number", "string", "null"]).toContain(kind);
      expect(cells.filter((cell) => /<\/?(b|i|br|span)\b|[\u2066-\u2069]/.test(String(cell)))).toEqual([]);
      expect(csv).toMatch(/^\d\d(-[a-z0-9-]+)?\.csv$/);
    }
    expect(new Set(figures.map(({ csv }) => csv)).size).toBe(figures.length);
  }
});
