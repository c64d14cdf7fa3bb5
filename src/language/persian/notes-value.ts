import type { Phrases } from "../language.js";

/** What results on value, buying and warning signals say of what could not be estimated. */
export const NOTES_OF_VALUE: Phrases = {
  "nobody was watched for longer than 0": "هیچ‌کس بیش از صفر زیر نظر نبوده",
  "no customers with known purchases": "مشتری‌ای با خریدهای معلوم نیست",
  "one customer: how customers differ cannot be told": "یک مشتری: نمی‌توان گفت مشتریان چه تفاوتی دارند",
  "nobody bought again: there is no rate to fit": "هیچ‌کس دوباره نخریده: نرخی برای برازش نیست",
  "all customers alike: how they differ cannot be told": "همهٔ مشتریان یکسان: نمی‌توان گفت چه تفاوتی دارند",
  "no horizon": "بدون افق",
  "at a bound": "در مرز",
  "the likelihood still rises at the bound of {0}: these customers do not determine the parameters; no intervals":
    "درست‌نمایی در مرز {0} هنوز بالا می‌رود: این مشتریان پارامترها را تعیین نمی‌کنند؛ بدون بازهٔ اطمینان",
  "the likelihood is flat: many parameters fit these customers alike; no intervals":
    "درست‌نمایی تخت است: پارامترهای بسیاری به یک اندازه به این مشتریان می‌خورند؛ بدون بازهٔ اطمینان",
  "the search stalled before the top: do not use": "جست‌وجو پیش از قله متوقف شد: به کار نبرید",
  "no repeat buyers with a spend above 0": "خریدار تکراری با مبلغ بالای صفر نیست",
  "nobody bought again: spend is told by repeat purchases":
    "هیچ‌کس دوباره نخریده: مبلغ خرید از خریدهای تکراری به دست می‌آید",
  "one repeat buyer: how customers differ cannot be told": "یک خریدار تکراری: نمی‌توان گفت مشتریان چه تفاوتی دارند",
  "all repeat buyers alike: how they differ cannot be told": "همهٔ خریداران تکراری یکسان: نمی‌توان گفت چه تفاوتی دارند",
  "the mean spend is infinite: q is {0}, at most 1: a few customers spend without limit":
    "میانگین خرید بی‌نهایت است: q برابر {0} و حداکثر ۱ است: مشتریان اندکی بی‌حد خرج می‌کنند",
  "frequency or spend is the same for all repeat buyers": "دفعات یا مبلغ خرید برای همهٔ خریداران تکراری یکسان است",
  "too few repeat buyers for an interval": "خریداران تکراری برای بازهٔ اطمینان کم‌اند",
  "who buys more often spends {0} on a purchase, which the model takes for no relation":
    "کسی که بیشتر می‌خرد در هر خرید {0} خرج می‌کند، که مدل آن را بی‌رابطه می‌گیرد",
  "{0} without a repeat purchase have a spend: it must be the mean of the repeat purchases, without the first":
    "{0} نفر بدون خرید تکراری مبلغ خرید دارند: باید میانگین خریدهای تکراری باشد، بدون نخستین",
  "{0} of {1} simulated worlds had no such number: no interval":
    "{0} جهان شبیه‌سازی‌شده از {1} چنین عددی نداشت: بدون بازهٔ اطمینان",
  "no value of '{0}': {1}": "بدون ارزش برای «{0}»: {1}",
  "no intervals were asked for": "بازهٔ اطمینان خواسته نشده",
  "the mean spend is infinite": "میانگین خرید بی‌نهایت است",
  "no frequency, recency or age": "بدون دفعات، تازگی یا عمر",
  "no spend above 0": "بدون مبلغ بالای صفر",
  "everybody is retained and nothing is discounted: the value has no end":
    "همه حفظ می‌شوند و چیزی تنزیل نمی‌شود: ارزش پایانی ندارد",
  "no customers with known margin and retention": "مشتری‌ای با حاشیه و حفظ معلوم نیست",
  "{0} was retained: how far retention may be from that is not told; no interval":
    "{0} حفظ شد: فاصلهٔ ممکن نرخ حفظ از آن گفته نمی‌شود؛ بدون بازهٔ اطمینان",
  "retention may be so near 1 that the value has no bound; no interval":
    "نرخ حفظ شاید چنان به ۱ نزدیک باشد که ارزش کرانی ندارد؛ بدون بازهٔ اطمینان",
  "the first on '{0}'": "نخستین در «{0}»",
  "no full {0} with a customer": "{0} کاملی با مشتری نیست",

  "fewer than {0} customers brought something: no interval": "کمتر از {0} مشتری درآمدی آوردند: بدون بازهٔ اطمینان",
  "the largest brought everything: no interval": "بزرگ‌ترین‌ها همه را آوردند: بدون بازهٔ اطمینان",
  "no interval: too few resamples have one": "بدون بازهٔ اطمینان: بازنمونه‌های دارای آن کم‌اند",
  "customers brought nothing": "مشتریان درآمدی نیاوردند",
  "one customer: nothing to compare": "یک مشتری: چیزی برای مقایسه نیست",
  "the first purchase is of {0}: if earlier ones are not in the table, the window from {1} is cut short and falls are too few":
    "نخستین خرید از {0} است: اگر خریدهای پیش‌تر در جدول نباشند، پنجره از {1} کوتاه می‌شود و افت‌ها کم شمرده می‌شوند",
  "nothing was spent: no shares of it": "چیزی خرج نشده: سهمی نیست",
  "the whole value or none of it: no interval": "همهٔ ارزش یا هیچ از آن: بدون بازهٔ اطمینان",
  "few customers carry the value (effective number {0}): the interval tends to be too narrow":
    "مشتریان اندکی بار ارزش را می‌کشند (تعداد مؤثر {0}): بازه معمولاً بیش از حد باریک است",
  "no purchases by the day": "تا آن روز خریدی نیست",
  "everybody: no share to estimate": "همه: سهمی برای برآورد نیست",
  "scores of nobody: {0}": "امتیازهای بی‌مشتری: {0}",
  "nobody had bought by the earlier day": "تا روز پیشین کسی نخریده بود",
  "nobody was in this segment": "کسی در این بخش نبود",

  "nobody was a customer on this day": "در این روز کسی مشتری نبود",
  "known of nobody": "از هیچ‌کس معلوم نیست",
  "known of nobody: {0}": "از هیچ‌کس معلوم نیست: {0}",
  "needs {0} offers": "{0} پیشنهاد لازم دارد",
  "needs a statement that was due": "صورت‌حساب سررسیده لازم دارد",
  "needs 2 answers, one of the last {0} days": "۲ پاسخ لازم دارد، یکی از {0} روز گذشته",
  "needs an answer of the last {0} days": "پاسخی از {0} روز گذشته لازم دارد",
  "needs an answer about the handling": "پاسخی دربارهٔ رسیدگی لازم دارد",
  "needs 2 periods with spending, one of the last {0} days": "۲ دورهٔ دارای هزینه‌کرد لازم دارد، یکی از {0} روز گذشته",
  "needs purchases from {0} days before": "خریدهایی از {0} روز پیش لازم دارد",
  "needs a '{0}'": "«{0}» لازم دارد",
  "nobody with a reading left for it": "کسی با سنجش به این دلیل نرفته",
  "it fired for nobody who left for it: the hazard ratio would be 0":
    "برای هیچ‌یک از رفتگان به این دلیل دیده نشد: نسبت خطر صفر می‌شد",
  "it fired for all who left for it: the hazard ratio would be infinite":
    "برای همهٔ رفتگان به این دلیل دیده شد: نسبت خطر بی‌نهایت می‌شد",
  "whenever somebody left for it, it fired for all or for nobody":
    "هرگاه کسی به این دلیل رفت، برای همه یا برای هیچ‌کس دیده شد",
  "fewer than 10 left for it": "کمتر از ۱۰ نفر به این دلیل رفتند",
  "nobody left for a known reason": "هیچ‌کس به دلیلی معلوم نرفته",
  "{0} of {1} pairs warn: see rows": "{0} جفت از {1} هشدار می‌دهند: ردیف‌ها را ببینید",
  "{0} who left without it had it afterwards": "{0} نفر که بدون آن رفتند بعد آن را داشتند",
  "all signals together: there are no others": "همهٔ نشانه‌ها با هم: نشانهٔ دیگری نیست",
  "it fires no more often before leaving than among those who stay, beyond chance":
    "پیش از رفتن، فراتر از تصادف، بیش از ماندگان دیده نمی‌شود",
  "it has more than half of its excess for longer than {0} days": "بیش از نیمی از فزونی‌اش را بیش از {0} روز دارد",
  "it never fires": "هرگز دیده نمی‌شود",
  "it always fires": "همیشه دیده می‌شود",
  "nobody leaves within the horizon": "در افق هیچ‌کس نمی‌رود",
  "everybody leaves within the horizon": "در افق همه می‌روند",
  "none of those it fires for leaves: no upper bound": "هیچ‌یک از کسانی که برایشان دیده می‌شود نمی‌رود: بدون کران بالا",
  "no customer with a value": "مشتری‌ای با مقدار نیست",
  "contacting costs more than it can bring, however likely one is to leave":
    "تماس بیش از آنچه می‌آورد هزینه دارد، احتمال رفتن هر چه باشد",
  "one date: nothing before leaving can be seen": "یک تاریخ: پیش از رفتن چیزی دیده نمی‌شود",
  "nobody left who was seen during the whole {0} days before": "کسی که در همهٔ {0} روز پیش دیده شده باشد نرفته",
  "no score: none of the signals tells those who left from those who stayed":
    "بدون امتیاز: هیچ نشانه‌ای رفتگان را از ماندگان بازنمی‌شناسد",
  "no score. {0}": "بدون امتیاز. {0}",
  "no score: no date whose {0} days end before those it would be judged on":
    "بدون امتیاز: تاریخی نیست که {0} روز آن پیش از تاریخ‌های داوری پایان یابد",
  "no score: nobody left within {0} days of the dates to learn from":
    "بدون امتیاز: در {0} روز پس از تاریخ‌های یادگیری کسی نرفته",
  "not judged: no date from the first to be judged on whose horizon has been seen":
    "داوری نشده: تاریخی با افق دیده‌شده از نخستین تاریخ داوری نیست",
  "nobody who stayed was there as long": "هیچ‌یک از ماندگان این‌قدر نمانده بود",
  "nobody is contacted": "با کسی تماس گرفته نشده",
  "no case with a reading whose horizon has been seen": "موردی با سنجش و افق دیده‌شده نیست",
  "no hazard ratio": "بدون نسبت خطر",
  "customers do not differ in what they say of it: no interval":
    "مشتریان در آنچه از آن می‌گویند تفاوتی ندارند: بدون بازهٔ اطمینان",
  "no customer with a reading": "مشتری‌ای با سنجش نیست",
  "nobody left after a date with a reading": "پس از تاریخی با سنجش کسی نرفته",
  "nobody left while it fired: the hazard ratio would be 0": "تا دیده می‌شد کسی نرفته: نسبت خطر صفر می‌شد",
  "all who left did so while it fired: the hazard ratio would be infinite":
    "همهٔ رفتگان هنگام دیده شدنش رفتند: نسبت خطر بی‌نهایت می‌شد",
  "whenever somebody left, it fired for all or for nobody": "هرگاه کسی رفت، برای همه یا برای هیچ‌کس دیده شد",
  "above break-even": "بالای نقطهٔ سربه‌سر",
  "no customer of the last date has a value": "هیچ مشتری آخرین تاریخ مقداری ندارد",
  "No coefficients: the search for the largest likelihood did not end in {0} steps.":
    "بدون ضریب: جست‌وجوی بیشینهٔ درست‌نمایی در {0} گام به پایان نرسید.",
  "No hazard ratio: at every event the one who left had the most extreme value of {0} among those at risk, so that the ratio would be infinite or 0.":
    "بدون نسبت خطر: در هر رویداد، کسی که رفت در میان افراد در معرض کرانه‌ای‌ترین مقدار {0} را داشت، چنان‌که نسبت بی‌نهایت یا صفر می‌شد.",
};
