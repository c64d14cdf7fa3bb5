import type { Phrases } from "../language.js";

/** What figures say. */
export const PLOTS: Phrases = {};
