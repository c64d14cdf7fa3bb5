import type { Phrases } from "../language.js";

/** What stands in the files of a report: workbooks, the data of figures, slides. */
export const REPORT_FILES: Phrases = {
  "Data of this figure": "داده‌های این نمودار",
  "All rows: {0}": "همهٔ ردیف‌ها: {0}",
  "Tables and the data of all figures: {0}": "جدول‌ها و داده‌های همهٔ نمودارها: {0}",
  "The same on paper: {0}": "همین گزارش برای چاپ: {0}",
  "All of it as slides: {0}": "همهٔ گزارش در قالب اسلاید: {0}",
  sheet: "برگه",
  "what it is": "چیست",
  table: "جدول",
  "data of a figure": "داده‌های نمودار",
  title: "عنوان",
  section: "قسمت",
  "number of rows": "تعداد ردیف",
  column: "ستون",
  panel: "نما",
  series: "سری",
  detail: "جزئیات",
  reading: "خوانش",
  across: "محور افقی",
  "part of": "جزئی از",
  "−1 less, 1 more, 0 not told from chance": "‎−۱ کمتر، ۱ بیشتر، ۰ جدانشدنی از تصادف",
  Figure: "نمودار",
  "Made on {0}": "ساخته‌شده در {0}",
};
