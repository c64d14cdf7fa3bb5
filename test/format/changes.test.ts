import { DataFrame } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { change, changes } from "../../src/format/changes.js";
import { winRate } from "../../src/metrics/caseShares/winRate.js";
import { comparePeriods } from "../../src/metrics/periods/comparePeriods.js";
import { noChange } from "../../src/metrics/periods/periodChange.js";

const won = { ...noChange("2025-Q1", 200, ""), estimate: 0.0512, lower: 0.012, upper: 0.0894, note: null };

describe("change(value, unit)", () => {
  test("shares change by percentage points, hours by hours, all with their sign", () => {
    expect(change({ ...won, direction: "up" }, "share")).toBe("up +5.1 pp (+1.2 to +8.9)");
    expect(change({ ...won, estimate: -20.6, lower: -43.3, upper: 2.04, direction: "cannot tell" }, "hours")).toBe(
      "cannot tell: −20.6 h (−43.3 to +2.0)",
    );
    expect(change({ ...won, estimate: -17.65, lower: -25.7, upper: -9.5, direction: "down" }, "points")).toBe(
      "down −18 (−26 to −10)",
    );
  });

  test("what cannot be told says why", () => {
    expect(change(noChange("2025-Q1", 0, "no 2025-Q1 in the table"), "share")).toBe("– (no 2025-Q1 in the table)");
    expect(change({ ...won, lower: null, upper: null }, "pages")).toBe("+0.05 (no interval)");
  });
});

test("changes(results) has one row an indicator: its last complete period and both changes", async () => {
  const rows = (day: string, wins: number) =>
    Array.from({ length: 10 }, (_, i) => ({ day, outcome: i < wins ? "won" : "lost" }));
  const all = [...rows("2024-02-01", 2), ...rows("2025-01-01", 2), ...rows("2025-02-01", 8)];
  const frame = new DataFrame({ day: all.map(({ day }) => day), outcome: all.map(({ outcome }) => outcome) });
  const asked = { metric: winRate, options: { outcome: "outcome" }, date: "day", each: "month" } as const;
  const [row] = changes({ won: await comparePeriods(frame, { ...asked, asOf: "2025-02-28" }) });
  expect(row).toMatchObject({ indicator: "won", period: "2025\u201102" });
  expect(row!.now).toBe("80.0% (49.0% to 94.3%)");
  expect(row!["against last year"]).toMatch(/^up \+60\.0 pp \(\+\d+\.\d to \+\d+\.\d\)$/);
  expect(row!["against the period before"]).toBe(row!["against last year"]);
});
