import type { Phrases } from "../language.js";

/** What is said of periods, and of what has changed between two. */
export const CHANGES: Phrases = {
  "The table has no dates: all of its rows are used, not only those of {0}.":
    "این جدول ستون تاریخ ندارد: همهٔ ردیف‌هایش به کار رفته‌اند، نه فقط ردیف‌های {0}.",
  "Used are the {0} of {1}, from {2} to {3}.": "{0} ردیفِ {1} به کار رفته است، از {2} تا {3}.",
  "Used are the {0} up to the end of {1}, {2}.": "{0} ردیف تا پایان {1} ({2}) به کار رفته است.",
  "{0} without a date are in no period.": "{0} ردیف بی‌تاریخ در هیچ دوره‌ای نیستند.",
};
