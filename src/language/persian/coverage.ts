import type { Phrases } from "../language.js";

/** What the page of how often intervals hold says. */
export const COVERAGE: Phrases = {
  "How often intervals hold what they claim to hold": "بازه‌های اطمینان چند بار به وعدهٔ خود وفا می‌کنند",
  "How far to trust the intervals": "تا کجا می‌توان به بازه‌های اطمینان اعتماد کرد",
  "Of 100 intervals at level 95%, so many hold the true value":
    "از هر ۱۰۰ بازه در سطح اطمینان ۹۵\u200f٪ چند بازه مقدار واقعی را در بر دارد",
  "{0} missed": "{0} برآورده نشد",
  "at least {0}": "دست‌کم {0}",
  "{0}: {1} to {2}, {3} asked: held": "{0}: {1} تا {2}، خواسته {3}: برآورده شد",
  "{0}: {1} to {2}, {3} asked: MISSED": "{0}: {1} تا {2}، خواسته {3}: برآورده نشد",
  "{0} of {1} bars held": "{0} شرط از {1} شرط برآورده شده است",
  "An interval at level 95% should hold the true value 95 times in 100, whatever the sample. These are the times it does, of the code that makes the reports: {0}. {1} works them out anew.":
    "بازه‌ای در سطح اطمینان ۹۵\u200f٪ باید، هر نمونه‌ای که باشد، ۹۵ بار از ۱۰۰ بار مقدار واقعی را در بر گیرد. اینجا آمده است که کدِ سازندهٔ گزارش‌ها چند بار چنین می‌کند: {0}. {1} همه را از نو حساب می‌کند.",
};

