import type { Phrases } from "../language.js";

/** What tables and pages of reports say of their own. */
export const TABLES: Phrases = {
  interval: "بازهٔ اطمینان",
  "{0} interval": "بازهٔ اطمینان {0}",
  "no {0}": "بدون {0}",
  "first {0} of {1} rows": "{0} ردیف نخست از {1}",
  "; {0} answers not counted": "؛ {0} پاسخ شمرده نشده",
  "{0} (intervals: {1}{2})": "{0} (بازه‌ها: {1}{2})",
  versions: "نسخه‌ها",
  "{0} rows, SHA-256 {1}": "{0} ردیف، SHA-256 {1}",
  seed: "بذر تصادف",
  "To get these numbers again": "برای به‌دست‌آوردن دوبارهٔ همین عددها",
  what: "چه",
  value: "مقدار",

  Questions: "پرسش‌ها",
  Studies: "پژوهش‌ها",
  "Your data": "داده‌های شما",
  "What can be asked of any tables whose columns are named in a description: here of the made-up company, with npm run report of yours.":
    "آنچه از هر جدولی می‌توان پرسید که ستون‌هایش در توصیفی نام برده شده‌اند: اینجا از شرکت ساختگی، و با npm run report از داده‌های شما.",
  "Published work recomputed: the source's numbers beside ours, each with a check that is computed.":
    "پژوهش‌های منتشرشده، از نو محاسبه‌شده: عددهای منبع در کنار عددهای ما، هر یک با آزمونی که محاسبه می‌شود.",
  "{0} notebook": "{0} نوت‌بوک",
  "{0} notebooks": "{0} نوت‌بوک",
  "{0}, executed from top to bottom on the Vafa kernel and checked on {1}.":
    "{0}، از آغاز تا پایان در هستهٔ وفا اجرا و در {1} بررسی شده است.",
  "{0}, each executed from top to bottom on the Vafa kernel and checked on {1}.":
    "{0}، هر یک از آغاز تا پایان در هستهٔ وفا اجرا و در {1} بررسی شده است.",
  "Skip to the content": "پرش به محتوا",
  Vafa: "وفا",
  "customer experience": "تجربهٔ مشتری",
  Dark: "تیره",
  Light: "روشن",
  "Dark colours": "رنگ‌های تیره",
  "Light colours": "رنگ‌های روشن",
  Reports: "گزارش‌ها",
  "Every page is one file and works without a network.": "هر صفحه یک فایل است و بدون شبکه کار می‌کند.",
  "Vafa: reports": "وفا: گزارش‌ها",
  "The answers of {0}": "پاسخ‌های {0}",
  Parameters: "پارامترها",
  Code: "کد",
  Answer: "پاسخ",
  Contents: "فهرست",
  Before: "پیشین",
  Next: "بعدی",
  "Other reports": "گزارش‌های دیگر",
  "All reports": "همهٔ گزارش‌ها",
  "Show code": "نمایش کد",
  "Hide code": "پنهان کردن کد",
  "Executed from top to bottom on the Vafa kernel on {0}: {1}": "از آغاز تا پایان در هستهٔ وفا در {0} اجرا شده است: {1}",
};
