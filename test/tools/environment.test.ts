import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeEnvironment, reasonToMake } from "../../tools/setup/environment.js";
import { findPython } from "../../tools/setup/find-python.js";
import { placesOf } from "../../tools/setup/places.js";
import { outdated } from "../../tools/setup/stamp.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder, write } = temporaryFolder();
const { executable } = findPython();
const silent = () => {};

/**
 * A Python that notes what it is called with, and else is the real one. As on Debian without python3-venv, asking it for
 * `ensurepip` is an error.
 */
function notingPython(log: string): string {
  const program = write(
    "python-without-ensurepip",
    `#!/bin/sh
case "$*" in
  *_base_executable*) "${executable}" "$@" | sed 's|"[^"]*"|"'"$0"'"|' ;;
  *) echo "$*" >> "${log}"
     case "$*" in *ensurepip*) exit 1 ;; *"-m venv"*) case "$*" in *--without-pip*) ;; *) exit 1 ;; esac ;; esac
     exec "${executable}" "$@" ;;
esac
`,
  );
  spawnSync("chmod", ["+x", program]);
  return program;
}

describe("the set-up of the Python side", () => {
  const root = join(folder, "project");
  const places = placesOf(root);
  const log = join(folder, "calls.log");
  const before = { ...process.env };
  let hash: string;

  /** A package from this folder, and from nowhere else. */
  beforeAll(async () => {
    mkdirSync(root);
    hash = spawnSync(executable, [join(import.meta.dirname, "tiny_wheel.py"), folder], {
      encoding: "utf8",
    }).stdout.trim();
    writeFileSync(places.lock, `tiny==1.0 \\\n    --hash=sha256:${hash}\n`);
    Object.assign(process.env, { PIP_NO_INDEX: "1", PIP_FIND_LINKS: folder, PIP_CONFIG_FILE: "/dev/null" });
  });
  afterAll(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });

  const packages = () => {
    const found = readdirSync(places.environment, { recursive: true, encoding: "utf8" });
    const inside = found.flatMap((name) => /site-packages[/\\]([^/\\]+)$/.exec(name)?.[1] ?? []);
    return [...new Set(inside)].sort();
  };

  test("installs what the lock names, tells what it does, and never asks for ensurepip", async () => {
    const steps: string[] = [];
    const made = await makeEnvironment(places, (step) => steps.push(step), { python: notingPython(log) });
    expect(made).toBe(true);
    expect(packages()).toEqual(["tiny-1.0.dist-info", "tiny.py"]);
    expect(readFileSync(log, "utf8").trim()).toBe(`-I -m venv --without-pip ${places.environment}`);
    expect(steps[0]).toMatch(/^making \.venv with Python 3\.\d+\.\d+ \(there is none yet\)$/);
    expect(steps).toContain("downloading Python packages");
    expect(steps).toContain("installing Python packages");
    expect(existsSync(join(root, ".cache", "tmp"))).toBe(false);
  });

  test("leaves an environment alone that stands", async () => {
    expect(reasonToMake(places)).toBeNull();
    expect(await makeEnvironment(places, silent, { python: "/nowhere/python" })).toBe(false);
  });

  test("makes it again when the lock, the Python or the machine has changed, or it was never finished", () => {
    const text = readFileSync(places.stamp, "utf8");
    const made = JSON.parse(text);
    appendFileSync(places.lock, "# a comment\n");
    expect(reasonToMake(places)).toBe("requirements.lock has changed");
    writeFileSync(places.lock, readFileSync(places.lock, "utf8").replace("# a comment\n", ""));
    expect(outdated(made, { ...made, python: "3.99.0" })).toBe(`its Python was ${made.python} and is 3.99.0`);
    expect(outdated({ ...made, platform: "amiga" }, made)).toBe("it was made on amiga");
    writeFileSync(places.stamp, text.slice(0, 20));
    expect(reasonToMake(places)).toBe("it was never finished");
    rmSync(places.stamp);
    expect(reasonToMake(places)).toBe("it was never finished");
  });

  test("refuses a package with another hash than the lock's, and the environment counts as unfinished", async () => {
    writeFileSync(places.lock, `tiny==1.0 \\\n    --hash=sha256:${"0".repeat(64)}\n`);
    const call = makeEnvironment(places, silent, { python: executable });
    await expect(call).rejects.toThrow(/^the Python packages could not be installed: ERROR: .*HASHES/);
    expect(packages()).toEqual([]);
    expect(reasonToMake(places)).toBe("it was never finished");
  });

  test("refuses a package that the lock names without a hash", async () => {
    writeFileSync(places.lock, "tiny==1.0\n");
    const call = makeEnvironment(places, silent, { python: executable });
    await expect(call).rejects.toThrow(/^the Python packages could not be installed: ERROR: .*[Hh]ash/);
    expect(packages()).toEqual([]);
  });

  test("refuses a pip that is not the one it was written with", async () => {
    const pip = write("pip.whl", "something else");
    const call = makeEnvironment(places, silent, { python: executable, pip });
    await expect(call).rejects.toThrow(`${pip} is damaged: restore it with git checkout`);
  });

  test("makes it again when its Python does not start any more", () => {
    rmSync(places.python, { force: true });
    expect(reasonToMake(places)).toBe("its Python does not start");
  });
});

describe("findPython", () => {
  /** A program that says it is this Python. */
  function pythonThatSays(version: readonly number[]): string {
    const name = `python-${version.join(".")}`;
    const program = write(name, `#!/bin/sh\necho '["${join(folder, name)}", ${version.join(", ")}]'\n`);
    spawnSync("chmod", ["+x", program]);
    return program;
  }

  test("takes the one named in VAFA_PYTHON", () => {
    const program = pythonThatSays([3, 12, 4]);
    expect(findPython(program)).toMatchObject({ executable: program, version: [3, 12, 4] });
  });

  test("refuses one that does not start, or is none", () => {
    expect(() => findPython("/nowhere/python")).toThrow(
      "VAFA_PYTHON=/nowhere/python does not start a Python with the venv module",
    );
    expect(() => findPython("true")).toThrow("VAFA_PYTHON=true does not start a Python with the venv module");
  });

  test("refuses 3.9 by name, and passes it over on the way", () => {
    const old = pythonThatSays([3, 9, 18]);
    expect(() => findPython(old)).toThrow(`VAFA_PYTHON=${old} is Python 3.9.18; 3.10 or newer is needed`);
    const good = pythonThatSays([3, 10, 0]);
    expect(findPython("", [["/nowhere/python"], [old], [good]]).executable).toBe(good);
  });

  test("takes a Python newer than the packages are known for only when there is no other", () => {
    const [newer, known] = [pythonThatSays([3, 99, 0]), pythonThatSays([3, 14, 1])];
    expect(findPython("", [[newer], [known]]).executable).toBe(known);
    expect(findPython("", [[newer]]).executable).toBe(newer);
  });

  test("says how to get one where there is none", () => {
    expect(() => findPython("", [["/nowhere/python"]])).toThrow(/no Python from 3\.10 on was found: install one/);
  });
});
