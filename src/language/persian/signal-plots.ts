import type { Phrases } from "../language.js";

/** What figures of warning signals say. */
export const SIGNAL_PLOTS: Phrases = {
  alone: "به‌تنهایی",
  "beyond all other signals": "فراتر از همهٔ نشانه‌های دیگر",
  "no signals": "بدون نشانه",
  "nobody left within the horizon": "در این افق کسی نرفت",
  "nobody was warned": "برای کسی هشداری دیده نشد",
  "no reading before leaving": "پیش از رفتن خوانده نشده است",
  "contacting never pays": "تماس هیچ‌گاه نمی‌صرفد",
  "nothing is known of what contacting costs and brings": "دربارهٔ هزینه و سود تماس چیزی معلوم نیست",
  "n = {0} customers, {1} left by {2}": "تعداد = {0} مشتری، {1} نفر تا {2} رفتند",
  "judged on {0} to {1}": "سنجیده از {0} تا {1}",
  "n = {0} customers, {1} cases, {2} left": "تعداد = {0} مشتری، {1} مورد، {2} نفر رفتند",
  Lines: "خط‌ها",
  "Bands and grey areas": "نوارها و ناحیه‌های خاکستری",
  "Band and bars": "نوار و خط‌ها",
  "Lines at diamonds": "خط‌های لوزی‌ها",
  "{0}: {1} intervals over customers.": "{0}: بازه‌های اطمینان {1}، بر پایهٔ مشتریان.",
  "{0}: nothing to show ({1}).": "{0}: چیزی برای نمایش نیست ({1}).",

  "Hazard ratio of leaving while a signal fires": "نسبت خطر رفتن، تا وقتی نشانه دیده می‌شود",
  "hazard ratio of leaving, log scale": "نسبت خطر رفتن، مقیاس لگاریتمی",
  " ({0} only after leaving)": " ({0} نفر تنها پس از رفتن)",
  "it fired just before for {0} of {1} who left": "درست پیش از رفتن برای {0} از {1} نفری که رفتند دیده شد",
  ", beyond all others {0}": "، فراتر از همهٔ دیگران {0}",
  "{0} {1}{2}, {3}{4}, {5}": "{0} {1}{2}، {3}{4}، {5}",
  "Filled: circles, told from chance (Benjamini–Hochberg over {0} signals, {1} of findings false); diamonds, 1 lies outside the interval.":
    "توپر: دایره‌ها، بازشناخته از تصادف (بنجامینی–هوخبرگ بر {0} نشانه، {1} یافته‌ها نادرست)؛ لوزی‌ها، ۱ بیرون از بازه است.",
  "Dashed: {0}, the least that counts as a warning.": "خط‌چین: {0}، کمترین مقداری که هشدار به شمار می‌آید.",
  "Follows: it comes after leaving, hardly ever before.":
    "«در پی می‌آید»: پس از رفتن دیده می‌شود و پیش از آن تقریباً هیچ‌گاه.",
  "Intervals that end at the edge go on beyond it.": "بازه‌هایی که به لبه می‌رسند پس از آن ادامه دارند.",

  "For whom a signal fires, by days before leaving": "نشانه برای چه سهمی دیده می‌شود، بر حسب روزهای پیش از رفتن",
  "{0}, {1} to {2} days before leaving: {3} of {4}, of those who stayed {5}":
    "{0}، {1} تا {2} روز پیش از رفتن: {3} از {4} نفر، از ماندگان {5}",
  "no rise beyond chance": "بدون افزایش فراتر از تصادف",
  "from about {0} days": "از حدود {0} روز پیش",
  "days before leaving": "روز پیش از رفتن",
  "halfway {0} days before": "نیمهٔ افزایش {0} روز پیش",
  "{0} {1}, warned {2} of leavers and {3} of those who stayed": "{0} {1}، هشدار برای {2} رفتگان و {3} ماندگان",
  "Blue: leavers for whom it fires. Dashed: those who stayed, on the same dates.":
    "آبی: رفتگانی که نشانه برایشان دیده می‌شود. خط‌چین: ماندگان در همان تاریخ‌ها.",
  "Dotted: where it has half of what it rises by. Each panel has its own scale, from zero.":
    "نقطه‌چین: جایی که نیمی از افزایش رخ داده است. هر بخش نمودار مقیاس خود را دارد، از صفر.",
  "Only leavers who were customers during all of these days.": "تنها رفتگانی که در همهٔ این روزها مشتری بودند.",

  leavers: "رفتگان",
  "those who stayed": "ماندگان",
  "when they part": "زمان جدا شدن",
  "Days between a warning and leaving": "روزهای میان هشدار و رفتن",
  "{0}, {1}: {2} days ({3} to {4}), n = {5}": "{0}، {1}: {2} روز ({3} تا {4})، تعداد = {5}",
  "{0} departs {1} days before leaving": "{0} از {1} روز پیش از رفتن جدا می‌شود",
  "warned nobody": "هشداری برای کسی نبود",
  "warned {0}, stayed {1}": "هشدار {0}، ماندگان {1}",
  "no departure": "بدون جدایی",
  "departs {0} days before": "از {0} روز پیش جدا می‌شود",
  "{0} median {1} days (quartiles {2} to {3}), those who stayed {4}, {5}":
    "{0} میانه {1} روز (چارک‌ها {2} تا {3})، ماندگان {4}، {5}",
  "Bars: quartiles, with the median, of those warned within {0} days, the most that are seen. Diamonds: when leavers part from those who stayed.":
    "میله‌ها: چارک‌ها با میانهٔ کسانی که در {0} روز، بیشترین بازهٔ دیده‌شده، هشدار گرفتند. لوزی‌ها: زمانی که رفتگان از ماندگان جدا می‌شوند.",
  "Under each name: who was warned at least once, of leavers and of those who stayed.":
    "زیر هر نام: سهم کسانی که دست‌کم یک بار هشدار گرفتند، از رفتگان و از ماندگان.",

  "All signals together": "همهٔ نشانه‌ها با هم",
  "all signals together": "همهٔ نشانه‌ها با هم",
  contacted: "تماس‌گرفته",
  "at random": "تصادفی",
  "{0}, reaches {1} of leavers": "{0}، {1} رفتگان را در بر می‌گیرد",
  "{0} {1} of those contacted leave, {2} times as many as at random, reaching {3} of leavers":
    "{0} {1} کسانی که با آنها تماس گرفته شود می‌روند، {2} برابر انتخاب تصادفی، و {3} رفتگان را در بر می‌گیرد",
  "Who leaves within {0} days, of those the alert budget contacts":
    "چه سهمی از کسانی که ظرفیت تماس به آنها می‌رسد در {0} روز می‌روند",
  "Budget: {0} on each date, the most alarming first.": "ظرفیت تماس: {0} در هر تاریخ، نخست نگران‌کننده‌ترین‌ها.",
  "Upright marks: contacting at random. Those who tie count in part.":
    "نشان‌های عمودی: تماس تصادفی. برابرها به نسبت شمرده می‌شوند.",
  "All together: learnt on earlier dates, judged on {0} to {1}. Single signals: all dates, customers of whom they are known.":
    "همه با هم: آموخته در تاریخ‌های پیشین، سنجیده از {0} تا {1}. نشانه‌های تکی: همهٔ تاریخ‌ها، مشتریانی که نشانه‌شان معلوم است.",
  "share of those contacted who leave": "سهم رفتگان از کسانی که با آنها تماس گرفته شود",

  "Risk of leaving within {0} days: told and come true": "خطر رفتن در {0} روز: پیش‌بینی و رخداد",
  "told {0}, left {1}, n = {2}": "پیش‌بینی {0}، رفته {1}، تعداد = {2}",
  "On average told {0}, left {1}": "به طور میانگین پیش‌بینی {0}، رفته {1}",
  "Brier score {0}, of telling everybody the same {1}": "امتیاز بریر {0}، با پیش‌بینی یکسان برای همه {1}",
  "Dashed: what was told came true.": "خط‌چین: رخداد برابر پیش‌بینی.",
  "risk that was told": "خطر پیش‌بینی‌شده",
  "share that left": "سهم رفتگان",

  "Above their break-even": "بالاتر از نقطهٔ سربه‌سر خود",
  "Most at risk, as the budget allows": "پرخطرترین‌ها، تا جایی که ظرفیت هست",
  ", {0} of them leave": "، {0} آنها می‌روند",
  "{0} a date": "{0} در هر تاریخ",
  "{0} a date{1}": "{0} در هر تاریخ{1}",
  "{0} {1}, {2} contacted{3}": "{0} {1}، {2} تماس{3}",
  "No break-even: {0}.": "بدون نقطهٔ سربه‌سر: {0}.",
  " of one of mean value, {0}": " برای مشتری با ارزش میانگین، {0}",
  "Contacting pays above a risk of {0}{1}; {2} of {3} customers are above their own.":
    "تماس از خطر {0} به بالا می‌صرفد{1}؛ {2} از {3} مشتری بالاتر از نقطهٔ سربه‌سر خودند.",
  "Net benefit of contacting customers on one date": "سود خالص تماس با مشتریان در یک تاریخ",
  "Filled: zero lies outside.": "توپر: صفر بیرون از بازه است.",
  "net benefit of one date": "سود خالص یک تاریخ",
  "net benefit of one date, {0}": "سود خالص یک تاریخ، {0}",

  "Who will leave within {0} days, among customers contacted":
    "چه سهمی از کسانی که در {0} روز می‌روند میان تماس‌گرفته‌هاست",
  "{0}: {1} contacted reach {2}, {3} times as many as at random":
    "{0}: تماس با {1} به {2} می‌رسد، {3} برابر انتخاب تصادفی",
  "{0}: the budget reaches {1}": "{0}: ظرفیت تماس به {1} می‌رسد",
  ", the budget reaches {0}, {1} times as many as at random": "، ظرفیت تماس به {0} می‌رسد، {1} برابر انتخاب تصادفی",
  "{0} area under the curve {1}{2}": "{0} سطح زیر منحنی {1}{2}",
  "budget, {0}": "ظرفیت، {0}",
  "share of customers contacted on a date": "سهم مشتریانی که در هر تاریخ با آنها تماس گرفته شود",
  "Those who tie count in part. Band only of the first.": "برابرها به نسبت شمرده می‌شوند. نوار تنها برای نخستین است.",
  "leavers reached": "رفتگان در بر گرفته",
  "times as at random": "برابر انتخاب تصادفی",
  with: "با نشانه",
  without: "بی نشانه",
};
