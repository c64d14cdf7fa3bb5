import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import {
  type AskedPeriod,
  askedPeriod,
  PERIOD_FORMS,
  periodBefore,
  yearBefore,
} from "../../src/calendar/asked-period.js";
import { WrongUsage } from "../terminal/failure.js";

/** With what a period is compared: another one of the same tables, or the tables of last time. */
type Against = { readonly period: AskedPeriod } | { readonly file: string };

export interface AskedPeriods {
  readonly period: AskedPeriod | null;
  readonly against: Against | null;
}

function periodOf(text: string | undefined): AskedPeriod | null {
  if (text === undefined) return null;
  const period = askedPeriod(text);
  if (period === null) throw new WrongUsage(`--period requires ${PERIOD_FORMS}; got '${text}'`);
  return period;
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();

function againstOf(text: string, period: AskedPeriod | null): Against {
  const named = text === "previous" || text === "last-year" ? null : askedPeriod(text);
  if (named === null && text !== "previous" && text !== "last-year") {
    if (isFile(resolve(text))) return { file: resolve(text) };
    throw new WrongUsage(
      `--compare requires previous, last-year, a period (${PERIOD_FORMS}), or the file that describes last time's tables; got '${text}'`,
    );
  }
  if (period === null) throw new WrongUsage(`--compare ${text} requires --period: what is to be compared with it`);
  const other = named ?? (text === "previous" ? periodBefore(period) : yearBefore(period));
  if (other.from <= period.to && period.from <= other.to)
    throw new WrongUsage(
      `--compare requires a period beside that of --period; ${other.label} and ${period.label} overlap`,
    );
  return { period: other };
}

/** What `--period` and `--compare` ask for. */
export function askedPeriods(period: string | undefined, compare: string | undefined): AskedPeriods {
  const asked = periodOf(period);
  return { period: asked, against: compare === undefined ? null : againstOf(compare, asked) };
}
