import { asciiDigits, fold } from "../../text/spelling.js";
import type { ColumnKind, ColumnSchema, Role } from "../schema.js";
import type { ColumnFacts } from "./column-facts.js";

/** How a role is known: words of the name, words of the question, and what must stand in the column. */
interface RoleWords {
  readonly role: Role;
  readonly name: RegExp;
  readonly question?: RegExp;
  readonly fits: (facts: ColumnFacts, type: ColumnKind) => boolean;
}

const isNumeric = (type: ColumnKind) => type === "integer" || type === "number";
const isDate = (type: ColumnKind) => type === "date" || type === "datetime";
const isRating = ({ numbers }: ColumnFacts, type: ColumnKind) =>
  isNumeric(type) && numbers !== null && numbers.whole && numbers.min >= 0 && numbers.max <= 10;
const isTwofold = ({ distinct }: ColumnFacts) => distinct === 2;
const isCode = ({ distinct }: ColumnFacts, type: ColumnKind) => !isDate(type) && type !== "boolean" && distinct > 2;
const isWordy = ({ values, distinct, answered }: ColumnFacts, type: ColumnKind) =>
  type === "text" && distinct > answered / 2 && values.slice(0, 200).some(({ text }) => /\S\s+\S+\s+\S/u.test(text));
const isGroup = ({ distinct, answered }: ColumnFacts, type: ColumnKind) =>
  !isDate(type) && type !== "number" && distinct >= 2 && distinct <= 50 && distinct <= answered / 2;

const ID = "(id|no|nr|num|number|code|key|identifier)";
const CODE = "(کد|شناسه|شماره|کدملی)";
const PEOPLE = "(customer|client|user|member|subscriber|account|respondent|patient|guest|master|shopper|buyer)s?";

/** In the order in which they are tried: the narrower word before the wider one. */
const WORDS: readonly RoleWords[] = [
  {
    role: "customer",
    name: new RegExp(`^(${PEOPLE}|${PEOPLE} ?${ID}|${ID} ?(of )?${PEOPLE}|${CODE}? ?(مشتری|مشترک|کاربر|پاسخ ?دهنده))$`),
    fits: isCode,
  },
  {
    role: "order",
    name: new RegExp(`^((order|invoice|transaction|purchase|basket) ?${ID}?|${CODE} ?(سفارش|فاکتور|تراکنش|خرید))$`),
    fits: isCode,
  },
  {
    role: "recommend",
    name: /\b(nps|recommend\w*|likelihood|promoter score)\b|توصیه/,
    question:
      /how likely.*recommend|recommend.*(friend|colleague|famil)|(توصیه|پیشنهاد|معرفی).*(کنید|می ?کنید|کرد|دوستان)/,
    fits: isRating,
  },
  {
    role: "effort",
    name: /\b(ces|effort|ease|easy)\b|سهولت|آسانی|راحتی|زحمت/,
    question: /how easy|made it easy|how much effort|چقدر (آسان|راحت|زحمت)/,
    fits: isRating,
  },
  {
    role: "satisfaction",
    name: /\b(csat|satisf\w*|overall satisfaction)\b|رضایت|رضایتمندی/,
    question: /how satisfied|satisfaction with|چقدر.*(راضی|رضایت)|میزان رضایت/,
    fits: isRating,
  },
  {
    role: "churned",
    name: /\b(churn\w*|attrition|cancell?ed|lapsed|has left|left|exited)\b|ریزش|رویگردان|ترک (کرده|خدمت)|لغو/,
    fits: isTwofold,
  },
  { role: "retained", name: /\b(retained|renewed|stayed|renewal)\b|ماندگار|تمدید/, fits: isTwofold },
  {
    role: "reason",
    name: /reason|\b(cause|why)\b|علت|دلیل|چرا/,
    question: /\bwhy\b|(main|primary) reason|چرا|علت|دلیل/,
    fits: (facts, type) => isGroup(facts, type) && !isNumeric(type),
  },
  {
    role: "weight",
    name: /^((survey|case|sample|sampling|respondent|final)? ?(weight|wgt|wt)|وزن( نمونه)?)$/,
    fits: ({ numbers }, type) => isNumeric(type) && (numbers === null || numbers.min >= 0),
  },
  {
    role: "tenure",
    name: /\b(tenure|subscription length|months? (active|with us)|customer age|lifetime)\b|مدت (اشتراک|عضویت|مشتری بودن)|سابقه/,
    fits: ({ numbers }, type) => isNumeric(type) && (numbers === null || numbers.min >= 0),
  },
  {
    role: "amount",
    name: /\b(amount|sales|revenue|spend|spent|price|turnover|order value|total|total charges|payment)\b|مبلغ|فروش|قیمت|هزینه|درآمد|خرید/,
    fits: (_, type) => isNumeric(type),
  },
  {
    role: "date",
    name: /\b(date|day|time|timestamp|at|on|when|answered|submitted|completed|recorded)\b|timestamp|تاریخ|زمان|روز/,
    fits: (_, type) => isDate(type),
  },
  {
    role: "segment",
    name: /\b(segment|group|tier|plan|contract|region|city|province|state|country|channel|gender|sex|category|airline|branch|store|brand|type)\b|بخش|گروه|دسته|منطقه|شهر|استان|کانال|جنسیت|تعرفه|شعبه|قرارداد|طرح/,
    fits: isGroup,
  },
  {
    role: "comment",
    name: /\b(comments?|feedback|verbatim|text|review|remarks?|suggestions?)\b|نظر|توضیح|پیشنهاد|انتقاد/,
    question: /in your own words|any (other )?comments|anything else|نظر خود|توضیح دهید/,
    fits: isWordy,
  },
];

