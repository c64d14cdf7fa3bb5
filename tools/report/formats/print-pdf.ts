import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { endGroup, startGroup } from "../../terminal/process-group.js";

/** So long a browser may take for one page, in milliseconds. */
const LONGEST = 120_000;

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-pdf-header-footer",
];

const isThere = (file: string) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;

/**
 * Prints a page as PDF, as a browser prints it on paper.
 *
 * @returns whether it could be printed
 */
export async function printPdf(browser: string, page: string, pdf: string): Promise<boolean> {
  const profile = mkdtempSync(join(tmpdir(), "vafa-print-"));
  try {
    const args = [...FLAGS, `--user-data-dir=${profile}`, `--print-to-pdf=${pdf}`, pathToFileURL(page).href];
    const child = startGroup(browser, args, { stdio: "ignore" });
    const timer = setTimeout(() => child.pid !== undefined && endGroup(child.pid), LONGEST);
    await once(child, "exit").catch(() => {});
    clearTimeout(timer);
    return isThere(pdf);
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
