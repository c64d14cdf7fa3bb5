import type { Phrases } from "../language.js";

/** What maps of importance, Kano's map, penalties and rewards, and path models say. */
export const MAP_PLOTS: Phrases = {
  "at the {0} of the attributes, worked out anew in each resample":
    "در {0} ویژگی‌ها که در هر بازنمونه از نو به دست می‌آید",
  "where it was put": "در جایی که تعیین شده است",
  "cannot tell ({0})": "نمی‌توان گفت ({0})",
  "cannot tell ({0} or {1})": "نمی‌توان گفت ({0} یا {1})",
  "cannot tell: {0} or {1}": "نمی‌توان گفت: {0} یا {1}",
  "Crosshair {0}.": "خط‌های مرکز {0}.",
  "Ellipses: importance and performance together at {0}, from {1} resamples.":
    "بیضی‌ها: اهمیت و عملکرد با هم در سطح {0}، از {1} بازنمونه.",
  "Filled: in its quadrant in at least {0} of resamples; hollow: cannot tell.":
    "توپر: دست‌کم در {0} بازنمونه‌ها در همین ربع؛ توخالی: نمی‌توان گفت.",
  "What matters, and how well it is done": "چه مهم است و چقدر خوب انجام می‌شود",
  "performance: mean rating, {0} to {1}": "عملکرد: میانگین امتیاز، {0} تا {1}",
  "no importance": "بدون اهمیت",
  "{0} in {1} of resamples": "{0} در {1} بازنمونه‌ها",
  "{0}: importance {1}, performance {2}, {3}": "{0}: اهمیت {1}، عملکرد {2}، {3}",

  "CS+: would please to have it": "CS+\u200e: داشتنش خوشحال می‌کند",
  "CS−: would displease not to have it": "CS−\u200e: نبودنش ناراضی می‌کند",
  "Filled: the most frequent category is ahead of the next beyond chance (exact sign test, Holm); hollow: cannot tell.":
    "توپر: پرشمارترین دسته فراتر از تصادف از دستهٔ بعدی پیش است (آزمون دقیق علامت، هولم)؛ توخالی: نمی‌توان گفت.",
  "How answers about each feature fall into Kano's categories":
    "پاسخ‌ها دربارهٔ هر ویژگی چگونه در دسته‌های کانو جای می‌گیرند",
  "In brackets: {0} interval of the most frequent category, Goodman (all shares of a feature together).":
    "در پرانتز: بازهٔ اطمینان {0} پرشمارترین دسته، گودمن (همهٔ سهم‌های یک ویژگی با هم).",
  "Shape and colour: the most frequent category; place: what all answers say, questionable ({0}) and reverse ones ({1}) left out.":
    "شکل و رنگ: پرشمارترین دسته؛ جایگاه: آنچه همهٔ پاسخ‌ها می‌گویند، بدون پاسخ‌های تردیدآمیز ({0}) و وارونه ({1}).",
  "What kind of feature each one is (Kano)": "هر ویژگی از چه نوعی است (کانو)",
  "share of respondents": "سهم پاسخ‌دهندگان",
  "{0}, the most frequent of each feature with intervals: {1}.": "{0}، پرشمارترین دستهٔ هر ویژگی با بازهٔ اطمینان: {1}.",
  "{0}: {1} {2}, {3} of {4}": "{0}: {1} {2}، {3} از {4}",
  "{0}: {1}, {2} of {3}, CS+ {4}, CS− {5}": "{0}: {1}، {2} از {3}، CS+\u200e {4}، CS−\u200e {5}",

  "Asymmetry: below −{0} basic, within the grey band performance, above it excitement; stroke: where an effect in a straight line would be with these cuts; hollow: cannot tell.":
    "نامتقارنی: کمتر از ‎−{0} پایه، درون نوار خاکستری عملکردی، بالاتر از آن هیجان‌انگیز؛ خط کوتاه: جایی که اثر خطی با این برش‌ها قرار می‌گرفت؛ توخالی: نمی‌توان گفت.",
  "Low: rated up to {0}; high: from {1} on; R² {2}.": "پایین: امتیاز تا {0}؛ بالا: از {1} به بعد؛ R² {2}.",
  "What hurts when it is bad, and what delights when it is good":
    "چه چیزی وقتی بد است آزار می‌دهد و چه چیزی وقتی خوب است شاد می‌کند",
  asymmetry: "نامتقارنی",
  "hurts more, delights more": "بیشتر آزار می‌دهد، بیشتر شاد می‌کند",
  "penalty when low, reward when high": "جریمه در امتیاز پایین، پاداش در امتیاز بالا",
  "points of the outcome": "واحد پیامد",
  "rated from {0} on": "امتیاز از {0} به بعد",
  "rated up to {0}": "امتیاز تا {0}",
  "{0} {1} and {2}, asymmetry {3}, {4}": "{0} {1} و {2}، نامتقارنی {3}، {4}",
  "{0}, in {1} of resamples": "{0}، در {1} بازنمونه‌ها",
  "{0}: a straight line would give {1}": "{0}: خط راست {1} می‌داد",
  "{0}: asymmetry {1}, {2}": "{0}: نامتقارنی {1}، {2}",

  " with {0} intervals, {1}": " با بازه‌های اطمینان {0}، {1}",
  ", consistent (PLSc)": "، سازگار (PLSc)",
  ", without intervals": "، بدون بازهٔ اطمینان",
  "; R² {0}": "؛ R² {0}",
  "; score {0}": "؛ امتیاز {0}",
  "Dashed: the interval holds 0.": "خط‌چین: بازه صفر را در بر دارد.",
  "Dotted: .7, from where on an item shares half of its variance with its block. Filled: above it; crossed: below it; hollow: cannot tell.":
    "نقطه‌چین: ۰٫۷، که از آنجا گویه نیمی از واریانسش را با سازه‌اش شریک است. توپر: بالاتر از آن؛ ضربدر: پایین‌تر از آن؛ توخالی: نمی‌توان گفت.",
  "Dotted: {0} itself, {1}.": "نقطه‌چین: خود {0}، {1}.",
  "Importance: points of {0} for one point of the block, along all paths, both on 0 to 100; paths are associations.":
    "اهمیت: واحدهای {0} به ازای یک واحد سازه، در همهٔ مسیرها، هر دو از ۰ تا ۱۰۰؛ مسیرها همبستگی‌اند، نه علت.",
  "In boxes: R².": "در خانه‌ها: R².",
  "In boxes: R², and the mean score on 0 to 100.": "در خانه‌ها: R² و میانگین امتیاز از ۰ تا ۱۰۰.",
  "Items with their loadings.": "گویه‌ها با بار عاملی‌شان.",
  "Loadings of the items on their blocks": "بارهای عاملی گویه‌ها بر سازه‌هایشان",
  "Loadings: {0}.": "بارهای عاملی: {0}.",
  "On arrows: standardised coefficients{0}.": "روی پیکان‌ها: ضریب‌های استاندارد{0}.",
  "PLS, {0} scheme{1}.": "PLS، طرح {0}{1}.",
  "Path model, coefficients with {0} intervals: {1}. {2}.": "مدل مسیر، ضریب‌ها با بازه‌های اطمینان {0}: {1}. {2}.",
  "R² {0}": "R² {0}",
  "The weights did not converge.": "وزن‌ها همگرا نشدند.",
  "Width by size; vermilion: below 0.": "پهنا به اندازهٔ ضریب؛ سرخ: زیر صفر.",
  "Without {0}: {1}.": "بدون {0}: {1}.",
  "importance for {0}": "اهمیت برای {0}",
  loading: "بار عاملی",
  "look here first": "نخست اینجا را ببینید",
  "no number": "بدون عدد",
  "performance, 0 to 100": "عملکرد، ۰ تا ۱۰۰",
  "score {0}": "امتیاز {0}",
  "{0} importance {1}, performance {2}": "{0} اهمیت {1}، عملکرد {2}",
  "{0}: importance {1}, performance {2}": "{0}: اهمیت {1}، عملکرد {2}",
};
