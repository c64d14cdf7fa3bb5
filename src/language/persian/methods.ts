import type { Phrases } from "../language.js";

/** How intervals and tests were made, as results say it. */
export const METHODS: Phrases = {};
