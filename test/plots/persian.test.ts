import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { language, phraseFor } from "../../src/language/language.js";
import { untranslated, word } from "../../src/language/words.js";
import { figureInLanguage } from "../../src/notebook/figure-in-language.js";
import type { Figure } from "../../src/plots/figure.js";
import { FIGURES } from "./persianFigures.js";

const PLOTS = resolve(import.meta.dirname, "../../src/plots");

/** Keys under which plotly finds what it writes. */
const WRITTEN = new Set(["text", "ticktext", "name", "customdata", "hovertext", "hovertemplate"]);

function writtenIn(value: unknown, isWritten: boolean): string[] {
  if (typeof value === "string") return isWritten ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => writtenIn(one, isWritten));
  return Object.entries(value).flatMap(([key, inner]) => writtenIn(inner, isWritten || WRITTEN.has(key)));
}

/** All that a reader sees of a figure, line by line, without markup and the places of values. */
function lines(figure: Figure): string[] {
  const { data, layout, text } = figureInLanguage(figure);
  return [...writtenIn(data, false), ...writtenIn(layout, false), text]
    .flatMap((one) => one.split(/<br\s*\/?>/))
    .map((line) => line.replace(/<[^>]*>|%\{[^}]*\}|[\u2066-\u2069\u200e]/g, "").trim());
}

/** The texts with values in them that a file says, as the catalogue knows them. */
function saidIn(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === "words") {
      const { template } = node;
      const spans: readonly ts.TemplateSpan[] = ts.isTemplateExpression(template) ? template.templateSpans : [];
      const head = ts.isTemplateExpression(template) ? template.head.text : template.text;
      found.push(spans.reduce((key, { literal }, i) => `${key}{${i}}${literal.text}`, head));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

beforeAll(() => language("fa"));
afterAll(() => language("en"));

describe.each(Object.entries(FIGURES))("%s in Persian", (_, drawn) => {
  test("says nothing in English: no two Latin words in a row, no Latin digit", async () => {
    const all = lines(await drawn());
    expect(all.length).toBeGreaterThan(5);
    expect(all.filter((line) => /[A-Za-z]{2,}[\s,;:.]+[A-Za-z]{2,}/.test(line))).toEqual([]);
    expect(all.filter((line) => /(?<![A-Za-z])[0-9]/.test(line))).toEqual([]);
    expect(untranslated()).toEqual([]);
  });
});

test("every text of a figure has words in Persian", () => {
  const paths = readdirSync(PLOTS).map((name) => join(PLOTS, name));
  expect(paths.length).toBeGreaterThan(50);
  expect([...new Set(paths.flatMap(saidIn))].filter((key) => phraseFor(key) === undefined)).toEqual([]);
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
