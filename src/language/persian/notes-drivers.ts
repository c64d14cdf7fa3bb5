import type { Phrases } from "../language.js";

/** What results on drivers, features, gaps and path models say of what could not be estimated. */
export const NOTES_OF_DRIVERS: Phrases = {
  "an outcome of 0 and 1: R² is Tjur's coefficient of discrimination": "پیامد صفر و یک: R² ضریب تمایز تیور است",
  "a logistic fit: R² is McFadden's": "برازش لجستیک: R² از آنِ مک‌فادن است",
  "weights count as frequencies": "وزن‌ها بسامد شمرده می‌شوند",
  "no intervals: in most resamples some driver does not vary or follows from others":
    "بدون بازهٔ اطمینان: در بیشتر بازنمونه‌ها محرکی تغییر نمی‌کند یا از دیگران به دست می‌آید",
  "no intervals: in most resamples some driver does not vary or follows from others, or some coefficient has no end (separation)":
    "بدون بازهٔ اطمینان: در بیشتر بازنمونه‌ها محرکی تغییر نمی‌کند یا از دیگران به دست می‌آید، یا ضریبی بی‌پایان است (جدایی)",
  "no intervals without resamples": "بدون بازنمونه بازهٔ اطمینان نیست",
  "dropped: {0}": "کنارگذاشته: {0}",
  "the same in every row": "در همهٔ ردیف‌ها یکسان",
  "no complete rows": "بدون ردیف کامل",
  "'{0}' is {1}": "«{0}» {1} است",
  "every driver is {0}": "همهٔ محرک‌ها {0} است",
  "a negative weight: shares would say nothing": "وزن منفی: سهم‌ها چیزی نمی‌گویند",
  "not defined for a logistic fit": "برای برازش لجستیک تعریف نشده",
  "not defined for a logistic fit beside controls": "برای برازش لجستیک در کنار متغیرهای کنترل تعریف نشده",
  "needs a logistic regression for every subset: at most {0} drivers":
    "به رگرسیون لجستیک هر زیرمجموعه نیاز دارد: حداکثر {0} محرک",
  "no answers in '{0}'": "بدون پاسخ در «{0}»",
  "needs 'stated' of every driver": "اهمیت بیان‌شدهٔ همهٔ محرک‌ها را لازم دارد",
  "needs 'points' of every driver": "امتیازهای مجموع ثابت همهٔ محرک‌ها را لازم دارد",
  "needs '{0}' of every driver": "«{0}» همهٔ محرک‌ها را لازم دارد",
  "no shares": "بدون سهم",
  "given, not estimated": "داده‌شده، نه برآوردشده",

  "no attribute has an importance": "هیچ ویژگی‌ای اهمیت ندارد",
  "no intervals: in most resamples some attribute does not vary or follows from others":
    "بدون بازهٔ اطمینان: در بیشتر بازنمونه‌ها ویژگی‌ای تغییر نمی‌کند یا از دیگران به دست می‌آید",
  "a negative weight by '{0}': there are no shares": "وزن منفی با «{0}»: سهمی نیست",
  "no importance: {0}": "بدون اهمیت: {0}",
  "nobody said how important is '{0}'": "هیچ‌کس نگفت «{0}» چقدر مهم است",
  "nobody rated '{0}'": "هیچ‌کس به «{0}» امتیاز نداد",
  "every stated importance is 0": "همهٔ اهمیت‌های بیان‌شده صفرند",
  "no intervals: in most resamples nobody rated some attribute":
    "بدون بازهٔ اطمینان: در بیشتر بازنمونه‌ها کسی به یکی از ویژگی‌ها امتیاز نداده",

  "a single answer decides it: no interval": "یک پاسخ تعیین‌کننده است: بدون بازهٔ اطمینان",
  "the penalty is above 0: it counts as none in the asymmetry": "جریمه بالای صفر است: در نامتقارنی هیچ شمرده می‌شود",
  "the reward is below 0: it counts as none in the asymmetry": "پاداش زیر صفر است: در نامتقارنی هیچ شمرده می‌شود",
  "high is no better than low: no asymmetry": "بالا بهتر از پایین نیست: بدون نامتقارنی",
  "nobody answered everything": "هیچ‌کس به همه پاسخ نداد",
  "nobody answered low or high, or everybody alike": "هیچ‌کس پایین یا بالا پاسخ نداد، یا همه یکسان",
  "{0} answers are too few for {1} penalties and rewards": "{0} پاسخ برای {1} جریمه و پاداش کم است",
  "all outcomes are alike": "همهٔ پیامدها یکسان‌اند",
  "{0} follows from {1}: leave an attribute out or move 'low' and 'high'":
    "{0} از {1} به دست می‌آید: ویژگی‌ای را کنار بگذارید یا برش پایین و بالا را جابه‌جا کنید",
  "no range above 0": "بدون دامنهٔ بالای صفر",
  "too few low or high answers for resamples": "پاسخ‌های پایین یا بالا برای بازنمونه‌گیری کم‌اند",
  "nobody answered {0}": "هیچ‌کس {0} پاسخ نداد",
  "everybody answered {0}": "همه {0} پاسخ دادند",
  "up to {0}": "تا {0}",
  "from {0} on": "از {0} به بعد",

  "'{0}' ties with '{1}'": "«{0}» با «{1}» برابر است",
  "{0} of {1} answers are questionable: look at how it was asked":
    "{0} پاسخ از {1} پاسخ تردیدآمیز است: به شیوهٔ پرسیدن نگاه کنید",
  "nobody gave both answers": "هیچ‌کس به هر دو پرسش پاسخ نداد",
  "all answers are reverse or questionable": "همهٔ پاسخ‌ها وارونه یا تردیدآمیزند",
  "no features": "بدون ویژگی",
  "each feature has a category of its own: see features": "هر ویژگی دستهٔ خود را دارد: ویژگی‌ها را ببینید",

  "the gap is the same for all": "شکاف برای همه یکسان است",
  "nobody gave '{0}' and every rating of both": "هیچ‌کس «{0}» و همهٔ امتیازهای هر دو را نداده است",
  "'{0}' is the same for all": "«{0}» برای همه یکسان است",
  "every gap is the same for all": "همهٔ شکاف‌ها برای همه یکسان‌اند",
  "{0} gave everything, and {1} gaps need at least {2}": "{0} نفر همه را داده‌اند و {1} شکاف دست‌کم {2} نفر می‌خواهد",
  "the gap of '{0}' follows from {1}: leave one of them out": "شکاف «{0}» از {1} به دست می‌آید: یکی را کنار بگذارید",
  "no interval: too many resamples without a fit, or none asked for":
    "بدون بازهٔ اطمینان: بازنمونه‌های بی‌برازش بسیار، یا بازنمونه‌ای خواسته نشده",
  "a gap follows from the competitor's ratings: leave it out": "شکافی از امتیازهای رقیب به دست می‌آید: کنارش بگذارید",
  "F with {0} and n − {1} degrees of freedom": "F با {0} و ‎n − {1} درجهٔ آزادی",

  "of {0} resamples only {1} had a solution: no intervals": "از {0} بازنمونه تنها {1} جواب داشت: بدون بازهٔ اطمینان",
  "the same answer in every row: left out": "پاسخ یکسان در همهٔ ردیف‌ها: کنارگذاشته",
  "most resamples have no value: no interval": "بیشتر بازنمونه‌ها مقداری ندارند: بدون بازهٔ اطمینان",
  "'{0}' has a weight that is not above 0: turn its answers round, or leave it out":
    "وزن «{0}» بالای صفر نیست: پاسخ‌هایش را وارونه کنید یا کنارش بگذارید",
  "{0} of {1} resamples had no solution and were drawn again: intervals are of those that had":
    "{0} بازنمونه از {1} جواب نداشت و از نو گرفته شد: بازه‌ها از آنِ بازنمونه‌های دارای جواب‌اند",
  "weights still moved after {0} rounds: read nothing from them":
    "وزن‌ها پس از {0} دور هنوز جابه‌جا می‌شدند: چیزی از آنها برداشت نکنید",
  "not resampled: no interval": "بازنمونه‌گیری نشده: بدون بازهٔ اطمینان",
  "requires {0}": "نیازمند {0}",
  "reliabilities and correlations up to 1; got more by the correction of PLSc in '{0}': take consistent 'none', or items that hold together better":
    "پایایی و همبستگی حداکثر ۱ (با تصحیح PLSc در «{0}» بیش از آن به دست آمد: گزینهٔ consistent را none بگذارید، یا گویه‌هایی بردارید که بهتر به هم بچسبند)",
  "items that vary in '{0}'; got {1}, which is the same in every row: leave the block out, or look at its column":
    "گویه‌هایی که در «{0}» تغییر کنند ({1} در همهٔ ردیف‌ها یکسان است: سازه را کنار بگذارید، یا به ستونش نگاه کنید)",
  "items that vary in '{0}'; got {1}, which are all the same in every row: leave the block out, or look at their column":
    "گویه‌هایی که در «{0}» تغییر کنند ({1} همه در همهٔ ردیف‌ها یکسان‌اند: سازه را کنار بگذارید، یا به ستونشان نگاه کنید)",
  "blocks that have something to do with each other; got a block whose neighbours say nothing of it":
    "سازه‌هایی که با هم پیوندی داشته باشند (همسایه‌های یکی از سازه‌ها از آن چیزی نمی‌گویند)",
  "blocks before '{0}' that can be told apart; got {1}, of which one follows from the others: leave one out":
    "سازه‌هایی پیش از «{0}» که از هم بازشناخته شوند ({1} آمده‌اند که یکی از بقیه به دست می‌آید: یکی را کنار بگذارید)",
  "items that can be told apart in '{0}', which is of mode B; got '{1}', which follows from {2}: leave one of them out, or take mode A":
    "گویه‌هایی که در «{0}»، با حالت B، از هم بازشناخته شوند («{1}» از {2} به دست می‌آید: یکی از آنها را کنار بگذارید، یا حالت A را بگیرید)",
  "at least {0} rows without a missing answer; got {1}: take fewer items or paths, or more answers":
    "دست‌کم {0} ردیف بدون پاسخ خالی؛ {1} ردیف بود: گویه یا مسیر کمتر، یا پاسخ بیشتر بگیرید",
};
