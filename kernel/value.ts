import { inspect } from "node:util";
import { frameBundle, isFrame } from "./frame.js";
import type { Bundle } from "./outputs.js";

/** The convention of JavaScript kernels: an object that knows how it is shown. */
const DISPLAY = Symbol.for("Jupyter.display");

const LONGEST = 100_000;

/** The text of a value: nested three deep, long lists and texts cut. */
function inspected(value: unknown): string {
  const text = inspect(value, { depth: 3, maxArrayLength: 50, maxStringLength: 2000, breakLength: 100, sorted: false });
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length - LONGEST} more characters)` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Binary data travels as base64. */
function encoded(data: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(data).map(([type, content]) => {
    const isBinary = content instanceof Uint8Array;
    return [type, isBinary ? Buffer.from(content).toString("base64") : content] as const;
  });
  return Object.fromEntries(entries);
}

/** What an object's own display method gave: MIME types, or those and their metadata. */
function bundleOf(shown: unknown): Bundle {
  if (!isRecord(shown)) throw new TypeError(`Jupyter.display requires an object of MIME types; got ${typeof shown}`);
  const { data, metadata } = shown as { data?: unknown; metadata?: unknown };
  if (isRecord(data) && !("text/plain" in shown)) {
    return { data: encoded(data), metadata: isRecord(metadata) ? metadata : {} };
  }
  return { data: encoded(shown) };
}

/** How a value is shown as the result of a cell. */
export async function shown(value: unknown): Promise<Bundle> {
  const own = isRecord(value) || typeof value === "function" ? (value as Record<symbol, unknown>)[DISPLAY] : undefined;
  if (typeof own === "function") return bundleOf(await own.call(value));
  if (isFrame(value)) return frameBundle(value);
  return { data: { "text/plain": inspected(value) } };
}
