import { Module } from "node:module";
import { loadDanfo } from "./danfo.js";
import { isVafa, requireVafa } from "./vafa-package.js";

type Load = (id: string, parent: unknown, isMain: boolean) => unknown;

/** Serves `vafa` and `danfojs-node` to everybody who asks for them; all else is loaded as ever. */
export function serveModules(onTslab: (load: () => unknown) => unknown): void {
  const holder = Module as unknown as { _load: Load };
  const load = holder._load;
  holder._load = function served(this: unknown, id, parent, isMain) {
    if (isVafa(id)) return requireVafa(id);
    if (id === "danfojs-node") return loadDanfo();
    if (id === "tslab") return onTslab(() => load.call(this, id, parent, isMain));
    return load.call(this, id, parent, isMain);
  };
}
