import { beforeEach, describe, expect, test, vi } from "vitest";
import * as picture from "../../src/notebook/picture/picture.js";
import { plain, plainFigure } from "../../src/notebook/plain-figure.js";
import { reproducibility } from "../../src/notebook/reproducibility.js";
import { show } from "../../src/notebook/show.js";
import type { Figure } from "../../src/plots/figure.js";
import { ROOT } from "../../tools/setup/places.js";
import { sentOutputs } from "./sent-outputs.js";

const sent = sentOutputs();
const PLOTLY = "application/vnd.plotly.v1+json";

const FIGURE: Figure = {
  data: [{ type: "bar", x: ["a", "b"], y: [1 / 3, 2] }],
  layout: { width: 500, height: 300, title: { text: "Bars" } },
  text: "Bars: a 0.33, b 2.",
};

/** Width and height as the PNG itself says them. */
const sizeOf = (base64: string) => {
  const bytes = Buffer.from(base64, "base64");
  return { signature: bytes.toString("latin1", 1, 4), width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
};

describe("show(figure)", () => {
  beforeEach(() => {
    vi.restoreAllMocks();
  });

  test("is one output: figure, picture of twice the size it is shown at, and sentence", async () => {
    await show(FIGURE);
    expect(sent.all).toHaveLength(1);
    const [{ data, metadata } = { data: {}, metadata: {} }] = sent.all;
    expect(Object.keys(data)).toEqual([PLOTLY, "image/png", "text/plain"]);
    expect(data[PLOTLY]).toEqual({
      data: [{ type: "bar", x: ["a", "b"], y: [0.333333333333, 2] }],
      layout: FIGURE.layout,
      config: { responsive: true, displaylogo: false },
    });
    expect(data["text/plain"]).toBe(FIGURE.text);
    expect(sizeOf(String(data["image/png"]))).toEqual({ signature: "PNG", width: 1000, height: 600 });
    expect(metadata).toEqual({ "image/png": { width: 500, height: 300 } });
  });

  test("has a size of its own where the figure states none", async () => {
    await show({ ...FIGURE, layout: {} });
    expect(sent.all[0]?.metadata).toEqual({ "image/png": { width: 760, height: 440 } });
  });

  test("shows a figure whose picture fails all the same, and says why", async () => {
    vi.spyOn(picture, "pictureOf").mockRejectedValue(new Error("no font"));
    await show(FIGURE);
    expect(sent.last()).toMatchObject({ [PLOTLY]: {}, "text/plain": `${FIGURE.text}\n(no still picture: no font)` });
    expect(sent.last()).not.toHaveProperty("image/png");
  });

  test("leaves the figure as it was", async () => {
    const before = structuredClone(FIGURE);
    await show(FIGURE);
    expect(FIGURE).toEqual(before);
  });
});

describe("plain(value)", () => {
  test("has at most 12 digits, so that every version of Node writes the same", () => {
    expect(plain([1 / 3, 0.1 + 0.2, 123456789.1234567, 1e-20 / 3])).toEqual([
      0.333333333333, 0.3, 123456789.123, 3.33333333333e-21,
    ]);
  });

  test("makes arrays of typed ones, text of dates, null of what JSON has no number for", () => {
    expect(plain(new Float64Array([1, Number.NaN]))).toEqual([1, null]);
    expect(plain(new BigInt64Array([5n]))).toEqual([5]);
    expect(plain({ a: Infinity, b: new Date("2026-06-30"), c: new Date(Number.NaN), d: 7n })).toEqual({
      a: null,
      b: "2026-06-30T00:00:00.000Z",
      c: null,
      d: 7,
    });
  });

  test("leaves out what JSON has no place for, and keeps the length of a list", () => {
    expect(plain({ a: undefined, b: () => 1, c: [undefined, 1] })).toEqual({ c: [null, 1] });
  });

  test("is JSON: written and read back it is the same", () => {
    const { data, layout } = plainFigure({ ...FIGURE, data: [{ ...FIGURE.data[0], z: new Float32Array(3) } as never] });
    expect(JSON.parse(JSON.stringify({ data, layout }))).toEqual({ data, layout });
  });
});

describe("reproducibility(options)", () => {
  const options = {
    seed: 7,
    parameters: { quarter: "2026-Q2", level: 0.95, "<b>": null },
    data: [
      { file: `${ROOT}/data/survey.csv`, sha256: "ab12", rows: 5380 },
      { file: "/home/somebody/secret/orders.csv", sha256: "cd34", rows: 2 },
    ],
  };

  test("says versions, data with their hashes, seed and parameters", async () => {
    await reproducibility(options);
    const text = String(sent.last()["text/plain"]);
    expect(text).toMatch(/^versions +Vafa [\d.]+, Danfo 1\.2\.0, plotly 4\.1\.2, tslab 1\.0\.22, Node \d+$/m);
    expect(text).toMatch(/^data\/survey\.csv +5,380 rows, SHA-256 ab12$/m);
    expect(text).toMatch(/^seed +7$/m);
    expect(text).toMatch(/^quarter +"2026-Q2"$/m);
    expect(String(sent.last()["text/html"])).toContain("&lt;b&gt;");
  });

  test("names no folder of this machine and no time: two runs say the same", async () => {
    await reproducibility(options);
    const once = sent.last();
    for (const text of Object.values(once).map(String)) {
      expect(text).not.toContain(ROOT);
      expect(text).not.toContain("/home/");
      expect(text).toContain("orders.csv");
    }
    await reproducibility(options);
    expect(sent.last()).toEqual(once);
  });
});
