import { createRequire } from "node:module";
import { bundled } from "./bundle.js";
import { runCompiled } from "./compiled-script.js";
import { packagesFingerprint } from "./fingerprint.js";
import { requireFromRoot } from "./project.js";

/** What Danfo loads at once and uses in a few of its functions (readers, printing, medians): loaded when it is first touched. */
const LATER = ["mathjs", "@e965/xlsx", "papaparse", "table", "stream-json", "plotly.js-dist-min"];

const isLater = (id: string) => LATER.some((name) => id === name || id.startsWith(`${name}/`));

/** A module that is loaded when it is first used, as an object or as a function. */
function later(load: () => object): unknown {
  const target = () => {};
  return new Proxy(target, {
    get: (_, name) => (name === "__esModule" ? false : Reflect.get(load(), name)),
    has: (_, name) => Reflect.has(load(), name),
    apply: (_, self, args) => Reflect.apply(load() as () => unknown, self, args),
  });
}

let danfo: unknown;

/** The one danfojs-node of this process: of the user's imports and of `vafa`'s. */
export function loadDanfo(): unknown {
  if (danfo !== undefined) return danfo;
  const main = requireFromRoot.resolve("danfojs-node");
  const external = [...LATER, ...LATER.map((name) => `${name}/*`)];
  const file = bundled("danfo", packagesFingerprint(), () => ({ entryPoints: [main], external }));
  const fromDanfo = createRequire(main);
  const load = (id: string) => (isLater(id) ? later(() => fromDanfo(id)) : fromDanfo(id));
  danfo = runCompiled(file, load as NodeJS.Require).exports;
  return danfo;
}
