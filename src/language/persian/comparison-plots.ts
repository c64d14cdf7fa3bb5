import type { Phrases } from "../language.js";

/** What figures of differences, of changes and of numbers beside a source say, and how all of them put names and numbers together. */
export const COMPARISON_PLOTS: Phrases = {
  "{0}. {1}.": "{0}. {1}.",
  "{0}, {1}. {2}.": "{0}، {1}. {2}.",
  "{0}: {1}. {2}": "{0}: {1}. {2}",
  "{0}: {1}; {2}": "{0}: {1}؛ {2}",
  "{0}: {1} ({2})": "{0}: {1} ({2})",
  "{0} ({1}): {2}": "{0} ({1}): {2}",
  "{0}, {1}: {2}, {3}": "{0}، {1}: {2}، {3}",
  "{0}: {1} {2}, n = {3}": "{0}: {1} {2}، تعداد = {3}",
  "{0} {1}{2}": "{0} {1}{2}",
  "{0} {1}: {2}": "{0} {1}: {2}",
  "{0} – ({1})": "{0} – ({1})",
  "{0} − {1}": "{0} منهای {1}",
  ", {0} {1}": "، {0} {1}",
  "{0} customer": "{0} مشتری",
  "{0} customers": "{0} مشتری",
  "{0} of customers": "{0} مشتریان",
  "{0} points": "{0} واحد",
  "{0}, with {1} intervals: {2}. {3}": "{0}، با بازه‌های اطمینان {1}: {2}. {3}",
  "{0}, with {1} intervals: {2}. {3}. {4}.": "{0}، با بازه‌های اطمینان {1}: {2}. {3}. {4}.",
  "Upright lines: {0} intervals, {1}.": "خط‌های عمودی: بازه‌های اطمینان {0}، {1}.",
  "p < 0.001": "p کمتر از ۰٫۰۰۱",
  "p = {0}": "p = {0}",
  Everybody: "همه",
  Nobody: "هیچ‌کس",

  "difference, {0}": "تفاوت، {0}",
  "Filled: the interval leaves zero out. p-values: Holm, over all rows.":
    "توپر: بازه صفر را در بر ندارد. مقدارهای p: هولم، بر همهٔ ردیف‌ها.",
  "change, {0}": "تغییر، {0}",
  "percentage points": "واحد درصد",
  "within segments": "درون بخش‌ها",
  "mix of segments": "ترکیب بخش‌ها",
  "Within and mix add up to the change.": "«درون» و «ترکیب» روی هم تغییر را می‌سازند.",
  "{0}; share {1} → {2}": "{0}؛ سهم {1} \u200f← {2}",
  "{0} {1}, within {2}, mix {3}": "{0} {1}، درون {2}، ترکیب {3}",
  "{0} from {1} to {2}: {3}.": "{0} از {1} تا {2}: {3}.",
  "{0} from {1} to {2}, by {3}": "{0} از {1} تا {2}، به تفکیک {3}",

  "{0}: source {1}, ours {2}": "{0}: منبع {1}، ما {2}",
  "Band: ours rounds to what the source prints. Exact numbers have no interval.":
    "نوار: عدد ما پس از گرد کردن همان است که منبع چاپ کرده است. عددهای دقیق بازه ندارند.",
  "Without a number of ours: {0}.": "بدون عددی از ما: {0}.",
  "{0} of {1} numbers agree to the decimals printed": "{0} از {1} عدد تا رقم‌های چاپ‌شده یکی است",
  "ours less the source's, in units of the last decimal printed": "عدد ما منهای عدد منبع، بر حسب واحد آخرین رقم چاپ‌شده",
  "; not {0}": "؛ جز {0}",
  "{0} of {1} numbers of the source come out to the decimals it prints{2}.":
    "{0} از {1} عدد منبع تا رقم‌هایی که چاپ کرده به دست می‌آید{2}.",
};
