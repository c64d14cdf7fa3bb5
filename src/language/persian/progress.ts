import type { Phrases } from "../language.js";

/** What a long cell says of how far it is. */
export const PROGRESS: Phrases = {
  "{0}: {1} so far": "{0}: تا اینجا {1}",
  "about {0} s left": "حدود {0} ثانیه مانده",
  "about {0} min left": "حدود {0} دقیقه مانده",
};
