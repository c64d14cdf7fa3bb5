import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { language, type Phrases } from "../../src/language/language.js";
import { OF_RESULTS, SAID } from "../../src/language/persian/persian.js";
import { word } from "../../src/language/words.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "src/language/persian");

beforeAll(() => language("fa"));
afterAll(() => language("en"));

const all: Phrases = { ...OF_RESULTS, ...SAID };
/** Without the marks that hold a text of its own direction together. */
const bare = (text: string) => text.replace(/[\u2067-\u2069\u200e]/g, "");
const placesIn = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

/** Names that are written in Latin letters with their digits. */
const NAMES = /\{\d+\}|SHA-256|<[^>]*>/g;

/** Every text of the folder's files by file. */
async function catalogues(): Promise<Map<string, Phrases>> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "persian.ts");
  const found = files.map(async (name) => {
    const exported: Record<string, Phrases> = await import(`../../src/language/persian/${name.slice(0, -3)}.ts`);
    return [name, Object.assign({}, ...Object.values(exported))] as const;
  });
  return new Map(await Promise.all(found));
}

test("a phrase names exactly the values that its English text has", () => {
  const wrong = Object.entries(all).filter(([key, phrase]) => String(placesIn(phrase)) !== String(placesIn(key)));
  expect(wrong).toEqual([]);
});

test("a phrase is written with Persian letters and digits", () => {
  const wrong = Object.entries(all).filter(
    ([key, phrase]) =>
      /[يكىة\u0660-\u0669]/.test(phrase) || /[0-9]/.test(phrase.replace(NAMES, "")) || /[\u0600-\u06ff]/.test(key),
  );
  expect(wrong).toEqual([]);
});

test("every file is part of the catalogue, and no two of them say a text differently", async () => {
  const known = new Map<string, string>();
  for (const [file, phrases] of await catalogues()) {
    for (const [key, phrase] of Object.entries(phrases)) {
      expect(all[key], `${file}: ${key}`).toBe(phrase);
      expect(known.get(key) ?? phrase, `${file}: ${key}`).toBe(phrase);
      known.set(key, phrase);
    }
  }
  expect(known.size).toBe(Object.keys(all).length);
});

test("what is said already is not said differently when it is looked up again", () => {
  const whole = Object.values(all).filter((phrase) => placesIn(phrase).length === 0);
  expect(whole.filter((phrase) => bare(word(phrase)) !== bare(phrase))).toEqual([]);
});

/** The texts of words`…` in a file, as keys, and of word("…"). */
function saidIn(path: string): string[] {
  const source = readFileSync(path, "utf8");
  if (!source.includes("language/words.js")) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === "words") {
      const { template } = node;
      const parts = ts.isNoSubstitutionTemplateLiteral(template)
        ? [template.text]
        : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
      found.push(parts.slice(1).reduce((text, part, i) => `${text}{${i}}${part}`, parts[0]!));
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "word") {
      const [text] = node.arguments;
      if (text !== undefined && ts.isStringLiteral(text)) found.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.ES2022));
  return found;
}

const sources = ["src/format", "src/notebook", "src/plots", "tools"].flatMap((name) =>
  readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.includes("node_modules"))
    .map((path) => join(name, path)),
);

test("whatever the code says with words is known in Persian", () => {
  const unknown = sources.flatMap((path) =>
    saidIn(join(root, path)).flatMap((key) => (key in all ? [] : [`${path}: ${key}`])),
  );
  expect(unknown).toEqual([]);
});

/** Texts of results with what they are to read like. */
const RESULTS: readonly [string, string][] = [
  ["Retention (sales-adjusted, end = NRR)", "نرخ حفظ مشتری (تعدیل‌شده با فروش، پایان = NRR)"],
  ["CSAT (top two: 4 and 5 of 1 to 5)", "رضایت مشتری (CSAT؛ دو پاسخ بالا: ۴ و ۵ از ۱ تا ۵)"],
  [
    "Churn (of customers at the start, gone after 90 days without activity)",
    "نرخ ریزش (از مشتریان ابتدای دوره، رفته پس از ۹۰ روز بی‌فعالیتی)",
  ],
  ["one answer: no adjusted Wald interval", "یک پاسخ: بدون بازهٔ والد تعدیل‌شده"],
  ["2025-Q4: no answers", "فصل چهارم ۲۰۲۵: بدون پاسخ"],
  ["fewer than 10 customers; nobody gave 'App problems'", "کمتر از ۱۰ مشتری؛ هیچ‌کس «مشکلات اپلیکیشن» را نگفت"],
  ["without 'a', 'b' (80 % of the weights are there)", "بدون «a»، «b» (۸۰٪ وزن‌ها موجود است)"],
  ["12 customers with a loss: keeping them lowers the rate", "۱۲ مشتری زیان‌ده: حفظ آنها نرخ را پایین می‌آورد"],
];

test("texts of results are found by their patterns, with what stands in them", () => {
  for (const [english, persian] of RESULTS) expect(bare(word(english))).toBe(persian);
});
