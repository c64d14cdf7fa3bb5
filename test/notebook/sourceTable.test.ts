import { describe, expect, test } from "vitest";
import { besideSource } from "../../src/metrics/besideSource/besideSource.js";
import { COMPARISON, sourceTable } from "../../src/notebook/sourceTable.js";
import { sentOutputs } from "./sent-outputs.js";

const sent = sentOutputs();

const beside = besideSource(
  [
    { driver: "raises", published: 0.12, decimals: 3 },
    { driver: "<b>x</b>", published: -0.5, decimals: 1 },
    { driver: "none", published: 1, decimals: 0 },
  ],
  [
    { driver: "raises", ours: 0.12034 },
    { driver: "<b>x</b>", ours: -0.61 },
    { driver: "none", ours: null },
  ],
);

describe("sourceTable(beside)", () => {
  test("sourceTable(beside) writes the source's decimals, trailing zeros included, ours finer, and a computed check", async () => {
    await sourceTable(beside, { source: "Chatterjee" });
    expect(sent.last()["text/plain"]).toBe(
      [
        "1 of 3 numbers agree to the decimals printed",
        "",
        "driver    Chatterjee     ours  agrees",
        "────────  ──────────  ───────  ──────",
        "raises         0.120  0.12034  ✓",
        "<b>x</b>        −0.5   −0.610  ✗",
        "none               1        –  ✗",
      ].join("\n"),
    );
  });

  test("sourceTable(beside) leaves no markup of the source's in the page", async () => {
    await sourceTable(beside);
    const html = sent.last()["text/html"];
    expect(html).toContain("&lt;b&gt;x");
    expect(html).not.toContain("<b>x");
  });

  test("sourceTable(beside) carries its counts as data: how many agree, and which lies farthest in units of its last decimal", async () => {
    await sourceTable(beside);
    expect(sent.last()[COMPARISON]).toEqual({
      ...{ purpose: "reproduced", n: 3, agreeing: 1, without: 1 },
      // .61 is 1.1 tenths from .5; .12034 is a third of a thousandth from .12.
      farthest: { number: "<b>x</b>", units: 1.1 },
    });
  });

  test("numbers that are to differ are told from those that are to come out, and an excerpt from the whole", async () => {
    await sourceTable(beside, { purpose: "contrast" });
    expect(sent.last()[COMPARISON]).toMatchObject({ purpose: "contrast", n: 3 });
    await sourceTable({ ...beside, rows: beside.rows.slice(0, 1) });
    expect(sent.last()[COMPARISON]).toMatchObject({ purpose: "excerpt", n: 3 });
    await sourceTable({ ...beside, rows: beside.rows.slice(2), n: 1, agreeing: 0 });
    expect(sent.last()[COMPARISON]).toEqual({ purpose: "reproduced", n: 1, agreeing: 0, without: 1, farthest: null });
  });
});
