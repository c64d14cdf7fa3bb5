import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import { untranslated } from "../../src/language/words.js";
import { FIGURES_OF_SURVEYS } from "./persianFiguresOfSurveys.js";
import { FIGURES_OF_VALUE } from "./persianFiguresOfValue.js";
import { linesOf } from "./persianLines.js";

beforeAll(() => language("fa"));
afterAll(() => language("en"));

describe.each(Object.entries({ ...FIGURES_OF_SURVEYS, ...FIGURES_OF_VALUE }))("%s in Persian", (_, drawn) => {
  test("says nothing in English: no two Latin words in a row, no Latin digit", async () => {
    const all = linesOf(await drawn());
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter((line) => /[A-Za-z]{2,}[\s,;:.]+[A-Za-z]{2,}/.test(line))).toEqual([]);
    expect(all.filter((line) => /(?<![A-Za-z])[0-9]/.test(line))).toEqual([]);
    expect(untranslated()).toEqual([]);
  });
});
