import { describe, expect, test } from "vitest";
import { besideSource } from "../../src/metrics/besideSource/besideSource.js";
import { sourcePlot } from "../../src/plots/besideSource.js";

const beside = besideSource(
  [
    { method: "lmg", driver: "raises", published: 0.12, decimals: 3 },
    { method: "lmg", driver: "learning", published: 0.156, decimals: 3 },
    { method: "<i>car</i>", driver: "raises", published: 0.1, decimals: 1 },
    { method: "none", driver: "raises", published: 1, decimals: 1 },
  ],
  [
    { method: "lmg", driver: "raises", ours: 0.1204 },
    { method: "lmg", driver: "learning", ours: 0.153 },
    { method: "<i>car</i>", driver: "raises", ours: 0.09 },
    { method: "none", driver: "raises", ours: null },
  ],
);

interface Trace {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly marker: { readonly symbol: string; readonly color: string };
}

describe("sourcePlot(beside)", () => {
  const figure = sourcePlot(beside);
  const [agreeing, apart] = figure.data as unknown as Trace[];

  test("sourcePlot(beside) is plain JSON: a row a method, each number by how many units of its last decimal it is off", () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(agreeing!.x[0]).toBeCloseTo(0.4, 9);
    expect(agreeing!.x[1]).toBeCloseTo(-0.1, 9);
    expect(agreeing!.y).toEqual([0, 1]);
    expect(apart!.x[0]).toBeCloseTo(-3, 9);
    expect(apart!.y).toEqual([0]);
  });

  test("sourcePlot(beside) tells what agrees by shape, not by colour alone, and shades where ours rounds to the source's", () => {
    expect(agreeing!.marker.symbol).not.toBe(apart!.marker.symbol);
    expect(figure.layout.shapes).toMatchObject([{ x0: -0.5, x1: 0.5 }]);
  });

  test("sourcePlot(beside) says how many agree, and which do not, and shows no markup of the source's", () => {
    expect(figure.text).toBe(
      "2 of 4 numbers of the source come out to the decimals it prints; not lmg, learning: source 0.156, ours 0.15300; none, raises: source 1.0, ours –.",
    );
    expect(JSON.stringify(figure.layout)).not.toContain("<i>car");
    expect(JSON.stringify(figure.layout)).toContain("Without a number of ours: 1.");
  });
});
