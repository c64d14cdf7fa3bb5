import { describe, expect, test } from "vitest";
import { besideSource } from "../../src/metrics/besideSource/besideSource.js";
import { sourceTable } from "../../src/notebook/sourceTable.js";
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
});
