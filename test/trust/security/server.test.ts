import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_FLOORS, floors, isOlder } from "../../../tools/doctor/floors.js";
import { type Lab, startLab } from "../../../tools/lab/server.js";
import { placesOf, ROOT } from "../../../tools/setup/places.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { figure, WHOLE } from "../sized.js";

const { folder } = temporaryFolder();

describe.skipIf(!WHOLE)(`npm run lab${WHOLE ? "" : " (skipped: npm run trust starts a server)"}`, () => {
  let lab: Lab;
  let home: string;
  let token: string;
  beforeAll(async () => {
    lab = await startLab(ROOT, { port: 9330, browser: false });
    const address = new URL(lab.address);
    home = address.origin;
    token = address.searchParams.get("token")!;
  });
  afterAll(() => lab?.end());

  test("listens on this machine only", () => {
    const port = Number(new URL(home).port).toString(16).toUpperCase().padStart(4, "0");
    const listening = ["tcp", "tcp6"].flatMap((table) =>
      readFileSync(`/proc/net/${table}`, "utf8")
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, local, , state]) => state === "0A" && local?.endsWith(`:${port}`))
        .map(([, local]) => local),
    );
    expect(listening).toEqual([`0100007F:${port}`]);
    expect(token).toMatch(/^[0-9a-f]{48}$/);
  });

  test("answers nobody without the token, without the mark against forged requests, or under another name", async (context) => {
    const signedIn = await fetch(`${home}/lab?token=${token}`, { redirect: "manual" });
    const { getSetCookie } = Headers.prototype as unknown as { getSetCookie: (this: Headers) => string[] };
    const cookie = getSetCookie
      .call(signedIn.headers)
      .map((one) => one.split(";")[0])
      .join("; ");
    const [, mark = ""] = /_xsrf=([^;]+)/.exec(cookie) ?? [];
    expect(mark).not.toBe("");
    const refused = {
      "no token": await fetch(`${home}/api/contents`),
      "another token": await fetch(`${home}/api/contents?token=${"0".repeat(48)}`),
      "no token, kernels": await fetch(`${home}/api/kernels`, { method: "POST", body: "{}" }),
      "no token, terminals": await fetch(`${home}/api/terminals`, { method: "POST" }),
      "no token, a file": await fetch(`${home}/files/package.json`, { redirect: "manual" }),
      "no token, a notebook as HTML": await fetch(`${home}/nbconvert/html/notebooks/01-nps.ipynb`, {
        redirect: "manual",
      }),
      "a session, forged": await fetch(`${home}/api/contents/none`, { method: "DELETE", headers: { cookie } }),
      "a session, forged kernel": await fetch(`${home}/api/kernels`, {
        method: "POST",
        headers: { cookie },
        body: "{}",
      }),
      "a session, a wrong mark": await fetch(`${home}/api/contents/none`, {
        method: "DELETE",
        headers: { cookie, "X-XSRFToken": "x" },
      }),
    };
    const answered = Object.entries(refused).filter(([, { status }]) => ![302, 401, 403].includes(status));
    const byName = await new Promise<number>((resolve) => {
      get(`${home}/api?token=${token}`, { headers: { host: "hit.example" } }, (answer) =>
        resolve(answer.statusCode ?? 0),
      );
    });
    if (byName !== 403) answered.push(["another host's name", refused["no token"]]);
    const found = answered.map(([name]) => name);
    figure(context, {
      what: "requests that the notebook server should have refused",
      cases: Object.keys(refused).length + 1,
      found: String(found.length),
      bar: "0",
      held: found.length === 0,
    });
    expect(found).toEqual([]);
    // With both it is answered: nothing was refused for another reason.
    const headers = { cookie, "X-XSRFToken": mark };
    expect((await fetch(`${home}/api/contents/none`, { method: "DELETE", headers })).status).toBe(404);
    expect((await fetch(`${home}/api/contents?token=${token}`)).status).toBe(200);
  });
});

test("the server is told to listen here only, and takes nothing of the machine's own settings", () => {
  const source = readFileSync(join(ROOT, "tools", "lab", "server.ts"), "utf8");
  expect(source).toContain('const HOST = "127.0.0.1"');
  expect(source).not.toMatch(/allow_origin|disable_check_xsrf|allow_remote_access|allow_unauthenticated|password/);
});

test("the locked versions are above those with known faults", (context) => {
  const python = readFileSync(join(ROOT, "requirements.lock"), "utf8");
  const npm = (
    JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
      packages: Record<string, { version: string }>;
    }
  ).packages;
  const versions = ALL_FLOORS.flatMap(({ name, from, version }) => {
    const pinned = [...python.matchAll(new RegExp(`^${name.replace("_", "[-_]")}==([^ ;]+)`, "gm"))].map(
      (match) => match[1]!,
    );
    const locked = from === "npm" ? [npm[`node_modules/${name}`]!.version] : pinned;
    return locked.map((found) => ({ name, found, version }));
  });
  const old = versions.filter(({ found, version }) => isOlder(found, version));
  figure(context, {
    what: "locked packages below the versions with known faults",
    cases: versions.length,
    found: String(old.length),
    bar: "0",
    held: old.length === 0,
  });
  expect(old).toEqual([]);
  expect(versions.length).toBeGreaterThanOrEqual(7);
});

test("npm run doctor says which package is older than it may be, and why", () => {
  expect(floors(ROOT)).toMatchObject({ state: "ok" });
  const packages = join(placesOf(folder).environment, "lib", "python3.11", "site-packages");
  for (const name of ["jupyter_server-2.19.9", "Jinja2-3.1.6", "tornado-6.5.10"])
    mkdirSync(join(packages, `${name}.dist-info`), { recursive: true });
  mkdirSync(join(folder, "node_modules", "prismjs"), { recursive: true });
  writeFileSync(join(folder, "node_modules", "prismjs", "package.json"), '{"version":"1.29.0"}');
  const { state, detail } = floors(folder);
  expect(state).toBe("missing");
  expect(detail).toMatch(/^jupyter_server 2\.19\.9, before 2\.20\.0: .+; prismjs 1\.29\.0, before 1\.30\.0: /);
  expect(detail).not.toMatch(/jinja2|tornado/i);
});

test.each([
  ["2.19.9", "2.20.0", true],
  ["2.20.0", "2.20.0", false],
  ["2.20", "2.20.1", true],
  ["10.0.0", "9.9.9", false],
  ["1.5.5-r.5", "1.3.4", false],
])("isOlder(%s, %s) is %s", (version, floor, older) => {
  expect(isOlder(version, floor)).toBe(older);
});
