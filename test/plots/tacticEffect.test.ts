import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { tacticEffect, tacticEffectFromCounts } from "../../src/metrics/tacticEffect/tacticEffect.js";
import { differencesPlot } from "../../src/plots/differences.js";
import { tacticPlot } from "../../src/plots/tacticEffect.js";

const HOSTILE = '<a href="javascript:alert(1)">x</a> & y';

const counts = {
  none: { n: 100, retained: 60, cost: 0 },
  call: { n: 100, retained: 70, cost: 10 },
  [HOSTILE]: { n: 100, retained: 65, cost: 70 },
  visit: { n: 50, retained: 40, cost: 60 },
};

interface Trace {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly error_y: { readonly array: readonly number[] };
}

const traces = (figure: { readonly data: readonly object[] }) => figure.data as unknown as Trace[];

describe("tacticPlot", () => {
  const result = tacticEffectFromCounts(counts, { control: "none" });

  test("tacticPlot(result) is plain JSON: cost and difference of each tactic, the dominated apart, the control at 0", () => {
    const figure = tacticPlot(result, { currency: "€" });
    const written = JSON.stringify([figure.data, figure.layout]);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(written).not.toContain("<a ");
    const [line, best, dominated, control] = traces(figure);
    expect(line!.x).toEqual([0, 10, 60]);
    expect([best!.x, best!.name]).toEqual([[10, 60], "not dominated"]);
    expect(best!.y).toEqual(result.rows.filter(({ dominance }) => dominance === null).map(({ estimate }) => estimate));
    expect(dominated!.x).toEqual([70]);
    expect(best!.error_y.array[0]).toBeCloseTo(result.rows[0]!.upper! - result.rows[0]!.estimate!, 12);
    expect([control!.x, control!.y]).toEqual([[0], [0]]);
    expect(written).toContain("n = 350 customers");
  });

  test("the sentence says what each kept, what it cost and what dominates it", () => {
    expect(tacticPlot(result, { currency: "€" }).text).toMatch(
      /^Customers kept by each tactic, above none, of 350 customers: call 10\.0 points \(.+\) at 10 € a customer, 100 \(at least \d+\) € for each kept; .+dominated: another costs no more and keeps no fewer \(call\); visit .+\.$/,
    );
  });

  test("refuses tactics by segment", async () => {
    const columns = { tactic: ["none", "a"], kept: [true, false], cost: [0, 1], region: ["n", "n"] };
    const options = { tactic: "tactic", control: "none", retained: "kept", cost: "cost", by: "region" };
    const split = await tacticEffect(new DataFrame(columns), options);
    expect(() => tacticPlot(split)).toThrow(
      "tacticPlot requires tactics over all customers; got region and tactic: use differencesPlot",
    );
  });

  test("differencesPlot names the segment of each tactic", async () => {
    const columns = { tactic: ["none", "a"], kept: [true, false], cost: [0, 1], region: ["north", "north"] };
    const options = { tactic: "tactic", control: "none", retained: "kept", cost: "cost", by: "region" };
    const { text } = differencesPlot(await tacticEffect(new DataFrame(columns), options));
    expect(text).toMatch(/^Customers kept by each tactic: north: a − none −100\.0%/);
  });
});
