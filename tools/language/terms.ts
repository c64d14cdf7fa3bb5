/** A term of the field as it is said in Persian, everywhere the same. */
export interface Term {
  readonly english: string;
  readonly persian: string;
  /** What it is, or why this word: one short line. */
  readonly note: string;
  /** What others call it and we do not: words, or regular expressions where a word also means something else. */
  readonly rejected: readonly string[];
}

const term = (english: string, persian: string, note: string, ...rejected: readonly string[]): Term => ({
  english,
  persian,
  note,
  rejected,
});

/** The one list of terms: docs/glossary.md is written from it, translations and phrases are held to it. */
export const TERMS: readonly Term[] = [
  term("customer satisfaction", "رضایت مشتری", "CSAT is written in brackets where the rule matters", "رضایتمندی"),
  term("customer satisfaction index", "شاخص رضایت مشتری", "CSI in brackets", "نمایهٔ رضایت"),
  term("net promoter score", "شاخص خالص مروجان", "NPS in brackets", "ترویج‌کنندگان", "امتیاز خالص ترویج", "خالص مروجین"),
  term("promoters, passives, detractors", "مروجان", "with بی‌تفاوت‌ها and منتقدان", "مروجین", "منفعلان", "بدگویان"),
  term("customer effort", "تلاش مشتری", "CES in brackets"),
  term("loyalty", "وفاداری", "of attitude and of deed alike"),
  term("retention", "حفظ مشتری", "the rate: نرخ حفظ", "نگهداشت", "نگه‌داشت ", "نگهداری مشتری", "ابقای مشتری"),
  term("churn", "ریزش", "the rate: نرخ ریزش", "رویگردانی", "ترک‌کنندگی", "چرن"),
  term("who left", "رفتگان", "one who left: مشتری رفته", "(?<!گ)رفته‌ها", "ازدست‌رفتگان"),
  term("who stayed", "ماندگان", "", "(?<!باقی)(?<!جا)مانده‌ها"),
  term("lost, kept", "ازدست‌رفته", "of customers and of money; kept: حفظ‌شده", "از دست‌رفته"),
  term("cohort", "گروه هم‌دوره", "کوهورت stands once in brackets", "(?<!\\()کوهورت", "هم‌گروه"),
  term("segment", "بخش", "of customers", "سگمنت", "قطعه"),
  term("driver", "محرک", "of an outcome", "پیشران"),
  term("reason for leaving", "دلیل", "Late delivery is دیر رسیدن کالا", "تأخیر در ارسال", "تأخیر در تحویل"),
  term("vital few", "معدود دلایل مهم", "of Pareto's rule", "اندک حیاتی"),
  term("warning signal", "نشانه", "نشانهٔ هشدار", "سیگنال"),
  term("hazard ratio", "نسبت خطر", "hazard: نرخ خطر", "مخاطره"),
  term("tactic", "اقدام", "for keeping customers", "تاکتیک", "راهکار"),
  term("control group", "گروه گواه", "of a trial", "گروه کنترل", "گروه شاهد"),
  term("lifetime value", "ارزش طول عمر", "of a customer", "ارزش دورهٔ عمر", "ارزش عمر مشتری"),
  term("share of wallet", "سهم از کیف پول", "", "سهم کیف پول"),
  term("return on investment", "بازگشت سرمایه", "ROI in brackets", "بازدهی"),
  term("margin", "حاشیهٔ سود", "in column heads حاشیه alone", "حاشیه سود"),
  term("discount rate", "نرخ تنزیل", "of future money", "نرخ تخفیف"),
  term("campaign", "کارزار", "", "کمپین"),
  term("returns", "مرجوعی", "goods sent back", "برگشتی"),
  term("lead", "سرنخ", "of sales"),
  term("ticket", "تیکت", "of support"),
  term("marketplace", "بازارگاه", "word of the Academy", "مارکت‌پلیس"),
  term("survey", "نظرسنجی", "of customers; one sheet of it: پرسشنامه", "پیمایش(?! می‌شود)", "پرسش‌نامه"),
  term("wave", "موج", "of a survey"),
  term("quarter", "فصل", "فصل دوم ۲۰۲۶, and of a Solar Hijri year by its season: بهار ۱۴۰۵", "فصل [۱-۴](?![۰-۹])"),
  term("not answered", "بی‌پاسخ", "a cell left empty"),
  term("expectation, perception", "ادراک", "of an attribute; expectation: انتظار", "ادراکات"),
  term("must-be", "الزامی", "Kano; the others: تک‌بعدی، جذاب، بی‌تفاوت، وارونه", "بایدی"),
  term("confidence interval", "بازهٔ اطمینان", "بازه alone where it is clear", "فاصلهٔ اطمینان", "فاصله اطمینان"),
  term("bootstrap", "خودگردان", "بوت‌استرپ in brackets at first", "(?<!\\()بوت‌استرپ", "بوتسترپ", "خودراه‌انداز"),
  term("resample", "بازنمونه", "of a bootstrap", "نمونهٔ مجدد"),
  term("seed", "بذر", "of what is drawn at random", "دانهٔ تصادفی"),
  term("by chance", "تصادف", "told from chance: از تصادف بازشناخته", "شانس", "معنی‌دار", "معنادار"),
  term("held out", "کنارگذاشته", "as an adjective in one word", "های کنار گذاشته", "دورهٔ کنار گذاشته"),
  term("log-likelihood", "لگاریتم درست‌نمایی", "", "درستنمایی", "لایکلیهود"),
  term("log-rank test", "آزمون لگاریتم رتبه", "", "لگ‌رنک", "لاگ‌رنک"),
  term("standard deviation", "انحراف معیار", "standard error: خطای معیار", "انحراف استاندارد", "خطای استاندارد"),
  term("effective number", "تعداد مؤثر", "of weighted answers", "حجم مؤثر", "اندازهٔ مؤثر"),
  term("percentage point", "واحد درصد", "", "نقطهٔ درصد", "نقطه درصد"),
  term("path model", "مدل مسیر", "its blocks: سازه, its items: گویه", "بلوک", "آیتم"),
  term("loading", "بار عاملی", "of an item on its block"),
  term("reliability", "پایایی", "of a block", "قابلیت اعتماد"),
  term("dominance", "برتری", "of one predictor over another", "تحلیل سلطه", "تحلیل غلبه"),
  term("made-up company", "شرکت ساختگی", "of the demo", "شرکت نمونه"),
  term("notebook", "نوت‌بوک", "of Jupyter", "دفترچه"),
];

