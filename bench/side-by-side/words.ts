/** The words of the tables: Persian where a Persian company would write it so. */
export const SEGMENTS = ["طلایی", "نقره‌ای", "برنزی", "سازمانی", "تازه‌وارد"];
export const CHANNELS = ["فروشگاه", "وب‌سایت", "اپلیکیشن", "تلفن"];
export const PRODUCTS = Array.from({ length: 12 }, (_, i) => `محصول ${i + 1}`);
export const REASONS = [
  "قیمت بالا",
  "تاخیر در ارسال",
  "کیفیت پایین",
  "پشتیبانی کند",
  "رقیب بهتر",
  "نیاز نداشتن",
  "برخورد نامناسب",
  "خطای صورت‌حساب",
  ...Array.from({ length: 12 }, (_, i) => `Reason ${i + 9}`),
];
