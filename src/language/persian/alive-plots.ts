import type { Phrases } from "../language.js";

/** What figures say of how likely customers are still there. */
export const ALIVE_PLOTS: Phrases = {
  alive: "فعال",
  purchase: "خرید",
  "one customer": "یک مشتری",
  "probability of being alive": "احتمال فعال بودن",
  "{0} repeat purchase": "{0} خرید تکراری",
  "{0} repeat purchases": "{0} خرید تکراری",
  "{0}: {1}, {2} repeat purchases": "{0}: {1}، {2} خرید تکراری",
  "bought on {0}: {1}": "خرید در {0}: {1}",
  "Expected purchases within {0} ({1})": "خریدهای مورد انتظار در {0} ({1})",
  "{0} day with a purchase": "{0} روز با خرید",
  "{0} days with a purchase": "{0} روز با خرید",
  "By the parameters of the whole fit, which nobody knew on any of these days; without an interval.":
    "با پارامترهای برازش بر همهٔ داده‌ها، که در هیچ‌یک از این روزها کسی نمی‌دانست؛ بدون بازهٔ اطمینان.",
  "1 until the second purchase, by construction of {0}.": "تا خرید دوم برابر ۱، بنا به ساخت {0}.",
  "{0}, {1}: bought on {2}; on {3} {4}.": "{0}، {1}: خرید در {2}؛ در {3} {4}.",
  "{0}, the last at {1}: {2}": "{0}، آخرین در {1}: {2}",
  "{0}, the last at {1}, {2}": "{0}، آخرین در {1}، {2}",
  "{0}, of customers watched for {1}: {2}.": "{0}، مشتریان با زمان مشاهدهٔ {1}: {2}.",
  "customers watched for {0}": "مشتریان با زمان مشاهدهٔ {0}",
  "from the first purchase to the last": "از نخستین تا آخرین خرید",
  "{0} from the first purchase to the last": "{0} از نخستین تا آخرین خرید",
  "Values of the fitted parameters, without intervals. Empty: there can be no such customer.":
    "مقدارها از پارامترهای برازش‌شده است، بدون بازهٔ اطمینان. خالی: چنین مشتری‌ای ممکن نیست.",
  "{0} watched for no time": "{0} بدون زمان مشاهده",
};
