import type { Phrases } from "../language.js";

/** Metrics, units and what is counted, as the Persian literature on customer performance calls them. */
export const GLOSSARY: Phrases = {
  NPS: "شاخص خالص مروجان (NPS)",
};
