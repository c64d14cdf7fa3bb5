import { type Binding, isVafa } from "./vafa-package.js";

const IMPORT = /^import\s+(?!type\b)([^;"']+?)\s+from\s+["']([^"']+)["']/gm;

/** The names that declarations of earlier cells take from `vafa`: `import { nps, churn as left } from "vafa"`. */
export function importedFromVafa(declarations: string): Binding[] {
  const bindings: Binding[] = [];
  for (const [, clause = "", module = ""] of declarations.matchAll(IMPORT)) {
    if (!isVafa(module)) continue;
    const all = /\*\s+as\s+([\w$]+)/.exec(clause);
    if (all) bindings.push({ local: all[1]!, imported: "*", module });
    for (const part of /\{([^}]*)\}/.exec(clause)?.[1]?.split(",") ?? []) {
      const [imported = "", local = imported] = part.trim().split(/\s+as\s+/);
      if (imported !== "" && !imported.startsWith("type ")) bindings.push({ local, imported, module });
    }
  }
  return bindings;
}
