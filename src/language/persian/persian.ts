import type { Phrases } from "../language.js";
import { DEMO } from "./demo.js";
import { GLOSSARY } from "./glossary.js";
import { METHODS } from "./methods.js";
import { NOTES } from "./notes.js";
import { NUMBERS } from "./numbers.js";
import { PLOTS } from "./plots.js";
import { TABLES } from "./tables.js";

/** Texts that results and data bring along: they are looked up as they come, with what stands in them. */
export const OF_RESULTS: Phrases = { ...GLOSSARY, ...METHODS, ...NOTES, ...DEMO };

/** What figures, tables and numbers say of their own. */
export const SAID: Phrases = { ...NUMBERS, ...PLOTS, ...TABLES };
