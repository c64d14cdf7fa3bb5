import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** A Chromium on this machine, or null; VAFA_CHROMIUM names one. */
export function findBrowser(path = process.env.PATH ?? ""): string | null {
  if (process.env.VAFA_CHROMIUM) return process.env.VAFA_CHROMIUM;
  for (const folder of path.split(delimiter)) {
    const found = BROWSERS.map((name) => join(folder, name)).find((file) => existsSync(file));
    if (found) return found;
  }
  return null;
}
