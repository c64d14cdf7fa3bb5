import type { Phrases } from "../language.js";

/** What stands between and around numbers. */
export const NUMBERS: Phrases = {
  "{0} ({1} to {2})": "{0} ({1} تا {2})",
  "{0} (at least {1})": "{0} (دست‌کم {1})",
  "{0} (at most {1})": "{0} (حداکثر {1})",
  "{0} ({1})": "{0} ({1})",
  "{0} to {1}": "{0} تا {1}",
  "{0} {1}": "{0} {1}",
};
