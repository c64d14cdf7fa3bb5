import type { Phrases } from "../language.js";

/** What figures of drivers and their weights say. */
export const DRIVER_PLOTS: Phrases = {
  weight: "وزن",
  positive: "مثبت",
  negative: "منفی",
  "no direction": "بی‌جهت",
  "not used": "به کار نرفت",
  "no drivers": "بدون محرک",
  "no weights": "بدون وزن",
  "no resamples": "بدون بازنمونه",
  "rank {0} to {1}": "رتبهٔ {0} تا {1}",
  " beside the controls' {0}": " در کنار {0} متغیرهای کنترل",
  "McFadden's R² {0}": "R² مک‌فادن برابر {0}",
  ", share {0}": "، سهم {0}",
  ", not told from noise": "، از نوفه بازشناخته نمی‌شود",
  ", a suppressor": "، متغیر سرکوبگر",
  "{0}: weight {1}{2}, {3}{4}{5}": "{0}: وزن {1}{2}، {3}{4}{5}",
  "At the end of each bar: share of all weights.": "در انتهای هر میله: سهم از همهٔ وزن‌ها.",
  "Hollow: not told from a variable of pure noise.": "توخالی: از متغیری که تنها نوفه است بازشناخته نمی‌شود.",
  "Suppressors: {0}.": "متغیرهای سرکوبگر: {0}.",
  "Positive and negative: signs of the correlations. A driver that goes with the outcome need not make it.":
    "مثبت و منفی: علامت همبستگی‌ها. محرکی که با پیامد همراه است لزوماً آن را پدید نمی‌آورد.",

  chosen: "برگزیده",
  "τ {0}": "τ برابر {0}",
  "stated<br>impor-<br>tance": "اهمیت<br>بیان‌شده",
  "corre-<br>lations": "همبستگی‌ها",
  "R² lost<br>without<br>it": "R² ازدست‌رفته<br>بدون آن",
  "standard-<br>ised coef-<br>ficients": "ضریب‌های<br>استاندارد",
  "LMG<br>(Shapley)": "LMG<br>(شپلی)",
  "Johnson's<br>relative<br>weights": "وزن‌های<br>نسبی<br>جانسون",
  "Cells: shares of all weights. τ: Kendall's, with the chosen method.":
    "خانه‌ها: سهم از همهٔ وزن‌ها. τ: تاو کندال، با روش برگزیده.",
  "Without shares: {0}.": "بدون سهم: {0}.",
  "What drives {0}, by every method": "محرک‌های {0}، با همهٔ روش‌ها",
  "What drives {0}, by every method: {1}.": "محرک‌های {0}، با همهٔ روش‌ها: {1}.",

  "{0}, rank {1}: {2} of resamples": "{0}، رتبهٔ {1}: {2} بازنمونه‌ها",
  "Cells: share of resamples ({0}) in which a driver has the rank; under each name the ranks between which {1} of them lie.":
    "خانه‌ها: سهم بازنمونه‌هایی ({0}) که محرک در آنها آن رتبه را دارد؛ زیر هر نام رتبه‌هایی که {1} بازنمونه‌ها میان آنهاست.",
  "{0}, and how sure the order is": "{0}، و ترتیب چقدر قطعی است",
  "rank, 1 is the largest weight": "رتبه، ۱ یعنی بزرگ‌ترین وزن",
  "{0} in {1}": "{0} در {1}",
  "{0}, ranks over resamples: {1}.": "{0}، رتبه‌ها در بازنمونه‌ها: {1}.",
};
