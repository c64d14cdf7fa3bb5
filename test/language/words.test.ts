import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { persianPeriods } from "../../src/language/dates.js";
import { inDigits } from "../../src/language/digits.js";
import { language, type Phrases } from "../../src/language/language.js";
import { prose, untranslated, word, words } from "../../src/language/words.js";

/** Chooses Persian with these phrases alone. */
function saying(said: Phrases, ofResults: Phrases = {}): void {
  const [own, results] = [said, ofResults].map((phrases) => new Map(Object.entries(phrases)));
  const chosen = { code: "fa", phrases: new Map([...results!, ...own!]), ofResults: results };
  Object.assign(globalThis, { [Symbol.for("vafa.language")]: chosen });
}

/** Without the marks that hold a text of its own direction together. */
const bare = (text: string) => text.replace(/[\u2067-\u2069\u200e\u200f]/g, "");
const isolated = (text: string) => `\u2068${text}\u2069`;

afterEach(() => language("en"));

test("words in English are the text as it stands, whatever the values", () => {
  fc.assert(
    fc.property(fc.string(), fc.double(), (a, b) => {
      expect(words`of ${a}, {0} and ${b}\n`).toBe(`of ${a}, {0} and ${b}\n`);
    }),
  );
});

test("words fill a phrase with their values in the order of the phrase, as often as it names them", () => {
  saying({ "{0} before {1}": "{1}، پس از {0}، باز {1}" });
  expect(words`${"دی"} before ${"تیر"}`).toBe("تیر، پس از دی، باز تیر");
});

test("a value with Latin letters is isolated, one of digits, of Persian or of markup alone is not", () => {
  saying({ "of {0}": "از {0}" });
  expect(words`of ${"plan B"}`).toBe(`از ${isolated("plan B")}`);
  for (const value of ["۱۲\u200f٪", "تهران", 7, "<b>۷</b>"]) expect(words`of ${value}`).toBe(`از ${value}`);
});

test("a value is never read as a phrase: braces and dollars in it stay", () => {
  saying({ "{0} and {1}": "{0} و {1}" });
  expect(words`${"{1}"} and ${"$&"}`).toBe("{1} و $&");
});

test("words without a phrase are the English ones with the digits of the language, and are listed", () => {
  saying({});
  expect(words`not yet said: ${"12%"}`).toBe("not yet said: ۱۲\u200f٪");
  expect(untranslated()).toEqual(["not yet said: {0}"]);
  saying({});
  expect(untranslated()).toEqual([]);
});

test("word looks a text up exactly first, then by the pattern that says most", () => {
  const patterns = { "kept {0}": "حفظ {0}", "kept {0} of {1}": "حفظ {0} از {1}", "kept most of them": "بیشتر" };
  saying({}, patterns);
  expect(word("kept most of them")).toBe("بیشتر");
  expect(word("kept 3 of 5")).toBe("حفظ ۳ از ۵");
  expect(word("kept 3")).toBe("حفظ ۳");
});

test("word looks the values of a pattern up too", () => {
  saying({}, { "{0}; {1}": "{0}؛ {1}", "no {0} interval": "بدون بازهٔ {0}", Wald: "والد", none: "هیچ" });
  expect(word("no Wald interval; none")).toBe("بدون بازهٔ والد؛ هیچ");
  expect(word("no Wald interval; a < b")).toBe(`بدون بازهٔ والد؛ ${isolated("a < b")}`);
});

test("a pattern of signs alone fits only where it holds something that is known", () => {
  saying({}, { "{0}: {1}": "{0}: {1}", "no answers": "بدون پاسخ" });
  expect(word("2025-Q4: no answers")).toBe("فصل چهارم ۲۰۲۵: بدون پاسخ");
  expect(word("Tehran: north")).toBe("Tehran: north");
});

test("word takes patterns only from what results bring along, exact texts from everywhere", () => {
  saying({ "{0} left": "{0} رفته", All: "همه" });
  expect(word("All")).toBe("همه");
  expect(word("3 left")).toBe("3 left");
});

test("word says the name of a column by its words, however the name holds them together", () => {
  saying({}, { "first purchase": "نخستین خرید" });
  expect(["firstPurchase", "first_purchase", "first purchase"].map(word)).toEqual(Array(3).fill("نخستین خرید"));
  expect(word("firstPurchases")).toBe("firstPurchases");
});

