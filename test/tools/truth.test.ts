import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { askCompanies, inWords, QUESTIONS, readTruth, SEEDS, writeTruth } from "../../tools/truth/companies.js";
import { plantedSlope } from "../../tools/truth/drivers.js";
import { expectedLeavers, expectedYears, ratioToOthers } from "../../tools/truth/expected.js";
import { plantedStories, stories } from "../../tools/truth/plantedStories.js";
import { verdictOf } from "../../tools/truth/question.js";
import { plantedFew } from "../../tools/truth/vitalFew.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { WHOLE } from "../trust/sized.js";

const { folder } = temporaryFolder();
const root = resolve(import.meta.dirname, "../..");

/** Not among the twenty. */
const SEED = 101;

describe("verdictOf(planted, told, isDecoy)", () => {
  test("what is planted is found or missed; of the rest each is a decoy or true as well", () => {
    const verdict = verdictOf(["a", "b"], ["b", "c", "d"], (finding) => finding === "d");
    expect(verdict).toEqual({ planted: ["a", "b"], found: ["b"], missed: ["a"], decoys: ["d"], also: ["c"] });
  });
});

describe("what is planted follows from the parameters", () => {
  test("four causes make up 80 % of the hazards of the shop's making", () => {
    expect(new Set(plantedFew())).toEqual(new Set(["Late delivery", "High price", "Out of stock", "Product quality"]));
  });

  test("the stories of segments: what resellers leave for, and who leaves for late deliveries", () => {
    expect(plantedStories()).toContain("Reseller, Out of stock: more than elsewhere");
    expect(plantedStories()).toContain("Everyday, Late delivery: more than elsewhere");
    expect(plantedStories().some((story) => story.includes("App problems"))).toBe(false);
    const app = stories().filter(({ cause }) => cause === "App problems");
    expect(app.map(({ ratio }) => ratio)).toEqual(app.map(() => expect.closeTo(1, 12)));
  });

  test("customer-years lie below two a customer, and more leave where hazards are higher", () => {
    expect(expectedYears("Reseller")).toBeLessThan(2 * 0.11 * 4000 * (0.57 + 0.43 / 2));
    expect(expectedYears("Reseller") / 0.11).toBeLessThan(expectedYears("Business") / 0.17);
    expect(expectedLeavers("Out of stock", "Reseller")).toBeGreaterThan(
      20 * expectedLeavers("Out of stock", "Business"),
    );
    expect(ratioToOthers(() => 3, "Everyday")).toBeCloseTo(1, 12);
  });
});

describe("plantedSlope(attribute)", () => {
  test("is the weight where there is neither penalty nor reward, and more with them", () => {
    expect(plantedSlope("price")).toBe(0.085);
    expect(plantedSlope("packaging")).toBe(0);
    // 0.35 · φ(−1.571)/0.955 and 0.25 · φ(1.466)/0.955, by hand.
    expect(plantedSlope("delivery")).toBeCloseTo(0.24 + 0.0426, 3);
    expect(plantedSlope("support")).toBeCloseTo(0.12 + 0.0357, 3);
  });
});

describe("docs/truth.json", () => {
  const kept = readTruth(root)!;

  test("is read as it was written", () => {
    mkdirSync(join(folder, "docs"));
    expect(readTruth(folder)).toBeNull();
    expect(writeTruth(folder, kept)).toBe(join("docs", "truth.json"));
    expect(readTruth(folder)).toEqual(kept);
  });

  test("holds every question as it is asked now, of every company", () => {
    expect(kept.map(({ companies: _, ...question }) => question)).toEqual(
      QUESTIONS.map(({ ask: _, ...question }) => question),
    );
    for (const { companies } of kept) expect(companies.map(({ seed }) => seed)).toEqual(SEEDS);
  });

  test("holds verdicts that add up, on what the parameters plant now", () => {
    for (const { companies } of kept) {
      for (const { planted, found, missed, decoys, also } of companies) {
        expect([...found, ...missed].sort()).toEqual([...planted].sort());
        expect([...decoys, ...also].filter((finding) => planted.includes(finding))).toEqual([]);
      }
    }
    expect(kept[0]!.companies[0]!.planted).toEqual(plantedFew());
    expect(kept[1]!.companies[0]!.planted).toEqual(plantedStories());
  });

  test("all that is planted was found in all twenty companies, and no decoy", () => {
    expect(kept.map(inWords)).toEqual([
      "The vital few reasons: 80 of 80 found, 0 decoys",
      "What segments leave for: 60 of 60 found, 0 decoys",
      "What regions leave for: nothing planted, 0 decoys",
      "A comparison that turns round: 40 of 40 found, 0 decoys",
      "What warns before leaving: 180 of 180 found, 0 decoys",
      "What drives satisfaction: 760 of 760 found, 0 decoys",
    ]);
  });
});

test.runIf(WHOLE)(
  "of a company that is not among the twenty, too, all that is planted is found and no decoy",
  async () => {
    const heard: number[] = [];
    const asked = await askCompanies([SEED], (seed) => heard.push(seed));
    expect(heard).toEqual([SEED]);
    for (const { title, companies } of asked) {
      expect([title, ...companies.flatMap(({ missed, decoys }) => [...missed, ...decoys])]).toEqual([title]);
    }
  },
);
