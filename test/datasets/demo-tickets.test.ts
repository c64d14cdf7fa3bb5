import { describe, expect, test } from "vitest";
import { isoMinute, parseDay } from "../../src/datasets/demo/calendar.js";
import { afterWorkingMinutes } from "../../src/datasets/demo/tables/tickets.js";

const minute = (day: string, hour: number, past = 0) => parseDay(day) * 1440 + hour * 60 + past;
const text = (at: number) => isoMinute(Math.floor(at / 1440), at % 1440).slice(0, 16);

describe("afterWorkingMinutes(from, work)", () => {
  test.each([
    ["within the day", minute("2025-07-01", 9), 90, "2025-07-01T10:30"],
    ["opened before the desk opens", minute("2025-07-01", 6), 30, "2025-07-01T08:30"],
    ["to the very end of the day", minute("2025-07-01", 8), 600, "2025-07-01T18:00"],
    ["overnight", minute("2025-07-01", 17, 30), 60, "2025-07-02T08:30"],
    ["opened after hours", minute("2025-07-01", 21), 10, "2025-07-02T08:10"],
    ["Thursday noon to Saturday", minute("2025-07-03", 12, 30), 60, "2025-07-05T08:30"],
    ["opened on a Friday", minute("2025-07-04", 11), 5, "2025-07-05T08:05"],
    ["a whole week of 55 hours", minute("2025-07-05", 8), 55 * 60, "2025-07-10T13:00"],
  ])("%s", (_, from, work, resolved) => {
    expect(text(afterWorkingMinutes(from, work))).toBe(resolved);
  });
});
