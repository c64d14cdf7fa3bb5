import type { Bundle, Outputs } from "./outputs.js";
import { requireFromRoot } from "./project.js";

/** `import { display } from "tslab"` works as it does in tslab: its outputs take our way. */
export function tslabWith(outputs: Outputs, load: () => unknown): unknown {
  const tslab = load();
  const jupyter = requireFromRoot("tslab/dist/jupyter.js") as { lastWriteDisplayData: unknown };
  jupyter.lastWriteDisplayData = (bundle: Bundle, update?: boolean) => {
    void outputs.display({ ...bundle, update: update === true });
  };
  return tslab;
}
