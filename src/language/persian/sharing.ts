/** What a report says that is made to be shared. */
export const SHARING: Readonly<Record<string, string>> = {
  "small groups together": "گروه‌های کوچک باهم",
  "fewer than {0}": "کمتر از {0}",
  "(not shown)": "(پنهان)",
  "fewer than {0}: suppressed": "کمتر از {0}: پنهان",
  "Not shown in a shared report: it is not known to rest on {0} answers or more.":
    "در گزارشی که به اشتراک گذاشته می‌شود نمایش داده نمی‌شود: معلوم نیست بر دست‌کم {0} پاسخ استوار باشد.",
  "This report is made to be shared: every number is computed from counts rounded to multiples of {0}.":
    "این گزارش برای اشتراک‌گذاری ساخته شده است: هر عدد از شمارش‌هایی حساب شده که به مضرب‌های {0} گرد شده‌اند.",
  "shown only as “{0}”, with the next smallest, so that no total gives them back":
    "تنها در «{0}» و همراه با کوچک‌ترین گروه بعدی نمایش داده می‌شود تا از هیچ جمعی به دست نیاید",
  "{0} groups of “{1}”: {2}; {3}.": "{0} گروه از «{1}»: {2}؛ {3}.",
  "Answers are counted without their weights.": "پاسخ‌ها بدون وزنشان شمرده شده‌اند.",
  "Only rows of {0} are used.": "تنها ردیف‌های {0} به کار رفته‌اند.",
  "Only rows up to the end of {0} are used.": "تنها ردیف‌های تا پایان {0} به کار رفته‌اند.",
  "{0}: {1}: {2}; {3}.": "{0}: {1}: {2}؛ {3}.",
};
