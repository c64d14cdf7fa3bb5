import { Module } from "node:module";
import { TYPESCRIPT } from "./cell-compiler.js";
import { loadDanfo } from "./danfo.js";
import { TYPESCRIPT_VERSION } from "./kernel-info.js";
import { requireFromRoot } from "./project.js";
import { isVafa, requireVafa } from "./vafa-package.js";

type Load = (id: string, parent: { readonly filename?: string } | undefined, isMain: boolean) => unknown;

/**
 * Serves `vafa` and `danfojs-node` to everybody who asks for them; all else is loaded as ever. tslab's own package
 * wants of TypeScript nothing but its version, and is not made to wait for the rest.
 */
export function serveModules(): void {
  const holder = Module as unknown as { _load: Load };
  const load = holder._load;
  const tslab = requireFromRoot.resolve("tslab");
  holder._load = function served(this: unknown, id, parent, isMain) {
    if (isVafa(id)) return requireVafa(id);
    if (id === "danfojs-node") return loadDanfo();
    if (id === TYPESCRIPT && parent?.filename === tslab) return { __esModule: true, version: TYPESCRIPT_VERSION };
    return load.call(this, id, parent, isMain);
  };
}
