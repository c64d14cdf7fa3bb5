/** Days are whole numbers since 1970-01-01; no clock and no time zone take part. */

const pad = (value: number, width = 2) => String(value).padStart(width, "0");

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 1970-01-01 of a Gregorian date. Years are counted from March, so that the leap day comes last. */
export function dayOf({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const fromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719468;
}

export function civilOf(day: number): CivilDate {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}

export function parseDay(iso: string): number {
  const [year, month, day] = iso.split("-").map(Number);
  return dayOf({ year: year!, month: month!, day: day! });
}

/** '2025-07-01' */
export function isoDay(day: number): string {
  const { year, month, day: ofMonth } = civilOf(day);
  return `${pad(year, 4)}-${pad(month)}-${pad(ofMonth)}`;
}

/** '2025-07-01T14:05:00'; `minute` counts from midnight and may run into the next days. */
export function isoMinute(day: number, minute: number): string {
  const whole = day + Math.floor(minute / 1440);
  const rest = minute - Math.floor(minute / 1440) * 1440;
  return `${isoDay(whole)}T${pad(Math.floor(rest / 60))}:${pad(rest % 60)}:00`;
}

/** 0 is Saturday, the first day of the Iranian week; 6 is Friday. 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 5) % 7) + 7) % 7;
}

/** '2025-Q3' */
export function quarterOf(day: number): string {
  const { year, month } = civilOf(day);
  return `${year}-Q${Math.ceil(month / 3)}`;
}

/** A Solar Hijri year is a leap year by the 33-year cycle; agrees with the calendar of Iran from 1343 to 1472. */
export function isJalaliLeapYear(year: number): boolean {
  return (25 * year + 11) % 33 < 8;
}

const NOWRUZ_1403 = 19802; // 2024-03-20

/** '1404/04/10': the Solar Hijri (Jalali) date of a day, years 1343 to 1472. */
export function jalaliDay(day: number): string {
  let year = 1403;
  let rest = day - NOWRUZ_1403;
  const length = (ofYear: number) => (isJalaliLeapYear(ofYear) ? 366 : 365);
  while (rest < 0) {
    year -= 1;
    rest += length(year);
  }
  while (rest >= length(year)) {
    rest -= length(year);
    year += 1;
  }
  const month = rest < 186 ? Math.floor(rest / 31) : 6 + Math.floor((rest - 186) / 30);
  const before = month < 6 ? month * 31 : 186 + (month - 6) * 30;
  return `${year}/${pad(month + 1)}/${pad(rest - before + 1)}`;
}
