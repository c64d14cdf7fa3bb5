import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../../tools/setup/places.js";
import { figure, WHOLE } from "../sized.js";

/** A machine of its own inside this one, that reaches nothing but itself. */
function alone(command: readonly string[]) {
  const up = [
    "import fcntl, os, socket, struct, sys",
    "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    'fcntl.ioctl(s, 0x8914, struct.pack("16sH14s", b"lo", 1, b""))',
    "os.execvp(sys.argv[1], sys.argv[1:])",
  ].join("\n");
  return spawnSync("unshare", ["-rn", "python3", "-c", up, ...command], { cwd: ROOT, encoding: "utf8" });
}

const CAN = alone(["true"]).status === 0;
const skipped = !WHOLE ? " (skipped: npm run trust executes it)" : CAN ? "" : " (skipped: no unshare -rn here)";

/** Asks another machine by number and by name, in the way that programs do. */
const REACHES = `Promise.any([fetch("http://1.1.1.1/"), fetch("http://example.com/")]).then(() => process.exit(0), () => process.exit(3))`;

test.skipIf(!CAN)(`a machine without a network reaches nobody${CAN ? "" : " (skipped: no unshare -rn here)"}`, () => {
  expect(alone([process.execPath, "-e", REACHES]).status).toBe(3);
});

test.skipIf(skipped !== "")(
  `a notebook is executed without a network, and is the same to the letter${skipped}`,
  (context) => {
    const { status, stdout } = alone([
      process.execPath,
      ...["--import", "tsx", join(ROOT, "tools", "notebooks.ts"), "--compare", "--only", "01-nps"],
    ]);
    figure(context, {
      what: "notebooks that are otherwise where there is no network",
      cases: 1,
      found: String(status === 0 ? 0 : 1),
      bar: "0",
      held: status === 0,
    });
    expect(stdout).toContain("same       notebooks/01-nps.ipynb");
    expect(status).toBe(0);
  },
);
