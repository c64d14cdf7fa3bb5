import type { Region } from "./truth.js";

/** Names and cities in the two scripts customers write in. Made up; any likeness is chance. */
export const GIVEN_NAMES = {
  persian: [
    "سارا",
    "مریم",
    "زهرا",
    "نرگس",
    "الهام",
    "پریسا",
    "شیرین",
    "نیلوفر",
    "علی",
    "رضا",
    "محمد",
    "حسین",
    "آرش",
    "کیان",
    "بهرام",
    "سهراب",
    "پژمان",
    "یاسمن",
  ],
  latin: [
    "Sara",
    "Maryam",
    "Leila",
    "Nasrin",
    "Elham",
    "Parisa",
    "Shirin",
    "Anna",
    "Ali",
    "Reza",
    "Omid",
    "Hossein",
    "Arash",
    "Kian",
    "Bahram",
    "David",
    "Peyman",
    "Zoë",
  ],
} as const;

export const FAMILY_NAMES = {
  persian: [
    "احمدی",
    "محمدی",
    "رضایی",
    "کریمی",
    "حسینی",
    "موسوی",
    "جعفری",
    "صادقی",
    "یوسفی",
    "نوری",
    "قاسمی",
    "گلستانی",
    "شریفی",
    "فرهادی",
    "ژاله",
    "ملکی",
    "چاوشی",
    "میرزایی",
  ],
  latin: [
    "Ahmadi",
    "Mohammadi",
    "Rezaei",
    "Karimi",
    "Hosseini",
    "Mousavi",
    "Jafari",
    "Sadeghi",
    "Yousefi",
    "Nouri",
    "Ghasemi",
    "Golestani",
    "Sharifi",
    "Farhadi",
    "O'Neil",
    "Maleki",
    "Chavoshi",
    "Müller",
  ],
} as const;

interface City {
  readonly persian: string;
  readonly latin: string;
}

/** The first city of a region has half of its customers. */
export const CITIES: Readonly<Record<Region, readonly City[]>> = {
  Tehran: [
    { persian: "تهران", latin: "Tehran" },
    { persian: "کرج", latin: "Karaj" },
    { persian: "ورامین", latin: "Varamin" },
  ],
  Khorasan: [
    { persian: "مشهد", latin: "Mashhad" },
    { persian: "نیشابور", latin: "Neyshabur" },
    { persian: "بجنورد", latin: "Bojnurd" },
  ],
  Isfahan: [
    { persian: "اصفهان", latin: "Isfahan" },
    { persian: "کاشان", latin: "Kashan" },
    { persian: "نجف‌آباد", latin: "Najafabad" },
  ],
  Azerbaijan: [
    { persian: "تبریز", latin: "Tabriz" },
    { persian: "ارومیه", latin: "Urmia" },
    { persian: "مراغه", latin: "Maragheh" },
  ],
  Fars: [
    { persian: "شیراز", latin: "Shiraz" },
    { persian: "مرودشت", latin: "Marvdasht" },
    { persian: "کازرون", latin: "Kazerun" },
  ],
  Khuzestan: [
    { persian: "اهواز", latin: "Ahvaz" },
    { persian: "دزفول", latin: "Dezful" },
    { persian: "آبادان", latin: "Abadan" },
  ],
};
