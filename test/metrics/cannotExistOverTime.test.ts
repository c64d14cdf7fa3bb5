import { describe, expect, test } from "vitest";
import {
  churnBySegment,
  comparePeriods,
  conversionIndex,
  customerPerformanceIndex,
  decomposeChange,
  nps,
  retentionCost,
  revenueIndex,
  scorecard,
  type TableLike,
  tacticEffect,
  winRate,
} from "../../src/index.js";
import { type Case, calling, expectNothing, unexplained } from "./existing.js";

const segments = calling(churnBySegment, { churned: "left", segment: "by" });
const spend = calling(retentionCost, { spend: 100, retained: "kept" });
const trial = calling(retentionCost, { spend: 100, retained: "kept", treated: "sent" });
const tactics = calling(tacticEffect, { tactic: "tactic", control: "none", retained: "kept", cost: { call: 5 } });

const efforts: readonly Case[] = [
  {
    why: "churnBySegment where nobody is known of",
    columns: { left: [null, null], by: ["a", "b"] },
    call: segments(),
    note: /no customers/,
  },
  {
    why: "churnBySegment of a segment nobody is known of",
    columns: { left: [true, false, null], by: ["a", "a", "b"] },
    call: segments(),
    at: "rows.1",
    note: /no customers/,
  },
  {
    why: "churnBySegment standardised to people it does not have",
    columns: { left: [true, false, true], by: ["a", "b", "b"], age: ["x", "x", "y"] },
    call: segments({ standardize: "age" }),
    at: "rows.0.standardized",
    note: /cannot be standardised/,
  },
  { why: "retentionCost of nobody", columns: { kept: [null, null] }, call: spend(), note: /nobody was there/ },
  {
    why: "retentionCost where nobody was kept",
    columns: { kept: [false, false] },
    call: spend(),
    note: /nobody was kept/,
  },
  {
    why: "retentionCost per customer kept by it, without a control group",
    columns: { kept: [true, false], sent: [true, true] },
    call: trial(),
    at: "overall.costPerIncremental",
    note: /nobody in the control group/,
  },
  {
    why: "retentionCost of keeping no more than without",
    columns: { kept: [true, false, true, false], sent: [true, true, false, false] },
    call: trial(),
    at: "overall.costPerIncremental",
    note: /kept no more than the control/,
  },
  {
    why: "tacticEffect of a tactic nobody is known of",
    columns: { tactic: ["call", "none", "none"], kept: [null, true, false] },
    call: tactics(),
    at: "rows.0",
    note: /nobody/,
  },
  {
    why: "tacticEffect without anybody in the control group",
    columns: { tactic: ["call", "call", "none"], kept: [true, false, null] },
    call: tactics(),
    at: "rows.0",
    note: /nobody in the control group/,
  },
];

const months = { date: "day", each: "month" } as const;
const won = { metric: winRate, options: { outcome: "outcome" } } as const;
const periods = (asOf: string) => (table: TableLike) => comparePeriods(table, { ...months, ...won, asOf });
const revenue = calling(revenueIndex, { ...months, amount: "amount", customer: "who" });
const visits = calling(conversionIndex, { ...months, converted: "bought" });
const change = { ...won, by: "by", period: "wave", from: "Q1", to: "Q2" } as const;