test("a name with digits in a value keeps them", () => {
  saying({}, { "t, {0}": "تی، {0}" });
  expect(bare(word("t, HC3"))).toBe("تی، HC3");
  expect(bare(word("t, 3"))).toBe("تی، ۳");
});

test("a number behind a Latin word and a sign is parted from it, so that both keep their places", () => {
  saying({});
  expect(prose("از C3149 · 6 تیر")).toBe("از C3149\u200f · ۶ تیر");
  expect(prose("نه CES، 8 شاخص (NPS): −3")).toBe("نه CES\u200f، ۸ شاخص (NPS)\u200f: \u200e−۳");
  expect(prose("R² 0.51 و NPS، تلاش")).toBe("R² ۰٫۵۱ و NPS، تلاش");
});

test("prose leaves an acronym that its words only explain, and says one that is a name", () => {
  saying({}, { NPS: "شاخص خالص مروجان (NPS)", LOY: "وفاداری", n: "تعداد" });
  expect(prose("از NPS به LOY، n و p")).toBe("از NPS به وفاداری، n و p");
});

test("word leaves what is not known as it is, but for its dates", () => {
  saying({});
  expect(word("Tehran (2)")).toBe("Tehran (2)");
  expect(word("2026-06-30")).toBe("۹ تیر ۱۴۰۵");
});

test("inDigits changes digits and signs and nothing else, once and for all", () => {
  saying({});
  const latin = (text: string) =>
    bare(text)
      .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
      .replace(/٬/g, ",")
      .replace(/٫/g, ".")
      .replace(/٪/g, "%");
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-z ,.%+−-]*$/), (text) => {
      const said = inDigits(text);
      expect(latin(said)).toBe(text);
      expect(said).not.toMatch(/[0-9]/);
      expect(bare(inDigits(said))).toBe(bare(said));
    }),
  );
  expect(inDigits("−1,234.5%, 3.")).toBe("\u200e−۱٬۲۳۴٫۵\u200f٪, ۳.");
});

test("days, months and quarters are said in Persian, what only looks like one stays", () => {
  saying({});
  expect(persianPeriods("2026-06-30")).toBe("۹ تیر ۱۴۰۵");
  expect(persianPeriods("from 2025-03-21 to 2025-Q4")).toBe("from ۱ فروردین ۱۴۰۴ to فصل چهارم ۲۰۲۵");
  expect(persianPeriods("2026-Q2, 1404-Q1 and 1405-Q4")).toBe("فصل دوم ۲۰۲۶, بهار ۱۴۰۴ and زمستان ۱۴۰۵");
  expect(persianPeriods("2025-07 and 1404-01")).toBe("ژوئیه ۲۰۲۵ and فروردین ۱۴۰۴");
  for (const text of ["2025-Q5", "2025-13", "2025-02-31x", "a2025-Q1", "id-2025-01-01-7"]) {
    expect(persianPeriods(text)).toBe(text);
  }
});

test("prose turns loose numbers and dates; code, links, formulas and names stay", () => {
  saying({});
  const kept = ["`n = 12`", "[امتیاز](data/a1.csv)", "$x_1 + 2$", "https://example.org/v2", "README1.md", "CES_2"];
  for (const text of kept) expect(prose(`۱۲ از ${text} است`)).toBe(`۱۲ از ${text} است`);
  expect(prose("تا 2026-06-30 از 1,200 پاسخ **−3.5%**")).toBe("تا ۹ تیر ۱۴۰۵ از ۱٬۲۰۰ پاسخ **\u200e−۳٫۵\u200f٪**");
});

test("prose says a result's text inside a Persian sentence, whichever letters the names have that it quotes", () => {
  saying({}, { "no break: '{0}' ties": "بی گسست: «{0}» برابر است", price: "قیمت" });
  expect(bare(prose("حکم؛ no break: 'price' ties."))).toBe("حکم؛ بی گسست: «قیمت» برابر است.");
  expect(bare(prose("حکم؛ no break: 'سفارش دیر' ties، همین"))).toBe("حکم؛ بی گسست: «سفارش دیر» برابر است، همین");
  expect(prose("به گفتهٔ Kano's method و price's rule")).toBe("به گفتهٔ Kano's method و price's rule");
});

test("in English word, prose and inDigits change nothing", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect([word(text), prose(text), inDigits(text)]).toEqual([text, text, text]);
    }),
  );
});

test("language requires one that is known", async () => {
  await expect(language("de" as "en")).rejects.toThrow("language requires en or fa; got 'de'");
});
