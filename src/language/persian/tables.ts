import type { Phrases } from "../language.js";

/** What tables say. */
export const TABLES: Phrases = {};
