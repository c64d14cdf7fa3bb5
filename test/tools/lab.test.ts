import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../tools/setup/places.js";
import { inBrowser, launchBrowser, NO_BROWSER } from "../report/browser.js";
import { begin, call, eventually, processesNaming, type Running } from "./command-line.js";
import { code, markdown, writeNotebook } from "./written-notebook.js";

const PORT = 8990;

/** A place inside the project, which is all that JupyterLab sees; it shows nothing hidden. */
const NAME = `lab-test-${process.pid}.tmp`;
const FOLDER = join(ROOT, NAME);

const PLOT = `import { npsFromCounts, npsPlot, show } from "vafa";
await show(npsPlot(npsFromCounts({ promoters: 120, passives: 60, detractors: 40 })));`;

describe("npm run lab", () => {
  let lab: Running;
  let address: URL;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    writeNotebook(join(FOLDER, "look.ipynb"), [markdown("# Look"), code(PLOT)]);
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
    expect(JSON.parse(readFileSync(overrides, "utf8"))).toEqual({
      "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
    });
  });

  /** How the kernel is that the page has opened and holds. */
  async function kernelState(): Promise<string> {
    const [kernel] = await getJson("/api/kernels");
    return kernel?.connections > 0 ? kernel.execution_state : "not connected";
  }

  /** Runs the notebook's one cell and gives it, when its figure is drawn. */
  async function runCell(page: Page): Promise<Locator> {
    await page.goto(`${address.origin}/doc/tree/${NAME}/look.ipynb${address.search}`);
    const cell = page.locator(".jp-CodeCell").first();
    await expect.poll(kernelState, { timeout: 60_000 }).toBe("idle");
    await cell.locator(".cm-content").click();
    await page.keyboard.press("Shift+Enter");
    await cell.locator(".vafa-figure svg.main-svg").first().waitFor({ timeout: 60_000 });
    return cell;
  }

  test.skipIf(NO_BROWSER)(
    inBrowser("a figure in JupyterLab answers the pointer, and nothing is asked of another computer"),
    async () => {
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
        const elsewhere: string[] = [];
        page.on("request", (request) => {
          const url = new URL(request.url());
          if (/^(http|ws)s?:$/.test(url.protocol) && url.host !== address.host) elsewhere.push(request.url());
        });
        const cell = await runCell(page);
        const bar = cell.locator(".barlayer .point path").last();
        await bar.scrollIntoViewIfNeeded();
        await bar.hover({ force: true });
        await expect.poll(() => cell.locator(".hoverlayer .hovertext").first().textContent()).toMatch(/answers/);
        if (process.env.VAFA_SCREENSHOT) await page.screenshot({ path: process.env.VAFA_SCREENSHOT });
        expect(elsewhere).toEqual([]);
      } finally {
        await browser.close();
      }
    },
    150_000,
  );

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
