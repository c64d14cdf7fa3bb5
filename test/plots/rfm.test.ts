import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { type RfmOptions, rfm } from "../../src/metrics/rfm/rfm.js";
import { svgOf } from "../../src/notebook/picture/picture.js";
import { rfmPlot } from "../../src/plots/rfm.js";
import { rfmSegmentsPlot } from "../../src/plots/rfmSegments.js";

const written = (figure: object) => JSON.stringify(figure);

/** a to e: bought 1 to 5 times, each later and for more than the one before; and one who came after the day. */
const orders = () => {
  const rows = ["a", "b", "c", "d", "e"].flatMap((customer, i) =>
    Array.from({ length: i + 1 }, (_, k) => [customer, `2025-0${i + 5}-0${k + 1}`] as const),
  );
  const all = [...rows, ["later", "2026-02-01"] as const];
  return new DataFrame({
    customer: all.map(([customer]) => customer),
    date: all.map(([, date]) => date),
    amount: all.map((_, i) => 100 + i),
    region: all.map(([customer]) => (customer < "c" ? "x" : "y")),
  });
};

const result = (options: Partial<RfmOptions> = {}) =>
  rfm(orders(), { customer: "customer", date: "date", amount: "amount", asOf: "2025-12-31", ...options });

interface Heat {
  readonly z: readonly (readonly (number | null)[])[];
  readonly customdata: readonly (readonly string[])[];
}

describe("rfmPlot", () => {
  test("rfmPlot(result) is plain JSON: a cell is what the result says, the most recent on top", async () => {
    const found = await result();
    const figure = rfmPlot(found);
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [heat] = figure.data as unknown as Heat[];
    found.cells.forEach(({ recency, frequency, estimate }) => {
      expect(heat!.z[5 - recency]![frequency - 1]).toBe(estimate);
    });
    expect(heat!.customdata[0]![4]).toBe("recency 5, frequency 5: 560, n = 1");
    const letters = (figure.layout.annotations ?? []).map(({ x, y, text }) => [x, y, text]);
    expect(letters).toContainEqual([4, 0, '<b>560</b><br><span style="font-size:9px">n = 1</span>']);
    expect(letters).toContainEqual([0, 0, "nobody"]);
  });

  test("says the day, the customers, what the number is and what was left out", async () => {
    const figure = rfmPlot(await result({ windowDays: 300, monetary: "mean" }), { source: "orders.csv" });
    expect(written(figure.layout.title ?? {})).toMatch(
      /as of 2025-12-31, purchases of the last 300 days · n = 5 customers/,
    );
    expect(written(figure.layout.annotations ?? [])).toMatch(
      /mean of what a customer spent on a day.*1 rows are later than the day.*Source: orders.csv/,
    );
    expect(figure.text).toMatch(
      /^Mean of what a customer spent on a day with a purchase by scores of 1 to 5.*recency 5, frequency 5/,
    );
  });

  test("an interval stands in its cell where there is one, and small amounts have decimals", async () => {
    const table = new DataFrame({
      customer: ["a", "b", "c"],
      date: ["2025-01-01", "2025-01-01", "2025-01-01"],
      amount: [1, 2, 3],
    });
    const figure = rfmPlot(
      await rfm(table, { customer: "customer", date: "date", amount: "amount", asOf: "2025-12-31" }),
    );
    expect(written(figure.layout.annotations ?? [])).toContain("−0.48 to 4.48<br>n = 3");
  });

  test("can be drawn of nobody", async () => {
    const figure = rfmPlot(await result({ asOf: "2020-01-01" }));
    expect(figure.text).toContain("nobody (no purchases by the day)");
    expect(await svgOf(figure)).toContain("nobody");
  });
});

interface Tiles {
  readonly labels: readonly string[];
  readonly values: readonly number[];
  readonly text: readonly string[];
}

describe("rfmSegmentsPlot", () => {
  test("rfmSegmentsPlot(result) is plain JSON: tiles as large as the customers are many, with both shares", async () => {
    const found = await result();
    const figure = rfmSegmentsPlot(found, { population: "Buyers" });
    expect(JSON.parse(written(figure))).toEqual(figure);
    const [tiles] = figure.data as unknown as Tiles[];
    expect(Object.fromEntries(tiles!.labels.map((label, i) => [label, tiles!.values[i]]))).toEqual({
      ...{ Champions: 1, Loyal: 1, "Need attention": 1, Hibernating: 2 },
    });
    expect(tiles!.text[0]).toMatch(
      /^<b>Champions<\/b><br>20% of customers<br>\(4% to 62%\)<br>35% of value<br>\(0% to \d+%\)$/,
    );
    expect(figure.text).toMatch(/^RFM segments as of 2025-12-31.*Champions 20\.0% \(3\.6% to 62\.4%\) of customers/);
    expect(written(figure.layout.annotations ?? [])).toMatch(/Nobody: Potential loyalists, New/);
    expect(written(figure.layout.title ?? {})).toContain("Buyers · as of 2025-12-31");
  });

  test("the still picture has every tile's words", async () => {
    const svg = await svgOf(rfmSegmentsPlot(await result()));
    for (const name of ["Champions", "Loyal", "Need attention", "Hibernating"]) expect(svg).toContain(name);
  });

  test("a tile too small for words has them in the caption; a name is text, not HTML", async () => {
    const customers = Array.from({ length: 60 }, (_, i) => `c${i}`);
    const table = new DataFrame({
      customer: customers,
      date: customers.map((_, i) => (i === 0 ? "2025-12-01" : "2025-01-01")),
      amount: customers.map(() => 1),
    });
    const segments = [
      { name: "<b>late", recency: [2, 2], frequency: [1, 2] },
      { name: "rest", recency: [1, 1], frequency: [1, 2] },
    ] as const;
    const options = { customer: "customer", date: "date", amount: "amount", asOf: "2025-12-31", bins: 2, segments };
    const figure = rfmSegmentsPlot(await rfm(table, options));
    const [tiles] = figure.data as unknown as Tiles[];
    expect(tiles!.text[0]).toBe("");
    expect(tiles!.labels[0]).toBe("&lt;b&gt;late");
    expect(written(figure.layout.annotations ?? []).replaceAll("<br>", " ")).toContain(
      "Too small for words: &lt;b&gt;late (1.7% of customers, 1.7% of value).",
    );
  });

  test("draws one table only, and nobody", async () => {
    const byRegion = await result({ by: "region" });
    expect(() => rfmSegmentsPlot(byRegion)).toThrow(
      "rfmSegmentsPlot requires one table of segments; got one for each 'region'. Draw each one's own result",
    );
    const nobody = rfmSegmentsPlot(await result({ asOf: "2020-01-01" }));
    expect(nobody.data).toEqual([]);
    expect(nobody.text).toContain("nobody (no purchases by the day)");
  });
});
