import type { Phrases } from "../language.js";

/** Why something could not be estimated or was left out, as results say it. */
export const NOTES: Phrases = {};
