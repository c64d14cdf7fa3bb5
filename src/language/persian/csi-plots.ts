import type { Phrases } from "../language.js";

/** What figures of satisfaction indices say. */
export const CSI_PLOTS: Phrases = {
  perception: "ادراک",
  expectation: "انتظار",
  "own company": "شرکت خودی",
  competitor: "رقیب",
  given: "داده‌شده",
  "perception − expectation": "ادراک منهای انتظار",
  "perception alone, 0 to 100": "تنها ادراک، ۰ تا ۱۰۰",
  "weight × (perception − expectation)": "وزن × (ادراک − انتظار)",
  "weight × perception on 0 to 100": "وزن × ادراک از ۰ تا ۱۰۰",
  "{0}: what each attribute adds": "{0}: هر ویژگی چه می‌افزاید",
  "An attribute adds {0}.": "هر ویژگی این را می‌افزاید: {0}.",
  "An attribute adds weight × (own − competitor).": "هر ویژگی این را می‌افزاید: وزن × (خودی − رقیب).",
  "Weights: {0}.": "وزن‌ها: {0}.",
  "Weights of the attributes: {0}, the same for all.": "وزن ویژگی‌ها: {0}، برای همه یکسان.",
  "adds {0}: gap {1}, weight {2}": "می‌افزاید {0}: شکاف {1}، وزن {2}",
  "{0} {1} ({2} {3}{4}, weight {5})": "{0} {1} ({2} {3}{4}، وزن {5})",
  "{0} {1}, n = {2}. What each attribute adds, with {3} intervals: {4}.":
    "{0} {1}، تعداد = {2}. آنچه هر ویژگی می‌افزاید، با بازه‌های اطمینان {3}: {4}.",
  "weight {0}": "وزن {0}",
  "The contributions add up to {0}.": "جمع سهم‌ها {0} است.",
  "mean rating, standardised": "میانگین امتیاز، استاندارد",
  "mean rating, {0} to {1}": "میانگین امتیاز، {0} تا {1}",
  "adds to the index": "به شاخص می‌افزاید",
  ", perception alone {0}": "، تنها ادراک {0}",

  "spread {0}": "دامنه {0}",
  "points of the scale": "واحد مقیاس",
  "Performance index": "شاخص عملکرد",
  "Own − competitor": "خودی منهای رقیب",
  "keeps its sign": "علامتش می‌ماند",
  "changes its sign": "علامتش عوض می‌شود",
  "sign: cannot tell": "علامت: نمی‌توان گفت",
  "The index under each weighting, with {0} intervals. {1}.": "شاخص با هر وزن‌دهی، با بازه‌های اطمینان {0}. {1}.",
  "Band: from the lowest to the highest estimate.": "نوار: از کمترین تا بیشترین برآورد.",
  "Triangles: beyond chance above (right) or below zero (left); hollow: cannot tell.":
    "مثلث‌ها: فراتر از تصادف، بالای صفر (راست) یا زیر صفر (چپ)؛ توخالی: نمی‌توان گفت.",
  "The satisfaction index under each weighting": "شاخص رضایت با هر وزن‌دهی",

  Index: "شاخص",
  brings: "می‌آورد",
  "short of its goal": "تا هدف کم دارد",
  missing: "نامعلوم",
  goal: "هدف",
  floor: "کف",
  ", beyond its {0}": "، فراتر از {0}",
  "{0}, goal {1}{2}; {3}": "{0}، هدف {1}{2}؛ {3}",
  "brings {0} points and ": "{0} واحد می‌آورد و ",
  "{0} {1} of goal {2} {3}lacks {4}": "{0} {1} از هدف {2} {3}{4} کم دارد",
  "{0}: {1} of 100. {2}.": "{0}: {1} از ۱۰۰. {2}.",
  "Other weights about these (concentration {0}) put it between {1} and {2} nine times in ten.":
    "وزن‌های دیگر در حول این وزن‌ها (تمرکز {0}) آن را نه بار از ده بار میان {1} و {2} می‌گذارند.",
  "What the components bring adds up to the index.": "جمع آنچه اجزا می‌آورند شاخص است.",
  "What the components lack adds up to what is missing to 100.": "جمع آنچه اجزا کم دارند فاصله تا ۱۰۰ است.",
  "points of the index, 0 to 100": "واحد شاخص، ۰ تا ۱۰۰",

  "{0}: {1}, rank {2}, n = {3}": "{0}: {1}، رتبهٔ {2}، تعداد = {3}",
  "Indices on 0 to 100 with {0} intervals and ranks. {1}.": "شاخص‌ها از ۰ تا ۱۰۰ با بازه‌های اطمینان {0} و رتبه‌ها. {1}.",
  "Satisfaction indices by {0}, side by side": "شاخص‌های رضایت به تفکیک {0}، کنار هم",
  "Dotted: everybody. Compare within a row.": "نقطه‌چین: همه. درون هر ردیف مقایسه کنید.",
  "each index on 0 to 100, 100 is best": "هر شاخص از ۰ تا ۱۰۰، ۱۰۰ بهترین است",

  Gap: "شکاف",
  Share: "سهم",
  Worth: "ارزش",
  "of R²": "از R²",
  "The competitor's ratings are held: worth is that of raising the own.":
    "امتیازهای رقیب ثابت گرفته شده است: ارزش از آنِ بالا بردن امتیاز خودی است.",
  "Own and competitor's ratings do not count alike ({0}): gaps say less than the own ratings do.":
    "امتیازهای خودی و رقیب یکسان اثر ندارند ({0}): شکاف‌ها کمتر از امتیازهای خودی می‌گویند.",
  "{0} {1} (share {2}, closing it {3}: {4})": "{0} {1} (سهم {2}، بستن آن {3}: {4})",
  "Own − competitor by attribute, with {0} intervals, and what closing the gap goes with in {1}: {2}. {3}":
    "خودی منهای رقیب به تفکیک ویژگی، با بازه‌های اطمینان {0}، و تغییری در {1} که با بستن شکاف همراه است: {2}. {3}",
  "Share: {0}, R² {1}, n = {2}. Worth: points of {3} to be gained by closing the gap (above 0), or to be defended, if slopes are causes.":
    "سهم: {0}، R² برابر {1}، تعداد = {2}. ارزش: واحدهایی از {3} که با بستن شکاف به دست می‌آید (بالای ۰) یا باید از آن دفاع کرد، اگر شیب‌ها علت باشند.",
  "Triangles point to who is ahead, hollow: does not matter; circles: cannot tell.":
    "مثلث‌ها به سوی کسی است که جلوتر است، توخالی: کم‌اهمیت؛ دایره‌ها: نمی‌توان گفت.",
};
