import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { kernelArguments } from "../../tools/kernelspec.js";
import { installLabExtension } from "../../tools/lab/install.js";
import { placesOf, ROOT } from "../../tools/setup/places.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";
import { eventually } from "./command-line.js";

const { folder: home } = temporaryFolder();
const bin = join(placesOf(ROOT).environment, "bin");

/** The surroundings of somebody who knows nothing of the project: a home that is empty, no word of Jupyter's folders. */
const plain = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(JUPYTER|PYTHON|IPYTHON|VAFA)/.test(name))),
  HOME: home,
};

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

beforeAll(() => installLabExtension(placesOf(ROOT)));

describe("an editor that looks for kernels in .venv", () => {
  test("finds the Vafa kernel, started by absolute paths", () => {
    const call = ["-m", "jupyter", "kernelspec", "list", "--json"];
    const found = spawnSync(placesOf(ROOT).python, call, {
      cwd: join(ROOT, "notebooks"),
      encoding: "utf8",
      env: plain,
    });
    const { vafa } = JSON.parse(found.stdout).kernelspecs;
    expect(vafa.spec).toMatchObject({
      display_name: "TypeScript (Vafa)",
      language: "typescript",
      argv: kernelArguments(),
    });
  });

  test("resolves `vafa` in a file beside the notebooks", () => {
    const options = { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext };
    const { resolvedModule } = ts.resolveModuleName("vafa", join(ROOT, "notebooks", "own.ts"), options, ts.sys);
    expect(resolvedModule?.resolvedFileName).toBe(join(ROOT, "src", "index.ts"));
  });

  test("JupyterLab started as Binder starts it knows the Vafa kernel and no other", async () => {
    const port = await freePort();
    const options = ["--ip=127.0.0.1", `--port=${port}`, "--no-browser", "--allow-root", "--IdentityProvider.token=t"];
    const server = spawn(join(bin, "jupyter-lab"), options, { cwd: ROOT, env: plain, stdio: "ignore" });
    try {
      const ask = () => fetch(`http://127.0.0.1:${port}/api/kernelspecs?token=t`).catch(() => null);
      expect(await eventually(async () => (await ask())?.ok === true, 240)).toBe(true);
      const said = (await (await ask())!.json()) as { default: string; kernelspecs: object };
      expect([said.default, Object.keys(said.kernelspecs)]).toEqual(["vafa", ["vafa"]]);
    } finally {
      server.kill("SIGKILL");
    }
  });
});

describe("the container", () => {
  const dockerfile = read("binder/Dockerfile");
  const container = JSON.parse(read(".devcontainer/devcontainer.json"));
  const commands = [...dockerfile.replace(/\\\n/g, " ").matchAll(/^RUN (.+)$/gm)].flatMap(([, line]) =>
    line!.split("&&"),
  );
  const installs = commands.concat(container.postCreateCommand.split("&&")).map((one) => one.trim());

  test("pins a Node that the project runs on", () => {
    const [version] = /(?<=^FROM node:)\d+\.\d+\.\d+/m.exec(dockerfile)!;
    const [major, minor] = version.split(".").map(Number);
    expect([major, minor! >= 19]).toEqual([20, true]);
  });

  test("installs packages from the lock files only", () => {
    expect(installs.filter((one) => /\b(npm|pip|npx|yarn|curl|wget|uv|conda)\b/.test(one)).sort()).toEqual(
      ["npm cache clean --force", "npm ci", "npm ci", "npx tsx tools/setup.ts", "npx tsx tools/setup.ts"].sort(),
    );
  });

  test("of VS Code is the first stage of that of Binder", () => {
    const { dockerfile: file, context, target } = container.build;
    expect(resolve(ROOT, ".devcontainer", file)).toBe(join(ROOT, "binder", "Dockerfile"));
    expect(resolve(ROOT, ".devcontainer", context)).toBe(ROOT);
    expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${target}$`, "m"));
  });

  test("and the settings of VS Code name what is there", () => {
    const settings = JSON.parse(read(".vscode/settings.json"));
    expect(join(ROOT, settings["python.defaultInterpreterPath"].replace(/^.+?\}\//, ""))).toBe(join(bin, "python"));
    expect(existsSync(join(ROOT, settings["typescript.tsdk"]))).toBe(true);
    expect(JSON.parse(read(".vscode/extensions.json")).recommendations).toEqual(
      container.customizations.vscode.extensions,
    );
  });
});
