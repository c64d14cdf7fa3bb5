import type { Reason } from "./truth.js";

/** What customers say when they leave, in the two languages. {city} and {days} are filled in. */
export const VERBATIMS: Readonly<
  Record<Reason, { readonly persian: readonly string[]; readonly latin: readonly string[] }>
> = {
  "Late delivery": {
    persian: [
      "بسته‌ام {days} روز دیر رسید.",
      "هر بار دیر می‌فرستید، به {city} که اصلاً نمی‌رسد!",
      "قول دو روزه دادید، {days} روز طول کشید",
      "دیگر نمی‌توانم منتظر پست بمانم.",
    ],
    latin: [
      "Parcel came {days} days late, again.",
      "Delivery to {city} never on time",
      'They said "tomorrow", it took {days} days.',
      "Too slow. Waited,\nasked, waited.",
    ],
  },
  "High price": {
    persian: ["همین کابل را جای دیگر ارزان‌تر خریدم.", "قیمت‌ها خیلی بالا رفته است", "نسبت به بازار گران هستید."],
    latin: [
      "Cheaper elsewhere, simple as that.",
      "Prices went up since September",
      "Same charger costs 20% less in the bazaar",
    ],
  },
  "Product quality": {
    persian: ["قاب بعد از {days} روز شکست.", "کابل‌ها زود خراب می‌شوند", "کیفیت هدفون اصلاً خوب نبود، صدا قطع می‌شد."],
    latin: [
      "The case cracked after {days} days",
      "Cables die within weeks",
      "Poor quality; not what the pictures show",
    ],
  },
  "Out of stock": {
    persian: ["مدل‌هایی که برای مغازه می‌خواهم موجود نیست.", "نصف سفارشم همیشه ناموجود است", "تعداد کافی ندارید."],
    latin: [
      "Half of my order is never in stock",
      "You do not have the quantities I need",
      "No stock of new models for my shop in {city}",
    ],
  },
  "Unresolved complaint": {
    persian: [
      "شکایتم {days} روز بی‌جواب ماند.",
      "پشتیبانی فقط عذرخواهی کرد، مشکل حل نشد",
      "سه بار زنگ زدم، هیچ‌کس پیگیری نکرد.",
    ],
    latin: [
      "My complaint was never solved",
      "Called three times, nobody followed up",
      "Support says sorry and does nothing, {days} days now",
    ],
  },
  "Refund refused": {
    persian: ["پول کالای برگشتی را پس ندادید.", "گفتند مشمول مرجوعی نمی‌شود"],
    latin: ["You refused my refund", "Returned the item, money never came back"],
  },
  "App problems": {
    persian: ["برنامه مدام بسته می‌شود.", "سبد خرید در اپ خالی می‌شود"],
    latin: ["The app crashes at checkout", "App loses my basket every time"],
  },
  "Billing error": {
    persian: ["صورت‌حساب اشتباه بود و کسی درستش نکرد.", "دو بار از حسابم کم شد"],
    latin: ["Charged twice", "Wrong invoice three months in a row; accounting gave up"],
  },
  Other: {
    persian: ["دلیل خاصی بود که نمی‌گویم.", "گوشی‌ام را عوض کردم و دیگر لازم ندارم"],
    latin: ["Personal reasons", "I stopped buying accessories"],
  },
  "Moved away": {
    persian: ["از ایران رفتم.", "به جایی اسباب‌کشی کردم که ارسال ندارید"],
    latin: ["Moved abroad", "We closed the office in {city} and moved"],
  },
  "Don't know": {
    persian: ["نمی‌دانم.", "یادم نیست", "همین‌طوری"],
    latin: ["Don't know", "No idea, really", "Can't say"],
  },
};
