import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { placesOf, ROOT } from "./setup/places.js";

/** How Jupyter starts the kernel: with this Node itself, by absolute paths. */
export function kernelArguments(root = ROOT): string[] {
  return [process.execPath, join(root, ".cache", "kernel.cjs"), "{connection_file}"];
}

/**
 * Tells the project's Jupyter of the Vafa kernel, and of no other: with the Python kernel that comes with JupyterLab a
 * new notebook would be a Python one. Returns whether anything was done.
 */
export function writeKernelspec(root = ROOT): boolean {
  const kernels = join(placesOf(root).jupyter, "kernels");
  const folder = join(kernels, "vafa");
  const file = join(folder, "kernel.json");
  const spec = {
    argv: kernelArguments(root),
    display_name: "TypeScript (Vafa)",
    language: "typescript",
    interrupt_mode: "signal",
  };
  const text = `${JSON.stringify(spec, null, 1)}\n`;
  rmSync(join(kernels, "python3"), { recursive: true, force: true });
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
  return true;
}
