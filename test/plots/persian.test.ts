import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import { untranslated, word } from "../../src/language/words.js";
import { figureInLanguage } from "../../src/notebook/figure-in-language.js";
import { FIGURES } from "./persianFigures.js";
import { linesOf } from "./persianLines.js";

beforeAll(() => language("fa"));
afterAll(() => language("en"));

describe.each(Object.entries(FIGURES))("%s in Persian", (_, drawn) => {
  test("says nothing in English: no two Latin words in a row, no Latin digit", async () => {
    const all = linesOf(await drawn());
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter((line) => /[A-Za-z]{2,}[\s,;:.]+[A-Za-z]{2,}/.test(line))).toEqual([]);
    expect(all.filter((line) => /(?<![A-Za-z])[0-9]/.test(line))).toEqual([]);
    expect(untranslated()).toEqual([]);
  });
});

test("what figures call their rows is looked up, not only what they say of them", () => {
  for (const name of ["warns", "cannot tell", "behind, matters", "Still members", "keeps its sign", "within segments"])
    expect(word(name)).not.toBe(name);
});

test("a name that goes on in the next line is kept together in both, and spaces beside a text keep their side", () => {
  const written = (text: string) => figureInLanguage({ data: [{ name: text }], layout: {}, text }).data[0];
  expect(written("بخش \u2068Very<br>long\u2069 ما")).toEqual({
    name: "\u2067بخش \u2068Very\u2069\u2069<br>\u2067\u2068long\u2069 ما\u2069",
  });
  expect(written("\u00a0\u00a0۵۱\u200f٪")).toEqual({ name: "\u00a0\u00a0\u2067۵۱\u200f٪\u2069" });
});
