import type { Phrases } from "../language.js";

/** How intervals and tests were made, as results say it. */
export const METHODS: Phrases = {
  "{0}; {1}": "{0}؛ {1}",
  "adjusted Wald": "والد تعدیل‌شده",
  Wald: "والد",
  "score (Tango)": "امتیاز (تانگو)",
  "score (Tango), paired": "امتیاز (تانگو)، زوجی",
  "Goodman, simultaneous": "گودمن، هم‌زمان",
  "Student's t": "تی استودنت",
  "Student's t, paired": "تی استودنت، زوجی",
  "Student's t, linearised": "تی استودنت، خطی‌شده",
  "Student's t over customers": "تی استودنت روی مشتریان",
  "Welch's t": "تی ولش",
  "bootstrap, percentile": "خودگردان (بوت‌استرپ)، صدکی",
  "bootstrap, BCa": "خودگردان (بوت‌استرپ)، BCa",
  "Dirichlet posterior": "پسین دیریکله",
  Wilson: "ویلسون",
  wilson: "ویلسون",
  Newcombe: "نیوکامب",
  Holm: "هولم",
  Goodman: "گودمن",
  "Wilson; Clopper–Pearson below 10 answers": "ویلسون؛ کلاپر–پیرسون برای کمتر از ۱۰ پاسخ",
  "Clopper–Pearson": "کلاپر–پیرسون",
  "Agresti–Coull": "اگرستی–کول",
  Jeffreys: "جفریز",
  "Wilson of customers; of value the ratio of sums, linearised, Student's t":
    "ویلسون برای مشتریان؛ برای ارزش نسبت مجموع‌ها، خطی‌شده، تی استودنت",
  "Wilson of the share that fell; Tango's of the differences": "ویلسون برای سهم افت‌کرده؛ تانگو برای تفاوت‌ها",
  "Wilson on the effective number of {0} (linearised variance)": "ویلسون بر تعداد مؤثر {0} (واریانس خطی‌شده)",
  "Wilson on the effective number of {0} (linearised variance over visitors)":
    "ویلسون بر تعداد مؤثر {0} (واریانس خطی‌شده روی بازدیدکنندگان)",
  "Wilson on the effective number of customers": "ویلسون بر تعداد مؤثر مشتریان",
  "{0} on the effective number of customers (linearised variance)": "{0} بر تعداد مؤثر مشتریان (واریانس خطی‌شده)",
  "Wilson, costs known": "ویلسون، هزینه‌ها معلوم",
  "{0}, simultaneous": "{0}، هم‌زمان",
  "{0}, simultaneous, on the effective number of customers": "{0}، هم‌زمان، بر تعداد مؤثر مشتریان",
  "{0}, paired": "{0}، زوجی",
  "{0}, independent": "{0}، مستقل",
  "bootstrap of raters, percentile, paired": "خودگردان پاسخ‌دهندگان، صدکی، زوجی",
  "bootstrap of raters, percentile, independent": "خودگردان پاسخ‌دهندگان، صدکی، مستقل",
  "bootstrap of raters, percentile": "خودگردان پاسخ‌دهندگان، صدکی",
  "bootstrap of respondents, percentile": "خودگردان پاسخ‌دهندگان، صدکی",
  "bootstrap percentiles, {0} resamples": "صدک‌های خودگردان، {0} بازنمونه",
  "bootstrap percentiles": "صدک‌های خودگردان",
  "bootstrap {0}, {1} resamples": "خودگردان {0}، {1} بازنمونه",
  percentiles: "صدکی",
  BCa: "BCa",
  "bootstrap of customers ({0} resamples), studentised on log-odds":
    "خودگردان مشتریان ({0} بازنمونه)، استودنتی‌شده بر لگاریتم بخت",
  "bootstrap of rows, percentile, 2,000 resamples": "خودگردان ردیف‌ها، صدکی، ۲٬۰۰۰ بازنمونه",
  "percentiles and ellipses of {0} resamples": "صدک‌ها و بیضی‌های {0} بازنمونه",
  "percentiles of 10,000 independent draws from the components' intervals":
    "صدک‌های ۱۰٬۰۰۰ قرعهٔ مستقل از بازه‌های مؤلفه‌ها",
  "percentiles of {0} resamples": "صدک‌های {0} بازنمونه",
  "Student's t, joint linearised variance of the components": "تی استودنت، واریانس خطی‌شدهٔ مشترک مؤلفه‌ها",
  "Student's t, {0}; Fieller of the asymmetry; percentiles of {1} resamples":
    "تی استودنت، {0}؛ فیلر برای نامتقارنی؛ صدک‌های {1} بازنمونه",
  "ratio of sums, linearised variance over customers, Student's t":
    "نسبت مجموع‌ها، واریانس خطی‌شده روی مشتریان، تی استودنت",
  "ratio of sums, linearised variance over visitors, Student's t":
    "نسبت مجموع‌ها، واریانس خطی‌شده روی بازدیدکنندگان، تی استودنت",
  "ratio of two sums, linearised variance over customers, Student's t":
    "نسبت دو مجموع، واریانس خطی‌شده روی مشتریان، تی استودنت",
  "ratio of sums, linearised variance over {0}, Student's t": "نسبت مجموع‌ها، واریانس خطی‌شده روی {0}، تی استودنت",
  "ratio of two sums, linearised variance over {0}, Student's t": "نسبت دو مجموع، واریانس خطی‌شده روی {0}، تی استودنت",
  "ratio of two rates (MOVER-R), {0}": "نسبت دو نرخ (MOVER-R)، {0}",
  "MOVER, from the intervals of both sides": "MOVER، از بازه‌های دو طرف",
  "delta method, shares multinomial": "روش دلتا، سهم‌ها چندجمله‌ای",
  "Kaplan–Meier, Greenwood, log-log": "کاپلان–مایر، گرینوود، log-log",
  "Kaplan–Meier, Greenwood, log": "کاپلان–مایر، گرینوود، لگاریتمی",
  "Kaplan–Meier, Greenwood, plain": "کاپلان–مایر، گرینوود، ساده",
  "Kaplan–Meier, restricted mean on the log scale": "کاپلان–مایر، میانگین محدودشده در مقیاس لگاریتمی",
  "exact Poisson (Garwood), the denominator taken as known": "پواسون دقیق (گاروود)، با مخرج معلوم",
  "Newcombe of the difference, Fieller of the cost per customer kept":
    "نیوکامب برای تفاوت، فیلر برای هزینهٔ هر مشتری حفظ‌شده",
  "{0}; Newcombe of the difference, Fieller of the cost per customer kept by it":
    "{0}؛ نیوکامب برای تفاوت، فیلر برای هزینهٔ هر مشتری حفظ‌شده با آن",
  "Fieller, Student's t": "فیلر، تی استودنت",
  "Welch's t on the difference of means, costs known": "تی ولش بر تفاوت میانگین‌ها، هزینه‌ها معلوم",
  "none: what is attributed is not tested": "ندارد: نسبت‌داده‌شده آزموده نمی‌شود",
  "counts, without intervals": "شمارش، بدون بازهٔ اطمینان",
  "Cox with a covariate that changes over time, Efron's ties, errors robust by customer":
    "کاکس با متغیر کمکی وابسته به زمان، گره‌ها به روش افرون، خطاها استوار بر حسب مشتری",
  "Cox's model of each reason with the signal from date to date (Efron's ties), Benjamini–Hochberg over {0} pairs":
    "مدل کاکس هر دلیل با نشانه از تاریخی به تاریخ دیگر (گره‌ها به روش افرون)، بنجامینی–هوخبرگ روی {0} جفت",
  "Aalen–Johansen with scaled hazards, percentile bootstrap of customers":
    "آلن–یوهانسن با نرخ‌های خطر مقیاس‌شده، خودگردان صدکی مشتریان",
  "Aalen–Johansen with scaled hazards, percentile bootstrap of customers and of effectiveness":
    "آلن–یوهانسن با نرخ‌های خطر مقیاس‌شده، خودگردان صدکی مشتریان و اثربخشی",
  "Aalen–Johansen with scaled hazards within segments, percentile bootstrap of customers":
    "آلن–یوهانسن با نرخ‌های خطر مقیاس‌شده درون بخش‌ها، خودگردان صدکی مشتریان",
  "Aalen–Johansen with scaled hazards within segments, percentile bootstrap of customers and of effectiveness":
    "آلن–یوهانسن با نرخ‌های خطر مقیاس‌شده درون بخش‌ها، خودگردان صدکی مشتریان و اثربخشی",
  "{0} by maximum likelihood from {1} {2}, Wald on the logs of the parameters":
    "{0} با درست‌نمایی بیشینه از {1} {2}، والد بر لگاریتم پارامترها",
  "{0} by maximum likelihood from {1} {2}, delta method on log-odds":
    "{0} با درست‌نمایی بیشینه از {1} {2}، روش دلتا بر لگاریتم بخت",
  start: "آغاز",
  starts: "آغاز",
  "{0} and Gamma–Gamma by maximum likelihood": "{0} و گاما–گاما با درست‌نمایی بیشینه",
  "{0} and Gamma–Gamma by maximum likelihood, without intervals":
    "{0} و گاما–گاما با درست‌نمایی بیشینه، بدون بازهٔ اطمینان",
  "{0}, bias-corrected percentiles of {1} simulated worlds": "{0}، صدک‌های اریب‌زدوده از {1} جهان شبیه‌سازی‌شده",
  "{0}, bias-corrected percentiles of {1} simulated worlds of {2} customers, their spread scaled to {3}":
    "{0}، صدک‌های اریب‌زدوده از {1} جهان شبیه‌سازی‌شده با {2} مشتری، پراکندگی به مقیاس {3}",
  "Goodman of shares, Wilson of CS+ and CS−": "گودمن برای سهم‌ها، ویلسون برای CS+\u200e و CS−\u200e",
  "Goodman of shares, Wilson of CS+ and CS−, on the effective number of respondents":
    "گودمن برای سهم‌ها، ویلسون برای CS+\u200e و CS−\u200e، بر تعداد مؤثر پاسخ‌دهندگان",
  "exact sign test": "آزمون دقیق علامت",
  "exact sign test of falls against rises": "آزمون دقیق علامت برای افت در برابر افزایش",
  "{0} permutations": "{0} جایگشت",

  "Goodman, simultaneous within each segment": "گودمن، هم‌زمان درون هر بخش",
  "Goodman, simultaneous within each segment, on the effective number of customers":
    "گودمن، هم‌زمان درون هر بخش، بر تعداد مؤثر مشتریان",
  "each cell against all other segments by Fisher's exact test, Benjamini–Hochberg over {0} cells":
    "هر خانه در برابر همهٔ بخش‌های دیگر با آزمون دقیق فیشر، بنجامینی–هوخبرگ روی {0} خانه",
  "each cell against all other segments by Fisher's exact test of customers who named it or not, Benjamini–Hochberg over {0} cells":
    "هر خانه در برابر همهٔ بخش‌های دیگر با آزمون دقیق فیشر بر مشتریانی که آن را گفته‌اند یا نه، بنجامینی–هوخبرگ روی {0} خانه",
  "rates by Garwood, each against that of all other segments by the exact binomial test (intervals of ratios by Clopper–Pearson), Benjamini–Hochberg over {0} cells":
    "نرخ‌ها به روش گاروود، هر یک در برابر همهٔ بخش‌های دیگر با آزمون دقیق دوجمله‌ای (بازهٔ نسبت‌ها به روش کلاپر–پیرسون)، بنجامینی–هوخبرگ روی {0} خانه",
  "rates by Garwood, each against that of all other segments by the exact binomial test of a ratio between {0} and {1} (intervals of ratios by Clopper–Pearson), Benjamini–Hochberg over {2} cells":
    "نرخ‌ها به روش گاروود، هر یک در برابر همهٔ بخش‌های دیگر با آزمون دقیق دوجمله‌ای برای نسبتی میان {0} و {1} (بازهٔ نسبت‌ها به روش کلاپر–پیرسون)، بنجامینی–هوخبرگ روی {2} خانه",
  "exposure times the share of leavers whose reason is known, by segment":
    "در معرض بودن ضرب در سهم رفتگانی که دلیلشان معلوم است، به تفکیک بخش",
  "each segment against all others by {0}, Benjamini–Hochberg": "هر بخش در برابر همهٔ دیگران با {0}، بنجامینی–هوخبرگ",
  "funnel limits exact binomial": "حدهای قیف دوجمله‌ای دقیق",
  "score test (Pearson's χ²)": "آزمون امتیاز (χ² پیرسون)",
  "Student's t of the difference, linearised over customers": "تی استودنت تفاوت، خطی‌شده روی مشتریان",
  "Pearson's χ² over all segments": "χ² پیرسون روی همهٔ بخش‌ها",
  "Pearson's χ² of the classes": "χ² پیرسون دسته‌ها",
  "Pearson's χ² of equal shares": "χ² پیرسون برای سهم‌های برابر",
  "Welch's F of equal means ({0} and {1} degrees of freedom)": "F ولش برای میانگین‌های برابر ({0} و {1} درجهٔ آزادی)",
  "Wald χ² of equal scores": "χ² والد برای امتیازهای برابر",
  "Pearson's χ² (every expected count is {0} or more)": "χ² پیرسون (همهٔ فراوانی‌های مورد انتظار {0} یا بیشترند)",
  "Pearson's χ² of the effective number of customers (every expected count is {0} or more)":
    "χ² پیرسون بر تعداد مؤثر مشتریان (همهٔ فراوانی‌های مورد انتظار {0} یا بیشترند)",
  "Pearson's χ², p from {0} tables drawn with the same sums ({1})":
    "χ² پیرسون، p از {0} جدول که با همان مجموع‌ها به قرعه ساخته شده ({1})",
  "the least expected count is {0}, below {1}": "کمترین فراوانی مورد انتظار {0} و زیر {1} است",
  "a customer may have several reasons": "یک مشتری ممکن است چند دلیل داشته باشد",
  "{0}, customers shuffled between segments {1} times ({2})": "{0}، مشتریان {1} بار میان بخش‌ها جابه‌جا شده‌اند ({2})",
  "Bilder and Loughin's sum of χ² over the reasons": "مجموع χ² بیلدر و لافین روی دلایل",
  "{0}, Rao and Scott's second-order correction ({1}, and a weight)":
    "{0}، تصحیح مرتبهٔ دوم رائو و اسکات ({1}، و یک وزن)",
  "Pearson's χ² of each reason's customers against the exposure, summed over the reasons":
    "χ² پیرسون مشتریان هر دلیل در برابر در معرض بودن، جمع‌شده روی دلایل",
  "{0} (every expected count is {1} or more)": "{0} (همهٔ فراوانی‌های مورد انتظار {1} یا بیشترند)",
  "{0}, p from {1} times that they were spread over the segments by exposure ({2})":
    "{0}، p از {1} بار پخش آنها در بخش‌ها به نسبت در معرض بودن ({2})",
  "Wald, F on 2 and {0} degrees of freedom": "والد، F با ۲ و {0} درجهٔ آزادی",
};
