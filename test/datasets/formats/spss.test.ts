import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSpss } from "../../../src/datasets/formats/spss.js";
import { Issues } from "../../../src/datasets/issues.js";
import { load } from "../../../src/datasets/load.js";
import { reading } from "../../../src/datasets/reading.js";
import { temporaryFolder } from "../temporary-folder.js";

const FILE = join(import.meta.dirname, "../../fixtures/formats/answers.sav");
const { write } = temporaryFolder();

test("readSpss(file).described is what the file says: questions, labels, codes for no answer, the weight", async () => {
  const scanned = await readSpss(FILE, new Issues());
  const question = "چقدر ما را به دوستان خود توصیه می‌کنید؟";
  expect(scanned!.described).toEqual({
    name: "answers",
    row: "one row of the file",
    columns: {
      recommend: {
        type: "number",
        missing: ["-1", "99"],
        labels: { 0: "هرگز", 10: "حتماً", 99: "نمی‌دانم" },
        description: question,
      },
      شهر: { type: "text", description: "شهر" },
      customer_weight: { type: "number", role: "weight", description: "customer_weight" },
      day: { type: "date", description: "day" },
      at: { type: "datetime", description: "at" },
      comment: { type: "text", description: "comment" },
    },
  });
  expect([...scanned!.questions!]).toEqual([["recommend", question]]);
});

test("load(file.sav): codes for no answer are missing, dates are ISO, long texts are whole", async () => {
  const frame = await load(FILE);
  expect(frame.values).toEqual([
    [9, "تهران", 1.5, "2026-03-21", "2026-03-21T14:05:30", "ب".repeat(400)],
    [null, "شیراز", 0.5, null, null, "x".repeat(700)],
    [null, null, 1, "1999-12-31", null, null],
    [7, "یزد", 1, "2024-02-29", "2024-02-29T00:00:00", "a\nb"],
    [null, "تهران", 2, null, null, "00123"],
  ]);
  expect(reading(frame).rejected).toBe(0);
});

test("a file that was cut off is refused, wherever", async () => {
  const whole = readFileSync(FILE);
  for (const length of [0, 3, 200, Math.floor(whole.length / 2), whole.length - 9]) {
    const issues = new Issues();
    expect(await readSpss(write("cut.sav", whole.subarray(0, length)), issues)).toBe(null);
    expect(() => issues.throwIfAny("load cut.sav")).toThrow(/the file cannot be read as SPSS/);
  }
});
