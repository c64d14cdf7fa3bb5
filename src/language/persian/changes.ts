import type { Phrases } from "../language.js";

/** What is said of periods, and of what has changed between two. */
export const CHANGES: Phrases = {
  "The table has no dates: all of its rows are used, not only those of {0}.":
    "این جدول ستون تاریخ ندارد: همهٔ ردیف‌هایش به کار رفته‌اند، نه فقط ردیف‌های {0}.",
  "Used are the {0} of {1}, from {2} to {3}.": "{0} ردیفِ {1} به کار رفته است، از {2} تا {3}.",
  "Used are the {0} up to the end of {1}, {2}.": "{0} ردیف تا پایان {1} ({2}) به کار رفته است.",
  "{0} without a date are in no period.": "{0} ردیف بی‌تاریخ در هیچ دوره‌ای نیستند.",

  "{0} points ({1} to {2})": "{0} واحد ({1} تا {2})",
  "{0} percent ({1} to {2})": "{0} درصد ({1} تا {2})",
  "{0} percentage points ({1} to {2})": "{0} واحد درصد ({1} تا {2})",
  "only the mix by {0}": "تنها اثر ترکیبِ {0}",
  "within {0} and by its mix": "درون {0} و نیز با ترکیب آن",
  "within {0}": "درون {0}",
  "within {0}, hidden by its mix": "درون {0}، پنهان زیر ترکیب آن",
  "reason {0}": "دلیلِ {0}",
  "{0} {1}": "{0} {1}",
  "{0}, {1}": "{0}، {1}",
  "**Nothing has surely changed** from {0} to {1}: none of {2} changes is told from chance.":
    "از {0} تا {1} **چیزی بی‌گمان تغییر نکرده است**: هیچ‌یک از {2} تغییر از تصادف بازشناخته نمی‌شود.",
  "From {0} to {1}:": "از {0} تا {1}:",
  "**fallen** {0}.": "**پایین آمده است:** {0}.",
  "**risen** {0}.": "**بالا رفته است:** {0}.",
  "Changed, though the whole does not show it: {0}.": "تغییر کرده، هرچند کل آن را نشان نمی‌دهد: {0}.",
  "{0} ({1}) {2}": "{0} ({1}) {2}",
  "Of {0} looks at segments, surely changed: {1}.": "از {0} نگاه به بخش‌ها، اینها بی‌گمان تغییر کرده‌اند: {1}.",
  "Of {0} more it cannot be told.": "دربارهٔ {0} تغییر دیگر نمی‌توان حکم کرد.",

  "about {0} answers would tell": "با حدود {0} پاسخ معلوم می‌شود",
  "of it within segments": "از آن، درون بخش‌ها",
  "of it their mix": "از آن، اثر ترکیب",
  "{0} {1}, {2}": "{0} {1}، {2}",
  "Change from {0} to {1}: {2}.": "تغییر از {0} تا {1}: {2}.",
  "What has changed from {0} to {1}": "آنچه از {0} تا {1} تغییر کرده است",
  "points of a score, percentage points of a share, percent of an amount":
    "واحد برای امتیاز، واحد درصد برای سهم، درصد برای مبلغ",
  "Filled: told from chance among so many looks (Holm).":
    "توپر: با در نظر گرفتن همهٔ مقایسه‌ها از تصادف بازشناخته (هولم).",
  "change, points": "تغییر، واحد",
};

/** What the results of it bring along. */
export const OF_CHANGES: Phrases = {
  "MOVER, from the intervals of both periods": "MOVER، از بازه‌های هر دو دوره",
  why: "چرا",
  risen: "بالا رفته",
  fallen: "پایین آمده",
  "Found it easy (CES {0})": "آسان یافته‌اند (CES {0})",
  "Spent per customer": "خرید هر مشتری",
  "Mean amount": "میانگین مبلغ",
  now: "اکنون",
  "last time": "بار پیش",
  "fewer than two amounts": "کمتر از دو مبلغ",
  "no percentage of what is not above 0": "درصدی از آنچه بالای صفر نیست معنا ندارد",
  "no column with the role date says of which period a row is":
    "ستونی با نقش تاریخ نیست که بگوید هر ردیف از کدام دوره است",
  "no table of this name in last time's description": "در توصیف بار پیش جدولی به این نام نیست",
  "no row of {0}; its dates run from {1} to {2}": "هیچ ردیفی از {0} نیست؛ تاریخ‌هایش از {1} تا {2} است",
  "no row of {0}": "هیچ ردیفی از {0} نیست",
};
