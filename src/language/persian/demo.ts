import type { Phrases } from "../language.js";

/** Names that the demo company's data hold: segments, channels, reasons, tactics. */
export const DEMO: Phrases = {};