/** A guess of what a column is to an analysis, and what it goes by. */
export interface RoleGuess {
  readonly role: Role;
  readonly why: string;
}

/** 'monthlyChargesTotal' and 'monthly_charges-total' as words. */
function wordsOf(name: string): string {
  const apart = name.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ").replace(/[_\-./:]+/g, " ");
  return fold(apart.replace(/\u200c/g, " "));
}

/** The answers that no rating has, where nearly all others could be ratings; null where they are none, or not few. */
function slipsOf({ values, answered, numbers }: ColumnFacts, type: ColumnKind): readonly string[] | null {
  if (!isNumeric(type) || numbers === null) return null;
  const slips = values.filter(({ text }) => !/^(\d|10)$/.test(asciiDigits(text)));
  const rows = slips.reduce((sum, { count }) => sum + count, 0);
  return slips.length > 0 && slips.length <= 20 && rows * 20 <= answered ? slips.map(({ text }) => text) : null;
}

/** What is to be settled of a column whose name speaks of a rating, and which is one but for a few answers. */
export function nearlyRating(facts: ColumnFacts, { type }: Pick<ColumnSchema, "type">): readonly string[] {
  const slips = slipsOf(facts, type);
  if (slips === null) return [];
  const [name, question] = [wordsOf(facts.name), wordsOf(facts.question)];
  const found = WORDS.find(
    ({ fits, name: words, question: asked }) =>
      fits === isRating && (words.test(name) || asked?.test(question) === true || asked?.test(name) === true),
  );
  if (found === undefined) return [];
  const shown = slips.slice(0, 3).map((text) => `'${text}'`);
  const more = slips.length > 3 ? ` and ${slips.length - 3} more` : "";
  return [
    `all but ${shown.join(", ")}${more} are answers from 0 to 10: with role: ${found.role} and its limits as constraints such rows would be kept aside`,
  ];
}

/** The role a column's name or question speaks of, if what stands in it fits. */
export function guessRole(facts: ColumnFacts, { type }: Pick<ColumnSchema, "type">): RoleGuess | null {
  const name = wordsOf(facts.name);
  const question = wordsOf(facts.question);
  const fitting = WORDS.filter(({ fits }) => fits(facts, type));
  for (const { role, name: words } of fitting) if (words.test(name)) return { role, why: "by its name" };
  // Some files have the whole question for a name.
  for (const { role, question: words } of fitting) {
    if (words?.test(question) === true || words?.test(name) === true) return { role, why: "by the question" };
  }
  return null;
}
