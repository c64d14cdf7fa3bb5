import { describe, expect, test } from "vitest";
import { type PersonalDataKind, personalData, withoutPersonalData } from "../../src/text/personal-data.js";

/** A generator of its own (mulberry32), so that the texts are the same in every run. */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const digits = (n: number) => Array.from({ length: n }, () => String(below(10))).join("");
  return { below, one, digits };
}
type Dice = ReturnType<typeof dice>;

const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";
const ARABIC = "٠١٢٣٤٥٦٧٨٩";
const inDigits = (text: string, of: string) => text.replace(/\d/g, (digit) => of[Number(digit)]!);

/** What people write around it. */
const AROUND: readonly (readonly [string, string])[] = [
  ["لطفاً با من تماس بگیرید ", ""],
  ["کالا خراب بود، ", " منتظرم."],
  ["سه بار زنگ زدم و کسی جواب نداد (", ")"],
  ["", " لطفا پیگیری کنید"],
  ["مشکل من حل نشد.\n", "\nممنون"],
  ["خیلی بد بود!!! ", "؛ جواب بدهید"],
  ["Delivery was 3 days late. Reach me: ", ""],
  ["I paid 1,250,000 toman on 2026-05-13 and got nothing. ", ", thanks"],
  ["Please contact ", "."],
  ["Still waiting since 12:30; ", " – hurry"],
];

const checkDigit = (holds: (digit: number) => boolean) => String([...Array(10).keys()].find(holds));

function nationalNumber(d: Dice): string {
  const head = `${d.one(["0", "1", "2", "3", "4", "5", "6"])}${d.digits(8)}`;
  const sum = [...head].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
  return head + checkDigit((digit) => (sum % 11 < 2 ? digit === sum % 11 : digit === 11 - (sum % 11)));
}

function card(d: Dice): string {
  const bank = d.one(["603799", "610433", "627353", "589210", "621986", "502229", "411111", "540012", "636214"]);
  const head = bank + d.digits(9);
  // From the right, every second digit from the last but one counts twice, as the sum of its digits.
  const sum = [...head].reverse().reduce((total, digit, i) => {
    const twice = String(Number(digit) * (i % 2 === 0 ? 2 : 1));
    return total + [...twice].reduce((a, b) => a + Number(b), 0);
  }, 0);
  return head + checkDigit((digit) => (sum + digit) % 10 === 0);
}

const grouped = (number: string, sizes: readonly number[], gap: string) => {
  let at = 0;
  return sizes
    .map((size) => {
      at += size;
      return number.slice(at - size, at);
    })
    .join(gap);
};

const WRITTEN: Readonly<Record<PersonalDataKind, (d: Dice) => string>> = {
  "e-mail": (d) => {
    const name = d.one(["sara", "a.karimi", "reza_92", "info", "m-ahmadi", "X.Y+shop", "کاربر"]) + d.digits(d.below(4));
    const host = d.one(["gmail.com", "yahoo.com", "shop.ir", "mail.example.org", "uni.ac.ir", "site.co.uk"]);
    const plain = host === "gmail.com" || host === "yahoo.com";
    return d.one([
      `${name}@${host}`,
      `${name}@${host}`,
      `${name}@${host}`,
      ...(plain ? [`${name} @ ${host}`, `${name}[at]${host}`, `${name} (at) ${host.replace(".", " (dot) ")}`] : []),
    ]);
  },
  phone: (d) => {
    const mobile = `9${d.one(["12", "35", "01", "90", "21", "33"])}${d.digits(7)}`;
    const line = `${d.one(["21", "31", "51", "41", "71", "26", "13"])}${d.one(["2", "3", "4", "8"])}${d.digits(7)}`;
    return d.one([
      `0${mobile}`,
      `0${grouped(mobile, [3, 3, 4], " ")}`,
      `0${grouped(mobile, [3, 3, 2, 2], "-")}`,
      `0${grouped(mobile, [3, 7], "-")}`,
      `0${grouped(mobile, [3, 3, 4], ".")}`,
      `+98${mobile}`,
      `+98 ${grouped(mobile, [3, 3, 4], " ")}`,
      `+98 (0)${mobile}`,
      `0098${mobile}`,
      `98${mobile}`,
      mobile,
      `0${line}`,
      `0${grouped(line, [2, 8], "-")}`,
      `(0${grouped(line, [2, 8], ") ")}`,
      `+98 ${grouped(line, [2, 4, 4], " ")}`,
      `+44 20 7946 0${d.digits(3)}`,
      `+49 30 ${d.digits(8)}`,
      `(415) 555-0${d.digits(3)}`,
      `202-555-0${d.digits(3)}`,
      `06 ${grouped(d.digits(8), [2, 2, 2, 2], " ")}`,
    ]);
  },
  "national number": (d) => {
    const number = nationalNumber(d);
    return d.one([number, number, `کد ملی ${number}`, `کدملی: ${number}`, grouped(number, [3, 6, 1], "-")]);
  },
  card: (d) => {
    const number = card(d);
    return d.one([number, grouped(number, [4, 4, 4, 4], " "), grouped(number, [4, 4, 4, 4], "-"), `کارت ${number}`]);
  },
  account: (d) => {
    const body = `0${d.digits(21)}`;
    const rest = [...`${body}182700`].reduce((carried, digit) => (carried * 10 + Number(digit)) % 97, 0);
    const number = `IR${String(98 - rest).padStart(2, "0")}${body}`;
    return d.one([number, grouped(number, [4, 4, 4, 4, 4, 4, 2], " "), `شبا ${number}`]);
  },
};

