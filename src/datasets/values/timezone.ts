const OFFSET = /^([+-])(\d{1,2})(?::?(\d{2}))?$/;

/** Minutes by which a clock is ahead of UTC: '+03:30' is 210, 'z' and 'gmt' are 0; null where it is no offset. */
export function offsetMinutes(text: string): number | null {
  const bare = text.replace("\u2212", "-").replace(/^(?:gmt|utc|z)/i, "");
  if (bare === "") return 0;
  const [, sign, hours, minutes = "0"] = OFFSET.exec(bare) ?? [];
  if (hours === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  return (sign === "-" ? -1 : 1) * (60 * Number(hours) + Number(minutes));
}

const PARTS = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;

/** What the clock of a zone by name shows; the offset of a quarter of an hour is remembered, no zone changes within one. */
function namedClock(timezone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", { timeZone: timezone, hourCycle: "h23", ...PARTS });
  const QUARTER = 900_000;
  const offsets = new Map<number, number>();
  return (utc) => {
    const quarter = Math.floor(utc / QUARTER);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const parts = format.formatToParts(new Date(quarter * QUARTER));
      const part = (type: string) => Number(parts.find((one) => one.type === type)!.value);
      const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
      offset = shown - quarter * QUARTER;
      offsets.set(quarter, offset);
    }
    return utc + offset;
  };
}

/**
 * What tells the time that a clock of a zone shows at an instant, both in milliseconds: the clock's as if it were of UTC.
 *
 * @param timezone 'UTC', '+03:30' or a name such as 'Asia/Tehran'
 * @throws a zone that there is not
 */
export function clockOf(timezone: string): (utc: number) => number {
  const fixed = offsetMinutes(timezone);
  if (fixed !== null) return (utc) => utc + fixed * 60_000;
  try {
    return namedClock(timezone);
  } catch {
    throw new TypeError(
      `a time zone requires 'UTC', an offset as '+03:30' or a name as 'Asia/Tehran'; got '${timezone}'`,
    );
  }
}
