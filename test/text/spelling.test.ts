import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asciiDigits, fold } from "../../src/text/spelling.js";

describe("fold(text) makes one of", () => {
  test.each([
    ["Arabic and Persian yeh and kaf", "علي", "علی"],
    ["alef maksura", "يحيى", "یحیی"],
    ["kaf", "كيش", "کیش"],
    ["digits of three kinds", "۱۲ ٣", "12 3"],
    ["half-space and none", "می\u200cخواهم", "میخواهم"],
    ["direction marks", "\u200fتهران\u200e", "تهران"],
    ["byte order mark, soft hyphen, joiner", "\ufeffnon\u00adsmoker\u200d", "nonsmoker"],
    ["runs and ends of spaces", "  New \u00a0\t York ", "new york"],
    ["letter case", "ÉTÉ", "été"],
    ["stretched letters and vowel marks", "تهـــران عَلی", "تهران علی"],
    ["presentation forms", "\ufefb", "لا"],
    ["full width", "ＡＢＣ", "abc"],
    ["two ways of heh with a mark", "خانۀ", "خانه\u0654"],
    ["two ways of é", "cafe\u0301", "café"],
  ])("%s", (_, one, other) => {
    expect(fold(one)).toBe(other);
    expect(fold(other)).toBe(other);
  });
});

test("fold(text) keeps apart what is another word: ة and ه, آ and ا, hyphen and space", () => {
  for (const [one, other] of [
    ["مدرسة", "مدرسه"],
    ["آذر", "اذر"],
    ["non-smoker", "non smoker"],
    ["résumé", "resume"],
  ] as const)
    expect(fold(one)).not.toBe(fold(other));
});

test("fold(fold(text)) is fold(text)", () => {
  const letters = fc.constantFrom(..."aZ é\u0301ي\u0654\u0649كۀ\u06d5ـ\u064b\u200c\u200d\ufeff\u00a0١۲Σİß");
  const text = fc.oneof(fc.string({ unit: letters, maxLength: 12 }), fc.string({ unit: "binary", maxLength: 12 }));
  fc.assert(
    fc.property(text, (some) => {
      expect(fold(fold(some))).toBe(fold(some));
    }),
    { numRuns: 3000 },
  );
});

test("asciiDigits(text) changes digits only", () => {
  expect(asciiDigits("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫ي")).toBe("01234567890123456789٫ي");
});