/** Numbers and signs of ordinary complaints, by which nobody is found. */
const HARMLESS: readonly ((d: Dice) => string)[] = [
  (d) => `سفارش ${d.digits(d.one([5, 6, 7, 8, 9, 10]))} نرسید`,
  (d) => `order #${d.digits(d.one([6, 8, 10, 12]))} is late`,
  (d) => `${d.one(["1402", "1403", "1405"])}/${1 + d.below(12)}/${1 + d.below(29)} خریدم`,
  (d) => `bought on 2026-0${1 + d.below(9)}-1${d.below(10)} at 1${d.below(10)}:${d.digits(2)}`,
  (d) => `${1 + d.below(9)},${d.digits(3)},${d.digits(3)} تومان پرداخت کردم`,
  (d) => `مبلغ ${1 + d.below(9)}${d.digits(d.one([5, 6, 7, 8, 9]))} ریال کم شد`,
  (d) => `کد پیگیری ${d.digits(24)}`,
  (d) => `tracking number ${d.digits(20)} shows nothing`,
  (d) => `گوشی ${d.one(["A54", "13 Pro Max 256", "S24"])} با ${d.digits(2)}٪ تخفیف، ${1 + d.below(5)} از ۵`,
  (d) =>
    `version ${d.below(9)}.${d.below(20)}.${d.below(9)} crashed ${1 + d.below(30)} times in ${2 + d.below(9)} days`,
  (d) => `price rose from ${d.digits(2)}.5 to ${d.digits(2)}.75, i.e. ${d.digits(2)} %`,
  (d) => `see https://shop.example.com/p/${d.digits(6)}?page=${d.digits(2)} for it`,
  (d) => `کالا در ${2 + d.below(9)} تا ${11 + d.below(9)} روز رسید، ${d.digits(3)} کیلومتر راه`,
  (d) => `between 10:${d.digits(2)} and 12:${d.digits(2)} nobody was at the desk`,
  () => `they met me at 5 at the shop, and look at that`,
  (d) => `tel. support took ${d.digits(2)} minutes, ${d.digits(1)} transfers`,
  () => `pack of 100 200 300 g for 1 250 000`,
  (d) => `کد پستی نداد ولی بستهٔ ${d.digits(4)} را برد`,
];

const SCRIPTS = ["0123456789", PERSIAN, ARABIC];

describe("personalData", () => {
  test.each(Object.keys(WRITTEN) as PersonalDataKind[])("finds at least 98 of 100 of each kind: %s", (kind) => {
    const d = dice(20261130);
    const missed: string[] = [];
    const cases = 1500;
    for (let i = 0; i < cases; i++) {
      const [before, after] = d.one(AROUND);
      const written =
        kind === "e-mail" || kind === "account" ? WRITTEN[kind](d) : inDigits(WRITTEN[kind](d), d.one(SCRIPTS));
      const text = before + written + after;
      // Every digit or letter of it that tells something is inside what was found.
      const rest = withoutPersonalData(text).replace(before.trim(), "").replace(after.trim(), "");
      const left = rest.match(/[\d\u0660-\u0669\u06f0-\u06f9]/g)?.length ?? 0;
      if (personalData(text).length === 0 || left > 1) missed.push(text);
    }
    expect(missed.length / cases, missed.slice(0, 20).join("\n")).toBeLessThanOrEqual(0.02);
  });

  test("raises a false alarm in at most 1 of 100 ordinary texts", () => {
    const d = dice(7);
    const alarms: string[] = [];
    const cases = 6000;
    for (let i = 0; i < cases; i++) {
      const text = inDigits([d.one(HARMLESS)(d), d.one(HARMLESS)(d)].join("؛ "), d.one(SCRIPTS));
      if (personalData(text).length > 0) alarms.push(`${withoutPersonalData(text)} ← ${text}`);
    }
    expect(alarms.length / cases, alarms.slice(0, 20).join("\n")).toBeLessThanOrEqual(0.01);
  });

  test("says where each stands, in order, and takes nothing else away", () => {
    const text = "Ali: ۰۹۱۲۳۴۵۶۷۸۹ or ali@example.com, order 12";
    expect(personalData(text).map(({ kind, from, to }) => [kind, text.slice(from, to)])).toEqual([
      ["phone", "۰۹۱۲۳۴۵۶۷۸۹"],
      ["e-mail", "ali@example.com"],
    ]);
    expect(withoutPersonalData(text)).toBe("Ali: [phone] or [e-mail], order 12");
    expect(withoutPersonalData(text, () => "…")).toBe("Ali: […] or […], order 12");
    for (const plain of ["", "خوب بود", "10 of 10", "meet at noon"]) expect(withoutPersonalData(plain)).toBe(plain);
  });

  test("texts of a hundred thousand signs are read, and nothing is found where nothing is", { timeout: 60_000 }, () => {
    const n = 100_000;
    for (const text of [
      "1 ".repeat(n),
      `a@${"b.".repeat(n)}`,
      "x".repeat(n),
      `${"9".repeat(n)} tel`,
      "a at ".repeat(n),
    ])
      expect(personalData(text)).toEqual([]);
  });
});
