import type { Table } from "../../tables/table.js";
import { isLinearOnly, MOST_LOGISTIC_LMG } from "./driverLogisticMethods.js";
import type { DriverMethod } from "./driverMethod.js";

const CALLER = "driverWeights";

/** Throws where a logistic fit has no such weights. */
export function requireLogistic(method: DriverMethod, missing: string, drivers: number, controls: number): void {
  if (isLinearOnly(method)) {
    throw new TypeError(
      `${CALLER} requires a method that a logistic fit has; got '${method}': take 'lmg' or 'johnson', or fit: 'linear'`,
    );
  }
  if (missing === "pairwise") {
    throw new TypeError(
      `${CALLER} requires missing: 'listwise' for fit: 'logistic'; got 'pairwise': take 'listwise', or fit: 'linear'`,
    );
  }
  if (method === "johnson" && controls > 0) {
    throw new TypeError(
      `${CALLER} requires no controls for method: 'johnson' of a logistic fit; got ${controls}: take 'lmg', or fit: 'linear'`,
    );
  }
  if (method === "lmg" && drivers > MOST_LOGISTIC_LMG) {
    throw new RangeError(
      `${CALLER} requires at most ${MOST_LOGISTIC_LMG} drivers for method: 'lmg' of a logistic fit; got ${drivers}: take method: 'johnson', or fit: 'linear'`,
    );
  }
}

/** Throws unless the outcome is 0 and 1 (or false and true) wherever it is known. */
export async function requireTwoValues(table: Table, outcome: string): Promise<void> {
  const counts = await table.crosstab([outcome]);
  const odd = counts.find(({ keys: [value] }) => value !== null && Number(value) !== 0 && Number(value) !== 1);
  if (odd === undefined) return;
  const rows = odd.n === 1 ? "1 row" : `${odd.n} rows`;
  throw new RangeError(
    `${CALLER} requires an outcome of 0 and 1, or a boolean, for fit: 'logistic'; got ${odd.keys[0]} in '${outcome}' (${rows}): recode it, or take fit: 'linear'`,
  );
}
