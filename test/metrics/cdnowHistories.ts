import { join, resolve } from "node:path";
import { load } from "../../src/datasets/load.js";
import type { BuyingParameters } from "../../src/metrics/buying/parameters.js";
import { purchaseHistories } from "../../src/metrics/purchaseHistories/purchaseHistories.js";

/** The purchases of CDNOW's customers, and their histories in 39 weeks with what they bought in the 39 weeks after. */
export async function cdnowHistories() {
  const purchases = await load(join(resolve(import.meta.dirname, "../.."), "data/studies/cdnow.csv"));
  const options = { customer: "customer", date: "date", unit: "weeks", end: "1997-09-30", holdoutEnd: "1998-06-30" };
  const { table } = await purchaseHistories(purchases, { ...options, unit: "weeks" });
  return { purchases, table };
}

/** Where the columns of histories are. */
export const historyColumns = { frequency: "frequency", recency: "recency", age: "age" } as const;

/** What a model of buying gives, as far as its checks look. */
export const fitOf = (parameters: BuyingParameters) => ({ overall: { parameters, note: null } });

export const nothingFitted = { overall: { parameters: null, note: "nobody bought again: there is no rate to fit" } };
