import type { Phrases } from "../language.js";

/** What results on retention, churn, its reasons, tactics and survival say of what could not be estimated. */
export const NOTES_OF_LEAVING: Phrases = {
  "with sales below 0": "با فروش منفی",
  "with a loss": "زیان‌ده",
  "{0} with sales below 0: keeping them lowers the rate": "{0} با فروش منفی: حفظ آنها نرخ را پایین می‌آورد",
  "{0} with a loss: keeping them lowers the rate": "{0} زیان‌ده: حفظ آنها نرخ را پایین می‌آورد",
  "{0} with a loss at the start": "{0} زیان‌ده در ابتدا",
  "{0} with sales below 0 at the start": "{0} با فروش منفی در ابتدا",
  "{0} kept with a loss": "{0} زیان‌ده حفظ شد",
  "{0} kept with sales below 0": "{0} با فروش منفی حفظ شد",
  "{0}: keeping more need not raise the rate": "{0}: حفظ بیشتر لزوماً نرخ را بالا نمی‌برد",
  "nobody was there at the start": "در ابتدا کسی نبود",
  "nobody was active at the start": "در ابتدا کسی فعال نبود",
  "nobody was there": "کسی نبود",
  "nobody was there at the start or the end": "در ابتدا و پایان کسی نبود",
  "no renewals due": "تمدیدی سررسید نشده",
  "no customer-days": "بدون مشتری-روز",
  "sales at the start are not above 0": "فروش در ابتدا بالای صفر نیست",
  "sales at the end are not above 0": "فروش در پایان بالای صفر نیست",
  "profit at the start is not above 0": "سود در ابتدا بالای صفر نیست",
  "profit at the end is not above 0": "سود در پایان بالای صفر نیست",
  "nothing of the category was bought anywhere": "از این دسته در هیچ‌جا خریدی نشده",
  "nobody was kept": "کسی حفظ نشد",
  "nobody kept": "کسی حفظ نشد",
  "nobody with known spend": "کسی با هزینه‌کرد معلوم نیست",
  "only {0} of the {1} days of the {2}": "تنها {0} روز از {1} روز {2}",
  "no cohorts": "بدون گروه هم‌دوره",
  "no cohort is mature yet": "هنوز هیچ گروه هم‌دوره‌ای کامل نشده",

  "nobody gave {0}": "هیچ‌کس {0} را نگفت",
  "nothing to share": "چیزی برای تقسیم نیست",
  "the actionable reasons stay below the threshold: 'other' holds the rest":
    "دلایل قابل اقدام زیر آستانه می‌مانند: بقیه در «سایر» است",
  "'{0}' ties with {1}: the first by name was taken": "«{0}» با {1} برابر است: نخستین به ترتیب نام برگزیده شد",
  "no reasons": "بدون دلیل",
  "no actionable reasons": "بدون دلیل قابل اقدام",
  "nothing was lost: all values or weights are 0": "چیزی از دست نرفته: همهٔ مقدارها یا وزن‌ها صفرند",
  "nothing was lost": "چیزی از دست نرفته",
  "no reason to tell from another": "دلیلی نیست که از دیگری بازشناخته شود",
  "no break: every named reason is needed": "بدون گسست: همهٔ دلایل نام‌برده لازم‌اند",
  "no clear break after {0}: '{1}' cannot be told from '{2}'":
    "پس از {0} گسست روشنی نیست: «{1}» از «{2}» بازشناخته نمی‌شود",
  "clear break after {0}: each of them is ahead of every other reason":
    "گسست روشن پس از {0}: هر یک از آنها از همهٔ دلایل دیگر پیش است",
  "fewer than two segments with reasons": "کمتر از دو بخش با دلیل",
  "fewer than two segments at risk": "کمتر از دو بخش در معرض",
  "{0} segments by {1} reasons: see rows and test": "{0} بخش در {1} دلیل: ردیف‌ها و آزمون را ببینید",
  "{0} of the population without a segment or a time at risk": "{0} نفر از جمعیت بدون بخش یا زمان در معرض",
  "no time at risk": "بدون زمان در معرض",
  "nobody at risk whose reason would be known": "در معرض کسی نیست که دلیلش معلوم باشد",
  "nobody to compare with": "کسی برای مقایسه نیست",
  "nobody elsewhere left for it": "در جاهای دیگر کسی به این دلیل نرفته",
  "no customers with a reason that is compared": "مشتری‌ای با دلیل مقایسه‌شده نیست",
  "fewer than 3 cells in both periods": "کمتر از ۳ خانه در هر دو دوره",
  "all cells are as expected": "همهٔ خانه‌ها مطابق انتظارند",
  "too few segments or reasons for an interval": "بخش‌ها یا دلایل برای بازهٔ اطمینان کم‌اند",
  "nobody left for it": "هیچ‌کس به این دلیل نرفته",
  "nobody left for {0} by {1}: nothing to keep, no interval":
    "تا {1} هیچ‌کس به دلیل {0} نرفته: چیزی برای حفظ نیست، بدون بازهٔ اطمینان",
  "followed only to {0}": "تنها تا {0} پیگیری شد",
  "only {0} at risk at the horizon": "تنها {0} نفر در افق در معرض‌اند",
  "{0} who stayed have a reason (first at row {1}), which is not counted":
    "{0} نفر که مانده‌اند دلیل دارند (نخست در ردیف {1}) و شمرده نشده",
  "{0} values below 0 taken as nothing to lose": "{0} مقدار منفی به معنای نبودِ چیزی برای از دست دادن گرفته شد",
  "nobody of {0} here: cannot be standardised": "از {0} کسی اینجا نیست: استانداردکردن ممکن نیست",
  "{0} and {1} more": "{0} و {1} دیگر",
  "nobody to standardise to": "کسی برای استانداردکردن نیست",
  "all others: {0}": "همهٔ دیگران: {0}",
  "too few for more than a rough p-value": "برای بیش از یک مقدار p تقریبی کم است",
  "customers who left all their categories; {0} more left some and stayed in others":
    "مشتریانی که همهٔ دسته‌هایشان را ترک کرده‌اند؛ {0} نفر دیگر برخی را ترک کرده و در برخی مانده‌اند",

  "more than half had no event by {0}": "بیش از نیمی تا {0} رویدادی نداشتند",
  "no events": "بدون رویداد",
  "no events by the horizon: no interval": "تا افق رویدادی نیست: بدون بازهٔ اطمینان",
  "nobody left by the horizon: no interval": "تا افق کسی نرفته: بدون بازهٔ اطمینان",
  "everybody left by the horizon: no interval": "تا افق همه رفته‌اند: بدون بازهٔ اطمینان",
  "{0} by the horizon: no interval": "{0} تا افق: بدون بازهٔ اطمینان",
  "nobody was ever at risk": "هیچ‌کس هرگز در معرض نبوده",
  "no cases with known times": "موردی با زمان معلوم نیست",
  "all {0} at risk had the event at {1}, and {2} came or stayed under observation after: the curve says nothing of them":
    "هر {0} نفر در معرض در {1} رویداد را داشتند و {2} نفر پس از آن آمدند یا زیر نظر ماندند: منحنی از آنها چیزی نمی‌گوید",
  "only one group": "تنها یک گروه",
  "no event while two groups were at risk": "تا وقتی دو گروه در معرض بودند رویدادی نبود",
  "no events in any group": "در هیچ گروهی رویدادی نیست",

  "nobody was treated": "کسی اقدام را دریافت نکرد",
  "nobody in the control group": "در گروه گواه کسی نیست",
  "perhaps nobody was kept by it: the cost of one has no upper bound":
    "شاید با آن کسی حفظ نشده: هزینهٔ هر حفظ کران بالا ندارد",
  "perhaps nobody was kept by it: what was saved with each has no bound":
    "شاید با آن کسی حفظ نشده: صرفه‌جویی هر حفظ کران ندارد",
  "perhaps nobody was kept by it: the cost of one has no bounds": "شاید با آن کسی حفظ نشده: هزینهٔ هر حفظ کران ندارد",
  "kept no more than the control: there is no cost per customer kept":
    "بیش از گروه گواه حفظ نکرد: هزینهٔ هر مشتری حفظ‌شده وجود ندارد",
  "{0} comparisons in {1} segments were looked at together: the p-values are Holm's over all of them, and the best tactic of a segment, chosen by looking, will do less well next time":
    "{0} مقایسه در {1} بخش با هم دیده شد: مقدارهای p با روش هولم روی همهٔ آنهاست، و بهترین اقدام هر بخش که با نگاه‌کردن برگزیده شده، بار بعد کمتر خوب خواهد بود",
  "it costs no more than the control: no ROI": "از گروه گواه گران‌تر نیست: بدون بازگشت سرمایه",

  "no reading so long before leaving": "این‌قدر پیش از رفتن سنجشی نیست",
  "nobody came to a renewal yet": "هنوز کسی به تمدید نرسیده",
  "no members": "بدون عضو",
  "no members with known periods": "عضوی با دوره‌های معلوم نیست",
  "everybody left at the first renewal: how members differ cannot be told":
    "همه در نخستین تمدید رفتند: نمی‌توان گفت اعضا چه تفاوتی دارند",
  "nobody left: there is no churn to fit": "کسی نرفته: ریزشی برای برازش نیست",
  "one renewal only: how members differ cannot be told": "تنها یک تمدید: نمی‌توان گفت اعضا چه تفاوتی دارند",
  "two renewals only: they do not determine three parameters (see sbg)":
    "تنها دو تمدید: سه پارامتر را تعیین نمی‌کنند (sbg را ببینید)",
  "members leave as if all had the same probability: retention does not rise as it would if they differed; no intervals":
    "اعضا چنان می‌روند که گویی احتمال همه یکسان است: نرخ حفظ آن‌گونه که با تفاوت بالا می‌رفت بالا نمی‌رود؛ بدون بازهٔ اطمینان",
  // Inside a sentence, behind the number it begins with.
  "comparisons in {0} segments were looked at together: the p-values are Holm's over all of them, and the best tactic of a segment, chosen by looking, will do less well next time":
    "مقایسه در {0} بخش با هم دیده شد: مقدارهای p با روش هولم روی همهٔ آنهاست، و بهترین اقدام هر بخش که با نگاه‌کردن برگزیده شده، بار بعد کمتر خوب خواهد بود",
};
