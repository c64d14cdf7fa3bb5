import type { Bundle, Outputs } from "./outputs.js";
import { standIn } from "./stand-in.js";

/** `import { display } from "tslab"` works as it does in tslab: its outputs take our way. */
export function serveTslabDisplay(outputs: Outputs): void {
  const lastWriteDisplayData = (bundle: Bundle, update?: boolean) => {
    outputs.displayAside({ ...bundle, update: update === true });
  };
  standIn("tslab/dist/jupyter.js", { __esModule: true, lastWriteDisplayData });
}
