import { Module } from "node:module";
import { dirname } from "node:path";
import { requireFromRoot } from "./project.js";

/** Puts a module of our own in the place of one of tslab's before it is loaded. */
export function standIn(path: string, exports: object): void {
  const file = requireFromRoot.resolve(path);
  const module = new Module(file);
  module.filename = file;
  module.paths = [dirname(file)];
  module.exports = exports;
  module.loaded = true;
  requireFromRoot.cache[file] = module;
}
