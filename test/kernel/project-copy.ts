import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../tools/setup/places.js";

/** A project of its own, with its sources and the kernel's copied and the packages linked: a test may change it. */
export function projectCopy(): { readonly root: string; readonly remove: () => void } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "vafa-project-")));
  for (const name of ["src", "kernel", "package.json", "package-lock.json"]) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  }
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (name === "vafa") continue;
    symlinkSync(realpathSync(join(ROOT, "node_modules", name)), join(root, "node_modules", name));
  }
  symlinkSync(join("..", "src"), join(root, "node_modules", "vafa"));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
