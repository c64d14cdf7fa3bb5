import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { kernelArguments, writeKernelspec } from "../../tools/kernelspec.js";
import { cell, drive, orphan, shutdown } from "./drive.js";

const folder = mkdtempSync(join(tmpdir(), "vafa-life-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ran = await drive({
  orphan: orphan(),
  busyOrphan: orphan("setInterval(() => {}, 50);\nawait new Promise(() => {});"),
  timers: cell('setInterval(() => {}, 10);\nrequire("net").createServer().listen(0);\nvoid 0;'),
  ended: shutdown(),
});

/** Starts the kernel as Jupyter does, with `argument` for a connection file. */
function start(...argument: string[]) {
  const [node, kernel] = kernelArguments();
  return spawnSync(node!, [kernel!, ...argument], { encoding: "utf8", timeout: 20_000 });
}

describe("a kernel", () => {
  test("ends itself soon after the process that started it is gone, whether a cell runs or not", () => {
    expect(ran.orphan.seconds).not.toBeNull();
    expect(ran.busyOrphan.seconds).not.toBeNull();
  });

  test("ends when it is asked to, whatever its timers and servers are up to", () => {
    expect(ran.ended.seconds).not.toBeNull();
    expect(ran.ended.seconds!).toBeLessThan(3);
  });

  test("that cannot start says why in one line", () => {
    writeFileSync(join(folder, "half.json"), '{"ip": "127.0.0.1", "shell_port": 1}');
    writeFileSync(join(folder, "text.json"), "not json");
    const cases = [
      [start(), "the Vafa kernel is started by Jupyter, with a connection file as its argument"],
      [start(join(folder, "absent.json")), "cannot be read"],
      [start(join(folder, "text.json")), "is not JSON"],
      [start(join(folder, "half.json")), "has no iopub_port, stdin_port, control_port, hb_port"],
    ] as const;
    for (const [{ status, stderr }, reason] of cases) {
      expect(status).toBe(1);
      expect(stderr).toMatch(/^the Vafa kernel cannot start: [^\n]*\n$/);
      expect(stderr).toContain(reason);
    }
  });
});

describe("writeKernelspec(root)", () => {
  test("tells Jupyter of this kernel only, by absolute paths, once", () => {
    const kernels = join(folder, ".venv", "share", "jupyter", "kernels");
    mkdirSync(join(kernels, "python3"), { recursive: true });
    expect(writeKernelspec(folder)).toBe(true);
    expect(JSON.parse(readFileSync(join(kernels, "vafa", "kernel.json"), "utf8"))).toEqual({
      argv: [process.execPath, join(folder, ".cache", "kernel.cjs"), "{connection_file}"],
      display_name: "TypeScript (Vafa)",
      language: "typescript",
      interrupt_mode: "signal",
    });
    expect(existsSync(join(kernels, "python3"))).toBe(false);
    expect(writeKernelspec(folder)).toBe(false);
  });
});
