/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { findBrowser } from "../../tools/setup/find-browser.js";

const executable = findBrowser();
/** Where these tests must run: a machine without a browser then fails them. */
const REQUIRED = Boolean(process.env.CI || process.env.VAFA_REQUIRE_BROWSER);

/** Whether the tests that need a browser are skipped on this machine. */
export const NO_BROWSER = executable === null && !REQUIRED;

/** The title of such tests: says why they are skipped. */
export function inBrowser(title: string): string {
  return NO_BROWSER ? `${title} (skipped: no Chromium was found; npm run doctor says how to get one)` : title;
}

const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  if (executable === null) throw new Error("a Chromium is required here (CI or VAFA_REQUIRE_BROWSER is set)");
  const args = ["--no-sandbox", ...QUIET, "--disable-component-update", "--disable-sync", ...more];
  return chromium.launch({ executablePath: executable, args });
}

export interface Watched {
  readonly context: BrowserContext;
  /** What asked for more than a file or for data of the page itself; none of it was answered. */
  readonly requests: string[];
  /** What the console said of errors, and exceptions nobody caught. */
  readonly errors: string[];
}

/** A browser window with the network off, in which every request and every error is noted. */
export async function offlineWindow(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  await context.setOffline(true);
  const [requests, errors]: [string[], string[]] = [[], []];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (/^(file|data|blob):/.test(url)) return route.continue();
    requests.push(url);
    return route.abort();
  });
  context.on("request", (request) => {
    if (request.url().startsWith("file:") && !request.isNavigationRequest()) requests.push(request.url());
  });
  context.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  context.on("weberror", (error) => errors.push(error.error().message));
  return { context, requests, errors };
}

/** Reads HTML as a browser does, without running or loading anything of it. `look` sees the document and nothing of the test. */
export type Inspect = <T>(html: string, look: (page: Document) => T) => Promise<T>;

export async function inspectorIn(browser: Browser): Promise<Inspect> {
  const page = await browser.newPage();
  return (html, look) =>
    page.evaluate(`(${look})(new DOMParser().parseFromString(${JSON.stringify(html)}, "text/html"))`);
}
