import { holdsIban, holdsLuhn, holdsNationalNumber } from "./check-digits.js";
import { asciiDigits } from "./spelling.js";

export type PersonalDataKind = "e-mail" | "phone" | "national number" | "card" | "account";

/** Something in a text by which a person can be found. */
export interface PersonalData {
  readonly kind: PersonalDataKind;
  /** Where it begins and ends, in UTF-16 units of the text. */
  readonly from: number;
  readonly to: number;
}

/** What people put between the digits of one number: spaces, hyphens, dots, brackets, direction marks. */
const GAP = "[\\s.\\-‐-―()/_\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]{0,3}";
/** So many digits, with gaps between them. */
const digits = (count: string) => `(?:${GAP}\\d)${count}`;
/** Nothing of a longer number stands before or behind. */
const alone = (pattern: string) => `(?<![\\d.,٫٬])(?:${pattern})(?![\\d]|[.,٫٬]\\d)`;

const MONEY = "(?!\\s{0,2}(?:ریال|تومان|تومن|میلی|هزار|rials?\\b|tomans?\\b|irr\\b|dollars?\\b|euros?\\b))";
/** Words before a number that make it one of goods, not of a person. */
const OF_GOODS =
  /(?:سفارش|فاکتور|پیگیری|رهگیری|مرسوله|سریال|تراکنش|order|invoice|tracking|ticket|serial|reference|ref|sku|imei)\s{0,2}(?:شماره|شمارهٔ|کد|number|no\.?|id|code)?[\s:#=.-]{0,4}$/i;

/** Area codes of Iran's provinces. */
const AREA = "(?:1[137]|2[134568]|3[1458]|4[145]|5[1468]|6[16]|7[1467]|8[13467])";

interface Rule {
  readonly kind: PersonalDataKind;
  readonly pattern: RegExp;
  /** Whether what was found can be one; its digits and letters only, and the text before it. */
  readonly holds?: (signs: string, before: string) => boolean;
}

/** First digits that issuers of cards have (ISO/IEC 7812), Iran's banks among 50, 58, 60–63 and 99. */
const ISSUER = /^(?:4|5[0-9]|2[2-7]|3[0-9]|6[0-9]|99)/;
const isCard = (signs: string) => ISSUER.test(signs) && holdsLuhn(signs);
const notOfGoods = (_: string, before: string) => !OF_GOODS.test(before);

/** A name before the @, of at most 64 letters, and a part of a domain, of at most 63 (RFC 5321). */
const NAME = "(?<![\\p{L}\\p{N}._%+\\-])[\\p{L}\\p{N}._%+\\-]{1,64}";
const LABEL = "[\\p{L}\\p{N}\\-]{1,63}";
const TLD = "(?:com|ir|org|net|info|edu|gov|io|co|me|de|uk|fr|tr|ae|biz|online|shop)";

/** In the order in which they are tried: what an earlier one has taken, a later one does not look at. */
const RULES: readonly Rule[] = [
  { kind: "e-mail", pattern: new RegExp(`${NAME}@(?:${LABEL}\\.){1,8}\\p{L}{2,}`, "gu") },
  {
    kind: "e-mail",
    pattern: new RegExp(
      `${NAME}\\s{0,2}(?:@|[[({]\\s?(?:at|ات)\\s?[\\])}]|\\sat\\s)\\s{0,2}${LABEL}(?:\\s{0,2}(?:\\.|[[({]\\s?dot\\s?[\\])}]|\\sdot\\s)\\s{0,2}${LABEL}){0,2}\\s{0,2}(?:\\.|[[({]\\s?dot\\s?[\\])}]|\\sdot\\s)\\s{0,2}${TLD}(?![\\p{L}\\p{N}])`,
      "giu",
    ),
  },
  {
    kind: "account",
    pattern: /(?<![\p{L}\p{N}])[A-Z]{2}\s?\d{2}(?:[\s-]?[A-Z0-9]){11,30}(?![\p{L}\p{N}])/giu,
    holds: (signs) => holdsIban(signs.toUpperCase()),
  },
  ...[16, 15, 14, 19, 18, 17, 13].map((length): Rule => {
    return { kind: "card", pattern: new RegExp(alone(`\\d${digits(`{${length - 1}}`)}`), "g"), holds: isCard };
  }),
  // A mobile number of Iran, with or without what is dialled before it.
  { kind: "phone", pattern: new RegExp(alone(`(?:(?:\\+|00)${GAP})?98${GAP}0?${GAP}9${digits("{9}")}`), "g") },
  { kind: "phone", pattern: new RegExp(alone(`0${GAP}9${digits("{9}")}`), "g") },
  { kind: "phone", pattern: new RegExp(`${alone(`9[0-39]${digits("{8}")}`)}${MONEY}`, "g"), holds: notOfGoods },
  {
    kind: "phone",
    pattern: new RegExp(alone(`(?:0|(?:\\+|00)${GAP}98${GAP}0?)${GAP}${AREA}${digits("{8}")}`), "g"),
  },
  // Any other country's, as it is dialled from abroad, and those of North America as they are written at home.
  { kind: "phone", pattern: new RegExp(`(?<![\\d+])\\+${GAP}[1-9]${digits("{7,14}")}(?!\\d)`, "g") },
  { kind: "phone", pattern: /(?<![\d.,])(?:1[\s.-])?\(?[2-9]\d{2}\)?[\s.-]{1,2}\d{3}[\s.-]\d{4}(?![\d.,]*\d)/g },
  {
    kind: "national number",
    pattern: new RegExp(alone("\\d{3}[\\s-]?\\d{6}[\\s-]?\\d"), "g"),
    holds: (signs, before) => holdsNationalNumber(signs) && !OF_GOODS.test(before),
  },
  { kind: "national number", pattern: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g },
  { kind: "phone", pattern: new RegExp(alone(`0${GAP}[1-9]${digits("{8,9}")}`), "g"), holds: notOfGoods },
  // After the word for it, whatever its check digit: a mistyped one is still somebody's.
  {
    kind: "national number",
    pattern:
      /(?<=(?:کد|شماره|شمارهٔ)\s?\u200c?ملی[^\d\n]{0,12}|national\s(?:id|code|number)[^\d\n]{0,12})\d{8,10}(?!\d)/gi,
  },
  {
    kind: "phone",
    pattern: new RegExp(
      `(?<=(?:تلفن|موبایل|همراه|تماس|واتساپ|واتس‌اپ|\\b(?:tel|phone|mobile|cell|call me|whatsapp))[^\\d\\n]{0,12})\\d${digits("{6,12}")}(?!\\d)`,
      "gi",
    ),
  },
];

/**
 * What in a text leads to a person: e-mail addresses, phone numbers (Iran's in every way they are typed, others with their
 * country or area code), national numbers by their check digit, payment cards by theirs (Luhn), account numbers (IBAN, Iran's
 * Sheba). Digits may be Persian or Arabic, with spaces, hyphens or brackets between them. Names and addresses are not found:
 * no rule knows them.
 *
 * @param text anything somebody has written
 * @returns what was found, in the order of the text, never overlapping
 * @example personalData("زنگ بزنید ۰۹۱۲ ۳۴۵ ۶۷۸۹") // [{ kind: "phone", from: 10, to: 23 }]
 */
export function personalData(text: string): readonly PersonalData[] {
  const plain = asciiDigits(text);
  if (!/\d|@|\bat\b/i.test(plain)) return [];
  const found: PersonalData[] = [];
  for (const { kind, pattern, holds } of RULES) {
    for (const match of plain.matchAll(pattern)) {
      const from = match.index ?? 0;
      const to = from + match[0].length;
      if (found.some((one) => from < one.to && to > one.from)) continue;
      const signs = match[0].replace(/[^\p{L}\p{N}]/gu, "");
      if (holds === undefined || holds(signs, plain.slice(0, from))) found.push({ kind, from, to });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

/**
 * A text without what leads to a person: each place taken by its kind in brackets.
 *
 * @param text anything somebody has written
 * @param name what stands in the brackets in place of the English kind
 * @example withoutPersonalData("mail sara@shop.ir please") // "mail [e-mail] please"
 */
export function withoutPersonalData(text: string, name: (kind: PersonalDataKind) => string = (kind) => kind): string {
  const found = personalData(text);
  const kept = [...found, { from: text.length }].map(({ from }, i) => text.slice(found[i - 1]?.to ?? 0, from));
  return kept.map((part, i) => (i < found.length ? `${part}[${name(found[i]!.kind)}]` : part)).join("");
}
