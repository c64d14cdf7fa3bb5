import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ARTIFACTS, type Artifact, mavenRepository } from "../../tools/cluster/artifacts.js";
import { download } from "../../tools/cluster/download.js";
import { install, unpackTo } from "../../tools/cluster/install.js";
import { javaOfHome } from "../../tools/cluster/java.js";
import { freePorts } from "../../tools/cluster/ports.js";
import { findPython } from "../../tools/setup/find-python.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder, write } = temporaryFolder();
const { executable } = findPython();
const silent = () => {};

/** Archives of one folder each, as Maven has them. */
const MAKE = `
import io, sys, tarfile, zipfile
with tarfile.open(sys.argv[1] + "/server.tar.gz", "w:gz") as tar:
    for name, text in [("server-1/lib/a.jar", b"a"), ("server-1/bin/run", b"b")]:
        entry = tarfile.TarInfo(name); entry.size = len(text); tar.addfile(entry, io.BytesIO(text))
with zipfile.ZipFile(sys.argv[1] + "/hive.zip", "w") as zip: zip.writestr("hive-1/hive.jar", "c")
with zipfile.ZipFile(sys.argv[1] + "/two.zip", "w") as zip: [zip.writestr(n, "d") for n in ("one/x", "other/y")]
`;

let repository: string;
let server: Server;
let asked: string[] = [];

beforeAll(async () => {
  mkdirSync(join(folder, "maven"));
  expect(spawnSync(executable, ["-I", "-c", MAKE, join(folder, "maven")]).status).toBe(0);
  server = createServer((request, answer) => {
    asked.push(request.url!);
    const file = join(folder, "maven", request.url!.split("/").at(-1)!);
    if (request.url!.endsWith("broken.zip")) {
      answer.writeHead(200, { "content-length": "1000" }).write("half of it");
      setTimeout(() => answer.destroy(), 50);
    } else if (existsSync(file)) answer.end(readFileSync(file));
    else answer.writeHead(404).end("no such file");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  repository = `http://127.0.0.1:${(server.address() as { port: number }).port}/maven2`;
});
afterAll(() => void server.close());

function artifact(name: string, place: string, sha256?: string): Artifact {
  const file = join(folder, "maven", name);
  const found = existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : "0".repeat(64);
  return { path: `io/trino/${name}`, place, bytes: 10, sha256: sha256 ?? found };
}

describe("the installation of the cluster", () => {
  test("download(repository, artifact, file) brings the file that its checksum names, and nothing else", async () => {
    const good = join(folder, "downloads", "hive.zip");
    await download(repository, artifact("hive.zip", ""), good);
    expect(readFileSync(good)).toEqual(readFileSync(join(folder, "maven", "hive.zip")));
    const other = artifact("hive.zip", "", "f".repeat(64));
    const refused = join(folder, "refused", "hive.zip");
    await expect(download(repository, other, refused)).rejects.toThrow(
      /^hive\.zip from http.* has another checksum than expected \([0-9a-f]{12}…, not f{12}…\): it was not used; .*VAFA_MAVEN$/,
    );
    expect(readdirSync(join(folder, "refused"))).toEqual([]);
  });

  test("what cannot be had is said in one line with the address, and leaves no file", async () => {
    const to = join(folder, "failed", "file.zip");
    const [port] = await freePorts(1);
    const closed = `http://127.0.0.1:${port}`;
    const attempt = (name: string, from = repository) => download(from, artifact(name, ""), to);
    await expect(attempt("none.zip")).rejects.toThrow(/none\.zip answered 404: name a mirror/);
    await expect(attempt("broken.zip")).rejects.toThrow(/broken\.zip broke off \(.+\): run it again$/);
    await expect(attempt("hive.zip", closed)).rejects.toThrow(
      /could not be reached \(.*ECONNREFUSED.*\): check the network, or name a mirror in VAFA_MAVEN/,
    );
    expect(readdirSync(join(folder, "failed"))).toEqual([]);
  });

  test("install(folder) unpacks server and plugins, keeps no archive, and asks for nothing a second time", async () => {
    const cache = join(folder, "cache");
    const artifacts = [artifact("server.tar.gz", ""), artifact("hive.zip", "plugin/hive")];
    asked = [];
    const home = await install(cache, silent, { artifacts, repository });
    expect(asked).toEqual(["/maven2/io/trino/server.tar.gz", "/maven2/io/trino/hive.zip"]);
    expect(readdirSync(home, { recursive: true }).sort()).toEqual(
      ["bin", "bin/run", "lib", "lib/a.jar", "plugin", "plugin/hive", "plugin/hive/hive.jar"].sort(),
    );
    expect(readdirSync(cache)).toEqual([home.split("/").at(-1)]);
    expect(await install(cache, silent, { artifacts, repository })).toBe(home);
    expect(asked).toHaveLength(2);
  });

  test("an installation that fails leaves none behind, and the next one begins where it broke off", async () => {
    const cache = join(folder, "again");
    const server = artifact("server.tar.gz", "");
    const wrong = { artifacts: [server, artifact("hive.zip", "plugin/hive", "0".repeat(64))], repository };
    await expect(install(cache, silent, wrong)).rejects.toThrow(/another checksum/);
    expect(readdirSync(cache)).toEqual(["server.tar.gz"]);
    asked = [];
    await install(cache, silent, { artifacts: [server, artifact("hive.zip", "plugin/hive")], repository });
    expect(asked).toEqual(["/maven2/io/trino/hive.zip"]);
  });

  test("unpackTo(archive, place) requires an archive of one folder", async () => {
    const two = join(folder, "maven", "two.zip");
    await expect(unpackTo(two, join(folder, "two"))).rejects.toThrow("two.zip requires one folder inside; got 2");
    const damaged = write("damaged.zip", "no archive");
    await expect(unpackTo(damaged, join(folder, "damaged"))).rejects.toThrow(
      /damaged\.zip could not be unpacked: .+zip/,
    );
    expect(existsSync(join(folder, "two")) || existsSync(join(folder, "damaged"))).toBe(false);
  });

  test("the repository is Maven Central unless VAFA_MAVEN names a mirror", () => {
    expect(mavenRepository(undefined)).toBe("https://repo1.maven.org/maven2");
    expect(mavenRepository("https://mirror.example/maven/")).toBe("https://mirror.example/maven");
    for (const { path, sha256 } of ARTIFACTS)
      expect([path, sha256.length]).toEqual([expect.stringMatching(/^io\//), 64]);
  });

  test("javaOfHome(home) takes a Java from version 24 on, and no other", () => {
    const javaOf = (version: string) => {
      mkdirSync(join(folder, version, "bin"), { recursive: true });
      write(`${version}/bin/java`, `#!/bin/sh\necho 'openjdk version "${version}" 2025-01-01' >&2\n`);
      spawnSync("chmod", ["+x", join(folder, version, "bin", "java")]);
      return join(folder, version);
    };
    expect(javaOfHome(javaOf("25.0.2"))).toBe(join(folder, "25.0.2", "bin", "java"));
    expect(javaOfHome(javaOf("24"))).not.toBeNull();
    for (const version of ["17.0.15", "1.8.0_402"]) expect(javaOfHome(javaOf(version)), version).toBeNull();
    expect(javaOfHome(join(folder, "nowhere"))).toBeNull();
    expect(javaOfHome("")).toBeNull();
  });
});
