import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeEnvironment, PIP, type Tell } from "../../setup/environment.js";
import { placesOf } from "../../setup/places.js";
import { Failure, firstLine } from "../../terminal/failure.js";
import { endGroup, startGroup } from "../../terminal/process-group.js";
import { unpackTo } from "../install.js";
import { javaHomeForSpark } from "../java.js";

const VERSION = "4.3.0";

export interface SparkInstallation {
  /** The Python that has Spark's client. */
  readonly python: string;
  /** Where Spark's own programs are. */
  readonly home: string;
  readonly javaHome: string;
}

/** Brings the source package, verified by pip against the hash in the lock file; 456 MB. */
async function fetchPackage(python: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const plain = ["--no-deps", "--require-hashes", "--no-binary", ":all:", "--no-build-isolation", "--no-cache-dir"];
  const quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "-q"];
  const lock = join(import.meta.dirname, "pyspark.lock");
  const program = startGroup(python, [`${PIP}/pip`, "download", ...plain, ...quiet, "-d", folder, "-r", lock], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  program.stderr!.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once("close", resolve).once("error", reject);
  });
  if (program.pid !== undefined) endGroup(program.pid);
  const [archive] = code === 0 ? readdirSync(folder) : [];
  if (archive !== undefined) return join(folder, archive);
  const errors = said.split("\n").filter((line) => line.startsWith("ERROR:"));
  throw new Failure(`Spark could not be brought: ${firstLine(errors[0] ?? said) || "pip said nothing"}`);
}

/** Where packages of an environment lie: what a .pth file there names can be imported. */
function sitePackages(environment: string): string {
  const lib = join(environment, "lib");
  const [python] = readdirSync(lib).filter((name) => name.startsWith("python"));
  return join(lib, python!, "site-packages");
}

/** Puts Spark and its client into `folder`: what PyPI has is a source package, which is unpacked and not built. */
export async function installSpark(folder: string, tell: Tell): Promise<SparkInstallation> {
  const javaHome = javaHomeForSpark();
  const places = { ...placesOf(folder), lock: join(import.meta.dirname, "requirements.lock") };
  await makeEnvironment(places, (step, done, total) => tell(`Spark's client: ${step}`, done, total));
  const unpacked = join(folder, `pyspark-${VERSION}`);
  if (!existsSync(unpacked)) {
    tell(`downloading Spark ${VERSION} (456 MB)`);
    const downloads = join(folder, "downloads");
    rmSync(downloads, { recursive: true, force: true });
    const archive = await fetchPackage(places.python, downloads);
    tell("unpacking");
    await unpackTo(archive, unpacked);
    rmSync(dirname(archive), { recursive: true, force: true });
  }
  writeFileSync(join(sitePackages(places.environment), "spark.pth"), `${unpacked}\n`);
  return { python: places.python, home: join(unpacked, "deps"), javaHome };
}
