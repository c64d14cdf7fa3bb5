import type { Phrases } from "../language.js";

/** What scorecards, shares, satisfaction scores and trends say. */
export const SCORE_PLOTS: Phrases = {
  " (usual)": " (متعارف)",
  " a {0}": " در {0}",
  " in {0} days": " در {0} روز",
  "Each row has its own scale: its target in the middle, better to the right. Met or missed: all of the interval on one side.":
    "هر ردیف مقیاس خود را دارد: هدف در میانه، بهتر در سمت راست. محقق یا محقق‌نشده: همهٔ بازه در یک سمت.",
  "Indicators against their targets": "شاخص‌ها در برابر هدف‌هایشان",
  "Indicators against their targets by {0}": "شاخص‌ها در برابر هدف‌هایشان به تفکیک {0}",
  "Met or missed: all of the {0} interval on one side of the target.":
    "محقق یا محقق‌نشده: همهٔ بازهٔ اطمینان {0} در یک سمت هدف.",
  "Scorecard by {0}. {1}.": "کارت امتیاز به تفکیک {0}. {1}.",
  "Scorecard: {0} of {1} targets met. {2}.": "کارت امتیاز: {0} هدف از {1} محقق شده. {2}.",
  "Usual: a target of the literature, not of this company.": "متعارف: هدفی از ادبیات موضوع، نه از این شرکت.",
  "about {0} more would tell": "حدود {0} مورد دیگر روشن می‌کند",
  better: "بهتر",
  target: "هدف",
  "target {0}": "هدف {0}",
  worse: "بدتر",
  "{0} A dash: no number there. The counts on top are of everybody.{1}":
    "{0} خط تیره: عددی نیست. شمارش‌های بالا از آنِ همه است.{1}",
  "{0} met, {1} missed, {2} cannot tell yet": "{0} محقق، {1} محقق‌نشده، {2} هنوز نمی‌توان گفت",
  "{0} {1}, n = {2}, {3}{4}": "{0} {1}، تعداد = {2}، {3}{4}",
  "{0} {1}, target {2}: {3}{4}{5}": "{0} {1}، هدف {2}: {3}{4}{5}",
  "{0}: {1} of {2} met ({3})": "{0}: {1} از {2} محقق ({3})",

  " Benchmark of {0}: {1}.": " شاخص مقایسه‌ای {0}: {1}.",
  "Dashed: {0}, {1}.": "خط‌چین: {0}، {1}.",
  "Hollow: to be read with the note of the row.": "توخالی: با یادداشت ردیف خوانده شود.",
  "Hollow: {0}.": "توخالی: {0}.",
  "benchmark {0}, {1}": "شاخص مقایسه‌ای {0}، {1}",

  ", low is good": "، کمتر بهتر است",
  "Dashed: a year before.": "خط‌چین: یک سال پیش.",
  "Hollow: not complete.": "توخالی: کامل نشده.",
  "a year before": "یک سال پیش",
  "index, {0} = 100": "شاخص، {0} = ۱۰۰",
  "the period itself": "خود دوره",
};