/** One way of writing where Persian has several. */
export const SPELLINGS: readonly string[] = [
  "آن‌ها",
  "این‌ها",
  "آن‌که",
  "این‌که",
  "به‌طور ",
  "به‌صورت ",
  "به‌عنوان ",
  "کم‌تر",
  "بیش‌تر",
  "تا کنون",
  "منبع‌ها",
  "وبسایت",
];

/** The page of terms: docs/glossary.md. */
export function glossaryPage(): string {
  const plain = (pattern: string) => pattern.replace(/\(\?[^)]*\)|\\/g, "").trim();
  const lines = [...TERMS]
    .sort((a, b) => (a.english < b.english ? -1 : 1))
    .map(({ english, persian, note, rejected }) => {
      const others = [...new Set(rejected.map(plain))].join("، ");
      return `| ${english} | ${persian} | ${note} | ${others} |`;
    });
  return `# Terms in Persian

What the Persian reports call things. A test holds every translation and every phrase to it: a term is said the same way
everywhere, and what stands in the last column is not said. The list is \`tools/language/terms.ts\`; this page is written from it.

| English | Persian | note | not |
|---|---|---|---|
${lines.join("\n")}

Written in one way: ${SPELLINGS.map((one) => one.trim()).join("، ")} are not (آنها، اینها، آنکه، به طور …).
`;
}
