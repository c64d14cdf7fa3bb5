import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { filesOf, javaArguments, type Node, type Surroundings } from "../../tools/cluster/configuration.js";
import { passwordLine, tokenOf } from "../../tools/cluster/security.js";
import { findPython } from "../../tools/setup/find-python.js";

const NODES: readonly Node[] = [
  { name: "coordinator", role: "coordinator", port: 8001 },
  { name: "worker-1", role: "worker", port: 8002 },
];
const PLAIN: Surroundings = { home: "/h", coordinator: "http://127.0.0.1:8001", warehouse: "/w", exchange: "/e" };
const SECURE: Surroundings = {
  ...PLAIN,
  security: {
    ...{ httpsPort: 8443, keystore: "/k", keystoreKey: "key" },
    ...{ passwordFile: "/p", tokenKey: "/t", sharedSecret: "s" },
  },
};

const settings = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split(/=(.*)/, 2)),
  );
const configOf = (node: Node, around: Surroundings) => settings(filesOf(node, around)["etc/config.properties"]!);
const megabytes = (text: string) => Number(/^(\d+)MB$/.exec(text)![1]);

describe("the settings of the cluster", () => {
  test("every process listens on this machine only, and finds the coordinator", () => {
    for (const node of NODES) {
      const config = configOf(node, PLAIN);
      expect(config).toMatchObject({ "node.bind-ip": "127.0.0.1", "node.internal-address": "127.0.0.1" });
      expect([config["discovery.uri"], config["http-server.http.port"]]).toEqual([PLAIN.coordinator, `${node.port}`]);
      expect(config.coordinator).toBe(`${node.role === "coordinator"}`);
    }
  });

  test("a query fits the heap of its process, and all heaps of 4 processes fit 4 GB with what Java takes besides", () => {
    const heap = (node: Node) => Number(/^-Xmx(\d+)M$/.exec(javaArguments(node, PLAIN)[0]!)![1]);
    for (const node of NODES) {
      const config = configOf(node, PLAIN);
      const used = ["query.max-memory-per-node", "memory.heap-headroom-per-node"].map((name) => config[name]!);
      expect(used.map(megabytes).reduce((a, b) => a + b)).toBeLessThan(heap(node));
    }
    // Measured: a process takes 300 MB besides its heap.
    expect(heap(NODES[0]!) + 3 * heap(NODES[1]!) + 4 * 300).toBeLessThanOrEqual(4200);
  });

  test("a password or a token is asked by the coordinator over TLS alone; no file of settings holds it", () => {
    const files = NODES.map((node) => filesOf(node, SECURE));
    const [coordinator, worker] = NODES.map((node) => configOf(node, SECURE));
    expect(coordinator).toMatchObject({
      "http-server.authentication.type": "PASSWORD,JWT",
      "http-server.authentication.jwt.key-file": "/t",
      "http-server.authentication.allow-insecure-over-http": "false",
      "http-server.https.port": "8443",
    });
    expect(Object.keys(worker!).filter((name) => name.includes("https"))).toEqual([]);
    expect(files.map((each) => "etc/password-authenticator.properties" in each)).toEqual([true, false]);
    const plain = NODES.map((node) => JSON.stringify(filesOf(node, PLAIN))).join();
    expect(plain).not.toMatch(/https|authenticat|secret/);
  });

  test("passwordLine(user, password) is what Python derives from the same password", () => {
    const [user, rounds, salt, hash] = passwordLine("vafa", "pässword", Buffer.from("0123456789abcdef"))
      .trim()
      .split(":");
    const code = `import hashlib; print(hashlib.pbkdf2_hmac("sha1", "pässword".encode(), bytes.fromhex("${salt}"), ${rounds}, 32).hex())`;
    expect(spawnSync(findPython().executable, ["-c", code], { encoding: "utf8" }).stdout.trim()).toBe(hash);
    expect(user).toBe("vafa");
  });

  test("tokenOf(user, key, expires) is what Python signs of the same claims", () => {
    const key = Buffer.from("0123456789abcdef0123456789abcdef").toString("base64");
    const [head, claims, signature] = tokenOf("وفا", key, new Date("2026-03-21T00:00:00.900Z")).split(".");
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    expect([read(head!), read(claims!)]).toEqual([{ alg: "HS256" }, { sub: "وفا", exp: 1774051200 }]);
    const code = `import base64, hashlib, hmac; print(base64.urlsafe_b64encode(hmac.new(base64.b64decode("${key}"), b"${head}.${claims}", hashlib.sha256).digest()).decode().rstrip("="))`;
    expect(spawnSync(findPython().executable, ["-c", code], { encoding: "utf8" }).stdout.trim()).toBe(signature);
  });
});
