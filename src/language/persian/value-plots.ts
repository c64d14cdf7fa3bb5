import type { Phrases } from "../language.js";

/** What figures of value and buying say: RFM, lifetime value, spend, purchases and the concentration of revenue. */
export const VALUE_PLOTS: Phrases = {
  " · {0} of the value": " · {0} از ارزش",
  "Amounts are revenue": "مبلغ‌ها درآمدند",
  "Amounts are {0} of revenue": "مبلغ‌ها {0} درآمدند",
  "Frequency and spend are related, which the model takes for unrelated.":
    "دفعات خرید و مبلغ خرید به هم وابسته‌اند، در حالی که مدل آنها را مستقل می‌گیرد.",
  "Lines: {0} intervals; {1}.": "خط‌ها: بازهٔ اطمینان {0}؛ {1}.",
  "Mean amount of a customer": "میانگین مبلغ هر مشتری",
  "Tenth {0}": "دهک {0}",
  "The most valuable tenth": "باارزش‌ترین دهک",
  "The least valuable tenth": "کم‌ارزش‌ترین دهک",
  "discounted at {0} a year. What was spent before is not in them.":
    "با نرخ تنزیل سالانهٔ {0}. آنچه پیش‌تر خرج شده در آنها نیست.",
  "{0} to come, {1}": "{0} که در آینده می‌رسند، {1}",
  "{0}, mean of a customer with {1} intervals: {2}.": "{0}، میانگین هر مشتری با بازه‌های اطمینان {1}: {2}.",

  "Bars: customers by the mean of their repeat purchases, with {0} intervals (Wilson). Line: what the fitted model expects of customers who bought as often.":
    "ستون‌ها: مشتریان بر پایهٔ میانگین خریدهای تکراری‌شان، با بازه‌های اطمینان {0} (ویلسون). خط: آنچه مدل برازش‌شده از مشتریانی با همان دفعات خرید انتظار دارد.",
  "Mean amount of a repeat purchase": "میانگین مبلغ هر خرید تکراری",
  "Share of repeat buyers": "سهم خریداران تکراری",
  "What customers spend on a purchase, and what the model expects":
    "مشتریان در هر خرید چقدر خرج می‌کنند و مدل چه انتظاری دارد",
  "n = {0} repeat buyers": "تعداد = {0} خریدار تکراری",
  "no repeat buyers": "بدون خریدار تکراری",
  "{0} customers without a repeat purchase tell nothing of spend.":
    "{0} مشتری بدون خرید تکراری چیزی دربارهٔ مبلغ خرید نمی‌گویند.",
  "{0}: {1} ({2} to {3}), {4} customers; model {5}": "{0}: {1} ({2} تا {3})، {4} مشتری؛ مدل {5}",
  "{0}: {1}, n = {2} repeat buyers. By mean spend: {3}.":
    "{0}: {1}، تعداد = {2} خریدار تکراری. بر پایهٔ میانگین خرید: {3}.",

  "as seen": "مشاهده‌شده",
  "as made": "انجام‌شده",
  "own rate": "نرخ خودش",
  "The model was fitted to these customers: a good fit here is needed, not enough.":
    "مدل بر همین مشتریان برازش شده است: برازش خوب در اینجا لازم است، نه کافی.",
  "share of customers": "سهم مشتریان",
  "repeat purchases before": "خریدهای تکراری پیشین",
  "mean purchases after": "میانگین خریدهای بعدی",
  "{0}: {1}, {2}, expected {3}": "{0}: {1}، {2}، مورد انتظار {3}",
  ", expected {0}, own rate {1}": "، مورد انتظار {0}، نرخ خودش {1}",
  "{0} purchases, {1} on average": "{0} خرید، به طور میانگین {1}",
  "{0} {1}, {2}; own rate {3}": "{0} {1}، {2}؛ نرخ خودش {3}",
  "In all {0}; {1}. One customer was off by {2} from {3} and by {4} from the own rate.":
    "در مجموع {0}؛ {1}. فاصلهٔ هر مشتری از {3} به طور میانگین {2} و از نرخ خودش {4} بود.",
  "mean purchases by repeat purchases before, with {0} intervals":
    "میانگین خریدها بر پایهٔ خریدهای تکراری پیشین، با بازه‌های اطمینان {0}",
  "Dashed: everybody goes on as before.": "خط‌چین: هر کس مانند گذشته ادامه می‌دهد.",
  "up to {0}: {1}, of {2} customers": "تا {0}: {1}، از {2} مشتری",
  "fitted until {0}": "برازش تا {0}",
  "In all {0} repeat purchases, {1} {2}": "در مجموع {0} خرید تکراری، {1} {2}",
  "; after {0} {1}, expected {2}": "؛ پس از {0}، {1}، مورد انتظار {2}",
  "{0} {1} without customer or date": "{0} {1} بدون مشتری یا تاریخ",
  "{0} of customers who are not of the cohort": "{0} از مشتریانی که در این گروه هم‌دوره نیستند",
  "Counts, without intervals. Dashed: expected of new customers, each from the first purchase on.":
    "شمارش، بدون بازهٔ اطمینان. خط‌چین: آنچه از مشتریان تازه، هر یک از نخستین خرید، انتظار می‌رود.",
  "{0} {1} up to {2}": "{0} {1} تا {2}",
  "{0}, n = {1} customers, {2}. {3}": "{0}، تعداد = {1} مشتری، {2}. {3}",
  "Repeat purchases of each {0}": "خریدهای تکراری هر {0}",
  "All repeat purchases so far": "همهٔ خریدهای تکراری تاکنون",
  "{0}, and as {1} expects": "{0}، و آنچه {1} انتظار دارد",

  " Each {0} is ranked by itself.": " هر {0} جداگانه رتبه‌بندی شده است.",
  ", by {0}": "، به تفکیک {0}",
  "How much of the revenue the largest customers bring{0}": "بزرگ‌ترین مشتریان چه سهمی از درآمد را می‌آورند{0}",
  "Marks: what the top {0} bring, and who it takes for {1}.{2} Dashes: customers all alike.":
    "نشانه‌ها: آنچه {0} بالایی می‌آورند، و سهم مشتریانی که برای {1} لازم است.{2} خط‌چین: همهٔ مشتریان یکسان.",
  "share of customers, the largest first": "سهم مشتریان، از بزرگ‌ترین",
  "share of revenue": "سهم درآمد",
  "the largest {0} bring {1}": "{0} بزرگ‌ترین‌ها {1} می‌آورند",
  "the rule: {0} bring {1}": "قاعده: {0} مشتریان {1} درآمد را می‌آورند",
  "the rule {0} : {1}": "قاعدهٔ {0} : {1}",
  "the top {0} bring": "آنچه {0} بالایی می‌آورند",
  "top {0} bring {1}": "{0} بالایی {1} می‌آورند",
  "{0} takes {1}": "برای {0}، {1} لازم است",
  "{0} {1} got back more than they paid and count as having brought nothing.":
    "{0} {1} بیش از آنچه پرداخته‌اند پس گرفته‌اند و درآمدشان صفر شمرده شده است.",
  "{0}: the top {1} bring {2}, {3} takes {4} of them, Gini {5}, n = {6}":
    "{0}: {1} بالایی {2} می‌آورند، برای {3}، {4} آنها لازم است، ضریب جینی {5}، تعداد = {6}",

  "Area: customers. Darker: the higher the mean of {0}. In brackets {1} intervals: {2}.":
    "مساحت: مشتریان. تیره‌تر: میانگین بالاتر {0}. در پرانتز بازه‌های اطمینان {1}: {2}.",
  "Cells: mean of {0}, with {1} intervals (Student's t), and customers. Scores are ranks; equal customers share one.":
    "خانه‌ها: میانگین {0}، با بازه‌های اطمینان {1} (تی استودنت)، و مشتریان. امتیازها رتبه‌اند؛ مشتریان برابر یک رتبه دارند.",
  "Frequency score": "امتیاز دفعات خرید",
  "Mean of {0} by scores of 1 to {1}, {2}, n = {3}: {4}.":
    "میانگین {0} بر پایهٔ امتیازهای ۱ تا {1}، {2}، تعداد = {3}: {4}.",
  "Nobody: {0}.": "بدون مشتری: {0}.",
  "RFM segments {0}, n = {1}, with {2} intervals: {3}.": "بخش‌های RFM {0}، تعداد = {1}، با بازه‌های اطمینان {2}: {3}.",
  Recency: "تازگی خرید",
  "Recency score": "امتیاز تازگی خرید",
  "Segments of customers by recency, frequency and money": "بخش‌های مشتریان بر پایهٔ تازگی، دفعات و مبلغ خرید",
  "Too small for words: {0}.": "کوچک‌تر از آن که نوشته بگیرد: {0}.",
  "What customers spend, by how recently and how often they bought":
    "مشتریان چقدر خرج می‌کنند، بر پایهٔ تازگی و دفعات خرید",
  "all purchases before it": "همهٔ خریدهای پیش از آن",
  "all that a customer spent": "همهٔ آنچه مشتری خرج کرده است",
  "as of {0}, {1}": "در {0}، {1}",
  "just now": "به‌تازگی",
  "long ago": "دیرزمانی پیش",
  often: "زیاد",
  "purchases of the last {0} days": "خریدهای {0} روز گذشته",
  "recency {0}, frequency {1}": "تازگی {0}، دفعات {1}",
  seldom: "کم",
  "what a customer spent on a day with a purchase": "آنچه مشتری در یک روز خرید خرج کرده است",
  "{0} rows are later than the day.": "{0} ردیف پس از آن روزند.",
  "of customers": "از مشتریان",
  "of value": "از ارزش",
  "{0} ({1} of customers, {2} of value)": "{0} ({1} از مشتریان، {2} از ارزش)",
  "{0} {1} of customers, {2} of value, {3} customers, mean {4}":
    "{0} {1} از مشتریان، {2} از ارزش، {3} مشتری، میانگین {4}",
};
