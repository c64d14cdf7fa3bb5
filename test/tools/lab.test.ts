import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../tools/setup/places.js";
import { begin, call, eventually, processesNaming, type Running } from "./command-line.js";
import { testWalk, WALKED } from "./labWalk.js";
import { code, markdown, writeNotebook } from "./written-notebook.js";

const PORT = 8990;

/** A place inside the project, which is all that JupyterLab sees; it shows nothing hidden. */
const NAME = `lab-test-${process.pid}.tmp`;
const FOLDER = join(ROOT, NAME);

describe("npm run lab", () => {
  let lab: Running;
  let address: URL;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    writeNotebook(join(FOLDER, "walk.ipynb"), [markdown("# Walk"), ...WALKED.map((source) => code(source))]);
    lab = begin("lab", ["--no-browser", "--port", String(PORT)]);
    const found = () => /JupyterLab: (http\S+)/.exec(lab.said())?.[1];
    expect(await eventually(() => found() !== undefined, 100), lab.said()).toBe(true);
    address = new URL(found()!);
  });
  afterAll(() => {
    lab.process.kill("SIGKILL");
    rmSync(FOLDER, { recursive: true, force: true });
  });

  const get = (path: string, token = address.searchParams.get("token")) => {
    return fetch(`${address.origin}${path}`, token ? { headers: { Authorization: `token ${token}` } } : {});
  };
  const getJson = async (path: string) => (await get(path)).json();

  test("listens on this machine only, behind a token", async () => {
    expect(address.hostname).toBe("127.0.0.1");
    expect(Number(address.port)).toBeGreaterThanOrEqual(PORT);
    expect((await get("/api/contents", null)).status).toBe(403);
    expect((await get("/api/contents")).status).toBe(200);
    const reached = await new Promise((resolve) => {
      const socket = connect({ host: "127.0.0.2", port: Number(address.port) });
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    expect(reached).toBe(false);
  });

  test("takes the next port when one is taken, and ends when whoever started it was killed", async () => {
    const other = begin("lab", ["--no-browser", "--port", address.port]);
    const found = () => /JupyterLab: http:\/\/127\.0\.0\.1:(\d+)/.exec(other.said())?.[1];
    expect(await eventually(() => found() !== undefined, 100)).toBe(true);
    other.process.kill("SIGKILL");
    expect(Number(found())).toBeGreaterThan(Number(address.port));
    expect(await eventually(() => processesNaming(`--ServerApp.port=${found()}`).length === 0)).toBe(true);
  });

  test("knows the Vafa kernel and no other, and makes new notebooks with it", async () => {
    const { default: chosen, kernelspecs } = (await getJson("/api/kernelspecs")) as {
      default: string;
      kernelspecs: Record<string, { spec: { display_name: string; language: string } }>;
    };
    expect(Object.keys(kernelspecs)).toEqual(["vafa"]);
    expect(chosen).toBe("vafa");
    expect(kernelspecs.vafa?.spec).toMatchObject({ display_name: "TypeScript (Vafa)", language: "typescript" });
  });

  test("has the project's own drawing of figures, and looks nowhere for news", async () => {
    const page = await (await get("/lab")).text();
    const settings = JSON.parse(/id="jupyter-config-data"[^>]*>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? "{}");
    const names = settings.federated_extensions.map(({ name }: { name: string }) => name);
    expect(names).toContain("vafa-plotly");
    expect((await get("/lab/extensions/vafa-plotly/static/plotly.min.js")).status).toBe(200);
    const overrides = join(ROOT, ".venv", "share", "jupyter", "lab", "settings", "overrides.json");
    expect(JSON.parse(readFileSync(overrides, "utf8"))).toMatchObject({
      "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
    });
  });

  testWalk(() => new URL(`/doc/tree/${NAME}/walk.ipynb${address.search}`, address));

  test("ends on SIGTERM with its kernels, exit code 0", async () => {
    await fetch(`${address.origin}/api/kernels${address.search}`, { method: "POST", body: '{"name":"vafa"}' });
    const own = () =>
      processesNaming(`--ServerApp.port=${address.port}`).length +
      processesNaming(".venv/var/jupyter/runtime/kernel-").length;
    expect(own()).toBeGreaterThanOrEqual(2);
    lab.process.kill("SIGTERM");
    expect(await lab.ended).toMatchObject({ code: 0 });
    expect(await eventually(() => own() === 0, 15)).toBe(true);
  });
});

test("npm run lab ended while it starts leaves nothing behind", async () => {
  const lab = begin("lab", ["--no-browser", "--port", "9190"]);
  const server = () => processesNaming("--ServerApp.port=919").length;
  expect(await eventually(() => server() > 0, 60)).toBe(true);
  lab.process.kill("SIGINT");
  await lab.ended;
  expect(await eventually(() => server() === 0, 15)).toBe(true);
});

test("npm run lab refuses a port that cannot be, with exit code 2", async () => {
  const ended = await call("lab", ["--port", "70000"]);
  expect(ended).toMatchObject({ code: 2, stderr: "lab: --port requires a whole number up to 65535; got 70000\n" });
});
