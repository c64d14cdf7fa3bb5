import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { answer, environment, kernelspec } from "../../tools/doctor/kernel.js";
import { node, packages, room } from "../../tools/doctor/machine.js";
import { findBrowser } from "../../tools/setup/find-browser.js";
import { placesOf, ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { call } from "./command-line.js";

const { folder, write } = temporaryFolder();
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("npm run doctor", { concurrent: true }, () => {
  test("looks at everything, line by line, and ends with 0 where nothing is missing", async () => {
    const ended = await call("doctor", []);
    for (const name of ["Node", "npm packages", "Python", "Python packages", "kernelspec", "fonts", "disk"]) {
      expect(ended.stdout).toMatch(new RegExp(`^OK {7}${name} `, "m"));
    }
    expect(ended.stdout).toMatch(/^OK {7}kernel {12}starts and answers 1 \+ 1 = 2 \([\d.]+ s\)$/m);
    expect(ended.stdout).toMatch(/Everything is in place\.\n$/);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("ends with 1 and the fix where a thing is missing", async () => {
    const ended = await call("doctor", [], { VAFA_PYTHON: "/nowhere/python" });
    expect(ended.stdout).toMatch(
      /^MISSING {2}Python {12}VAFA_PYTHON=\/nowhere\/python does not start .*\n +fix: install Python 3\.10 or newer/m,
    );
    expect(ended.stderr).toBe("doctor: 1 thing missing\n");
    expect(ended.code).toBe(1);
  });

  test("takes no other options", async () => {
    expect(await call("doctor", ["--fix"])).toMatchObject({ code: 2 });
  });
});

describe("each thing that is missing has its fix", () => {
  test("an old Node", () => {
    expect(node("20.18.9")).toMatchObject({ state: "missing", fix: "install Node 20.19 or newer (nodejs.org)" });
    expect(node("20.19.0").state).toBe("ok");
    expect(node("22.0.0").state).toBe("ok");
  });

  test("npm packages of another version than the lock's", () => {
    const root = join(folder, "npm");
    mkdirSync(join(root, "node_modules", "left"), { recursive: true });
    write("npm/package.json", JSON.stringify({ dependencies: { left: "1.0.0", right: "1.0.0" } }));
    write("npm/package-lock.json", JSON.stringify({ packages: { "node_modules/left": { version: "1.0.0" } } }));
    write("npm/node_modules/left/package.json", JSON.stringify({ version: "2.0.0" }));
    const detail = "left, right missing or of another version";
    expect(packages(root)).toMatchObject({ state: "missing", detail, fix: "npm ci" });
  });

  test("a project that was never set up", () => {
    expect(environment(folder)).toMatchObject({ state: "missing", fix: "npm start sets it up" });
    expect(kernelspec(folder)).toMatchObject({ state: "missing", fix: "npm start sets it up" });
  });

  test("a kernelspec that is damaged, names what is not there, or starts another Node", () => {
    const kernels = join(placesOf(folder).jupyter, "kernels", "vafa");
    mkdirSync(kernels, { recursive: true });
    const details = [
      ["{", "its file is damaged"],
      ["{}", "its file is damaged"],
      [JSON.stringify({ argv: ["/nowhere/node", "kernel.cjs"] }), "it names /nowhere/node, which is not there"],
      [JSON.stringify({ argv: ["/", "kernel.cjs"] }), "it starts /, another Node"],
    ] as const;
    for (const [text, detail] of details) {
      writeFileSync(join(kernels, "kernel.json"), text);
      expect(kernelspec(folder)).toMatchObject({ state: "missing", detail });
    }
  });

  test("a kernel that does not start", async () => {
    const finding = await answer(ROOT, "no-such-kernel");
    expect(finding.detail).toBe(
      "1 + 1: the kernel did not start: there is no kernel named no-such-kernel (npm run doctor says what is missing)",
    );
    expect(finding.fix).toMatch(/npm ci/);
  });

  test("room on the disk, in figures", () => {
    expect(room(ROOT).detail).toMatch(/^[\d.]+ GB free$/);
  });

  test("findBrowser(path) is the first Chromium on the path", () => {
    vi.stubEnv("VAFA_CHROMIUM", "");
    mkdirSync(join(folder, "bin"));
    const chromium = write("bin/chromium", "");
    expect(findBrowser(`/nowhere:${join(folder, "bin")}`)).toBe(chromium);
    expect(findBrowser("/nowhere")).toBeNull();
  });
});
