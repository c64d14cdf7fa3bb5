import { HOST } from "./payloads.js";

/** What stands behind every name of the data: a link and a tag of plotly's, an entity, and a place of a template. */
export const TAIL = `<a href="https://${HOST}/"><sub>&amp;</sub></a>%{x}`;

const PERSIAN = /[\u0600-\u06ff]/;

const renamed = (text: string) => (PERSIAN.test(text) ? `${text}${TAIL}` : text);

/**
 * The same value with another name wherever a Persian one stands in it, as a value or as a key: in the figures of the tests
 * for Persian whatever comes from the data is Persian.
 */
export function withHostileNames(value: unknown): unknown {
  if (typeof value === "string") return renamed(value);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(withHostileNames);
  if (value instanceof Map)
    return new Map([...value].map(([key, one]) => [withHostileNames(key), withHostileNames(one)]));
  const entries = Object.entries(value).map(([key, one]) => [renamed(key), withHostileNames(one)] as const);
  return Object.fromEntries(entries);
}