const overTime: readonly Case[] = [
  {
    why: "comparePeriods of a month without rows",
    columns: { day: ["2025-01-05", "2025-03-05"], outcome: ["won", "lost"] },
    call: periods("2025-03-31"),
    at: "rows.1",
    note: /no rows/,
  },
  {
    why: "comparePeriods of the first month has no month before it",
    columns: { day: ["2025-01-05", "2025-02-05"], outcome: ["won", "lost"] },
    call: periods("2025-02-28"),
    at: "rows.0.previous",
    note: /./,
  },
  {
    why: "comparePeriods of a running month is not compared",
    columns: { day: ["2025-01-05", "2025-02-05"], outcome: ["won", "lost"] },
    call: periods("2025-02-10"),
    at: "rows.1.previous",
    note: /running/,
  },
  {
    why: "comparePeriods of a month in which no deal was closed",
    columns: { day: ["2025-01-05", "2025-02-05"], outcome: ["won", null] },
    call: periods("2025-02-28"),
    at: "rows.1.previous",
    note: /no closed deals/,
  },
  {
    why: "revenueIndex over a base of 0",
    columns: { day: ["2025-01-05", "2025-02-05"], amount: [0, 5], who: ["x", "x"] },
    call: revenue({ asOf: "2025-02-28" }),
    at: "rows.1",
    note: /base|0/,
  },
  {
    why: "revenueIndex without dates",
    columns: { day: [null, null], amount: [0, 5], who: ["x", "x"] },
    call: revenue(),
    note: /no dates/,
  },
  {
    why: "revenueIndex of one customer has no interval",
    columns: { day: ["2025-01-05", "2025-02-05"], amount: [4, 5], who: ["x", "x"] },
    call: revenue({ asOf: "2025-02-28" }),
    lacks: "bounds",
    note: /one customer/,
  },
  {
    why: "revenueIndex of a running month",
    columns: { day: ["2025-01-05", "2025-02-05"], amount: [4, 5], who: ["x", "y"] },
    call: revenue({ asOf: "2025-02-10" }),
    at: "rows.1",
    note: /running/,
  },
  {
    why: "conversionIndex over a base without conversions",
    columns: { day: ["2025-01-05", "2025-02-05"], bought: [false, true] },
    call: visits({ asOf: "2025-02-28" }),
    at: "rows.1",
    note: /base|0/,
  },
  {
    why: "conversionIndex of a month nothing is known of",
    columns: { day: ["2025-01-05", "2025-02-05"], bought: [true, null] },
    call: visits({ asOf: "2025-02-28" }),
    at: "rows.1",
    note: /no cases/,
  },
  {
    why: "decomposeChange of a side that does not exist",
    columns: { wave: ["Q1", "Q2"], by: ["a", "a"], outcome: ["won", null] },
    call: (table) => decomposeChange(table, change),
    note: /Q2: no closed deals/,
  },
];

const speed = { name: "Speed", mean: "speed", floor: 0, goal: 10 };
const hours = { name: "Hours", mean: "hours", floor: 48, goal: 8 };
const performance = calling(customerPerformanceIndex, { components: [speed, hours] });

const together: readonly Case[] = [
  {
    why: "customerPerformanceIndex of an empty table",
    columns: { speed: [], hours: [] },
    call: performance(),
    note: /no value/,
  },
  {
    why: "customerPerformanceIndex without one of its components",
    columns: { speed: [4, 6], hours: [null, null] },
    call: performance(),
    note: /no value of 'Hours'/,
  },
  {
    why: "customerPerformanceIndex of one row has no interval",
    columns: { speed: [4], hours: [12] },
    call: performance(),
    lacks: "bounds",
    note: /./,
  },
  {
    why: "a component of customerPerformanceIndex without values",
    columns: { speed: [4, 6], hours: [null, null] },
    call: performance(),
    at: "overall.components.1",
    note: /no value/,
  },
  {
    why: "scorecard of an indicator that does not exist",
    columns: { score: [null, null] },
    call: async (table) => scorecard([{ result: await nps(table, { score: "score" }), target: { atLeast: 50 } }]),
    at: "rows.0",
    note: /no answers/,
  },
];

describe("what cannot exist is null, with a note: efforts, periods, indicators together", () => {
  test.each([...efforts, ...overTime, ...together])("$why", expectNothing);

  test("their notes are asked for", () => {
    expect(unexplained({ estimate: null, lower: null, upper: null, note: " " })).not.toEqual([]);
  });
});
