import type { Phrases } from "../language.js";

/** What is to be looked at in the data: issues of reasons, kinds of rows of purchase histories. */
export const ISSUES: Phrases = {
  "row {0}": "ردیف {0}",
  "{0} rows, first at row {1}": "{0} ردیف، نخست در ردیف {1}",
  "{0} ({1} rows, first at row {2})": "{0} ({1} ردیف، نخست در ردیف {2})",
  "{0} (row {1})": "{0} (ردیف {1})",
  "a customer in '{0}' who left and has no record; in no share": "مشتری در «{0}» که رفته و ثبت ندارد؛ در هیچ سهمی نیست",
  "ask them, or add them with an empty reason, so that they are counted as missing":
    "از آنها بپرسید، یا با دلیل خالی بیفزایید تا نامعلوم شمرده شوند",
  "a customer again in '{0}'; the first row was taken": "مشتری تکراری در «{0}»؛ نخستین ردیف گرفته شد",
  "keep one row": "یک ردیف نگه دارید",
  "a customer in '{0}' of whom it is not said whether he left": "مشتری در «{0}» که معلوم نیست رفته یا نه",
  "say it": "آن را مشخص کنید",
  "the same reason of a customer again in '{0}'; counted once": "دلیل تکراری یک مشتری در «{0}»؛ یک بار شمرده شد",
  "keep one row a reason": "برای هر دلیل یک ردیف نگه دارید",
  "{0} in {1} look like one reason, spelt in {2} ways ({3}); they are counted apart":
    "{0} در {1} یک دلیل به نظر می‌رسند که به {2} شکل نوشته شده ({3})؛ جدا شمرده شده‌اند",
  "write the reason one way in the data": "دلیل را در داده به یک شکل بنویسید",
  "no reason in {0}; counted as missing": "بدون دلیل در {0}؛ نامعلوم شمرده شد",
  "ask them, or code them as unknown": "از آنها بپرسید، یا «نامعلوم» کدگذاری کنید",
  "only white space in {0}; counted as missing": "فقط فاصلهٔ خالی در {0}؛ نامعلوم شمرده شد",
  "leave the cell empty": "خانه را خالی بگذارید",
  "{0} in {1} is a word like any other; counted as a reason": "{0} در {1} واژه‌ای مانند دیگران است؛ دلیل شمرده شد",
  "if it means that nobody knows, name it under unknown; if it means nothing, leave the cell empty":
    "اگر یعنی کسی نمی‌داند، آن را در «نامعلوم» نام ببرید؛ اگر معنایی ندارد، خانه را خالی بگذارید",
  "no customer in '{0}'": "بدون مشتری در «{0}»",
  "say whose reason it is": "مشخص کنید دلیل از آنِ کیست",
  "{0} in '{1}'; each row counts": "{0} در «{1}»؛ هر ردیف شمرده می‌شود",
  "the same reason of a customer again": "دلیل تکراری یک مشتری",
  "a customer again": "مشتری تکراری",
  "churnReasons with customer counts it once": "churnReasons با ستون مشتری آن را یک بار می‌شمارد",
  "keep one row, or name the column as customer in churnReasons":
    "یک ردیف نگه دارید، یا ستون را در churnReasons به عنوان ستون مشتری نام ببرید",
  "a reason of a customer in '{0}' who did not leave": "دلیل مشتری‌ای در «{0}» که نرفته",
  "correct who left, or take the row out": "فهرست رفتگان را درست کنید، یا ردیف را بردارید",
  "a customer in '{0}' whom the customer table does not have": "مشتری در «{0}» که در جدول مشتریان نیست",
  "compare how both tables write customers": "شیوهٔ نوشتن مشتری را در دو جدول مقایسه کنید",

  "first purchases": "نخستین خریدها",
  "the time of the customer begins; not in frequency, not in the mean":
    "زمان مشتری آغاز می‌شود؛ نه در دفعات، نه در میانگین",
  "repeat purchases": "خریدهای تکراری",
  "each one more in frequency; in the mean": "هر کدام یکی به دفعات می‌افزاید؛ در میانگین",
  "further lines of a purchase": "سطرهای دیگر یک خرید",
  "not in frequency; their amounts are of the purchase they go with": "نه در دفعات؛ مبلغشان از آنِ خریدِ همراه است",
  "held out": "کنارگذاشته",
  "purchases between the end and the end of the holdout, of customers with a history":
    "خریدهای میان پایان و پایان دورهٔ کنارگذاشته، از مشتریان دارای تاریخچه",
  "returns subtracted": "مرجوعی‌های کسرشده",
  "not in frequency; taken from the latest purchases before them": "نه در دفعات؛ از آخرین خریدهای پیش از آن کم شده",
  "returns larger than what was bought": "مرجوعی‌های بزرگ‌تر از خرید",
  "not in frequency; subtracted as far as anything was bought before":
    "نه در دفعات؛ تا آنجا که پیش‌تر خریدی بوده کسر شده",
  "returns left out": "مرجوعی‌های کنارگذاشته",
  "not looked at": "دیده نشده",
  "before the start": "پیش از آغاز",
  "of customers before the start": "از مشتریان پیش از آغاز",
  "not looked at: the customer is none of those that came since the start":
    "دیده نشده: مشتری از کسانی نیست که پس از آغاز آمده‌اند",
  "after the end": "پس از پایان",
  "not looked at; with a holdout those after it, and those of customers who came after the end":
    "دیده نشده؛ با دورهٔ کنارگذاشته آنهایی که پس از آن‌اند، و آنِ مشتریانی که پس از پایان آمده‌اند",
  "without a customer": "بدون مشتری",
  "without a date": "بدون تاریخ",
  "without an amount": "بدون مبلغ",
};