/** What its tables bring along. */
export const OF_COVERAGE: Phrases = {
  "Difference of two NPS": "تفاوت دو شاخص خالص مروجان",
  "Shares, in the mean": "سهم‌ها، به طور میانگین",
  "Shares, at worst": "سهم‌ها، در بدترین حالت",
  "Difference of two shares": "تفاوت دو سهم",
  "Kaplan–Meier curves": "منحنی‌های کاپلان–مایر",
  "Sales-adjusted retention": "نرخ حفظ تعدیل‌شده با فروش",
  "Driver weights": "وزن محرک‌ها",

  "Fifteen situations: 10, 20 and 50 answers from five companies, whose detractors, passives and promoters of 100 are named. adjusted-wald is what nps takes unless told otherwise.":
    "پانزده وضعیت: ۱۰، ۲۰ و ۵۰ پاسخ از پنج شرکت، که منتقدان، بی‌تفاوت‌ها و مروجانشان از هر ۱۰۰ نفر نوشته شده است. شاخص خالص مروجان اگر چیز دیگری گفته نشود والد تعدیل‌شده را به کار می‌برد.",
  "From the intervals of the two alone (MOVER), with as many answers in each.":
    "تنها از بازه‌های همان دو (MOVER)، با شمار برابر پاسخ در هر یک.",
  "CSAT, win rate, churn and every other share of a count: the mean over true shares from 0.5% to 99.5%.":
    "رضایت مشتری، نرخ برد، نرخ ریزش و هر سهم دیگری از یک شمارش: میانگین روی سهم‌های واقعی از ۰٫۵\u200f٪ تا ۹۹٫۵\u200f٪.",
  "The same at that true share at which each interval does worst.":
    "همان، در آن سهم واقعی که هر بازه در آن بدترین است.",
  "Newcombe's interval, over pairs of true shares from 2.5% to 97.5%, with as many cases in each.":
    "بازهٔ نیوکامب، روی جفت‌های سهم واقعی از ۲٫۵\u200f٪ تا ۹۷٫۵\u200f٪، با شمار برابر مورد در هر یک.",
  "The share still there, at the times when 90, 75, 50 and 30% are left. Log-log is what kaplanMeier takes unless told otherwise; plain is what spreadsheets do.":
    "سهم ماندگان در زمان‌هایی که ۹۰، ۷۵، ۵۰ و ۳۰\u200f٪ مانده‌اند. کاپلان–مایر اگر چیز دیگری گفته نشود log-log را به کار می‌برد؛ «ساده» کار صفحه‌گسترده‌هاست.",
  "Customers with log-normal sales. No bar: with few customers who hold most of the sales no interval keeps its level; Wilson's on the effective number, which retention takes unless told otherwise, comes nearer to it than the linearised ratio.":
    "مشتریانی با فروش لگ‌نرمال. بدون شرط: وقتی مشتریان اندکی بیشترِ فروش را دارند هیچ بازه‌ای سطح خود را نگه نمی‌دارد؛ بازهٔ ویلسون بر تعداد مؤثر، که نرخ حفظ اگر چیز دیگری گفته نشود به کار می‌برد، از نسبت خطی‌شده به آن نزدیک‌تر است.",
  "The shares that LMG and Johnson's relative weights give to the eight attributes of the demo company, from 500 respondents whose ratings are normal with the spread that is planted there. The true shares are those of the planted correlations.":
    "سهمی که LMG و وزن‌های نسبی جانسون به هشت ویژگی شرکت ساختگی می‌دهند، از ۵۰۰ پاسخ‌دهنده که امتیازهایشان نرمال است با همان پراکندگی که در آن کاشته شده. سهم‌های واقعی از همبستگی‌های کاشته‌شده است.",

  "All outcomes that can happen, each with its chance: nothing is drawn.":
    "همهٔ پیامدهای ممکن، هر یک با احتمال خود: چیزی به قرعه نیست.",
  "All outcomes that can happen, each with its chance: nothing is drawn. Bootstraps take 10,000 resamples of each outcome, from seed 1.":
    "همهٔ پیامدهای ممکن، هر یک با احتمال خود: چیزی به قرعه نیست. خودگردان (بوت‌استرپ) از هر پیامد ۱۰٬۰۰۰ بازنمونه می‌گیرد، از بذر ۱.",
  "{0} samples a row, from seed {1}; such a share is known to about ± {2} points.":
    "در هر ردیف {0} نمونه، از بذر {1}؛ چنین سهمی تا حدود \u200e±{2} واحد معلوم است.",
  "{0} samples a row, from seeds {1}; such a share is known to about ± {2} points.":
    "در هر ردیف {0} نمونه، از بذرهای {1}؛ چنین سهمی تا حدود \u200e±{2} واحد معلوم است.",
  "{0} samples, the same for all, from seed {1} on, each with {2} resamples; such a share is known to about ± {3} points.":
    "{0} نمونه، برای همه یکسان، از بذر {1} به بعد، هر یک با {2} بازنمونه؛ چنین سهمی تا حدود \u200e±{3} واحد معلوم است.",

  "Answers, company": "پاسخ، شرکت",
  "Answers in each, companies": "پاسخ در هر یک، شرکت‌ها",
  "Number of cases": "شمار موردها",
  "Cases in each": "شمار موردها در هر یک",
  Customers: "مشتریان",
  Attribute: "ویژگی",
  "{0} customers, steady churn": "{0} مشتری، ریزش یکنواخت",
  "{0} customers, many censored": "{0} مشتری، بسیاری سانسورشده",
  "{0} customers, early churn, times in months": "{0} مشتری، ریزش زودهنگام، زمان به ماه",
  "{0}, of whom {1} stay: {2}": "{0} مشتری، که {1} می‌مانند: {2}",
  "sales not very uneven": "فروش نه چندان نابرابر",
  "a few customers hold most sales": "اندکی از مشتریان بیشترِ فروش را دارند",

  "adjusted-wald": "والد تعدیل‌شده",
  wald: "والد",
  goodman: "گودمن",
  bootstrap: "خودگردان، صدکی",
  "bootstrap-bca": "خودگردان، BCa",
  dirichlet: "دیریکله",
  "adjusted Wald and score": "والد تعدیل‌شده و امتیاز",
  both: "هر دو",
  "Newcombe, mean": "نیوکامب، میانگین",
  "Newcombe, worst": "نیوکامب، بدترین",
  "log-log": "log-log",
  "log-log {0}": "log-log {0}",
  "plain {0}": "ساده {0}",
  "Wilson on the effective number": "ویلسون بر تعداد مؤثر",
  "linearised ratio": "نسبت خطی‌شده",
  Johnson: "جانسون",
};
