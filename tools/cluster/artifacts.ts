/** A file from a Maven repository, known by its SHA-256. */
export interface Artifact {
  /** Where it lies in the repository. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Where its one folder is put in the installation; "" for the installation itself. */
  readonly place: string;
}

/** The newest version whose server lies on Maven Central; the protocol that clients speak has not changed since. */
export const TRINO_VERSION = "476";

const artifact = (name: string, kind: "tar.gz" | "zip", place: string, bytes: number, sha256: string): Artifact => ({
  path: `io/trino/${name}/${TRINO_VERSION}/${name}-${TRINO_VERSION}.${kind}`,
  sha256,
  bytes,
  place,
});

/** The server without the connectors that a local cluster has no use for, and the three it needs. */
export const ARTIFACTS: readonly Artifact[] = [
  artifact(
    ...(["trino-server-core", "tar.gz", "", 194_358_953] as const),
    "0f388f9967c177ae70a47c099082fc95387f0c3cb96d8000d1d41fc3a5223158",
  ),
  artifact(
    ...(["trino-hive", "zip", "plugin/hive", 258_326_133] as const),
    "611bacdb07d9f3cf7b9d47f97ecc76fa2e7ff8bfe8a9728c3d06adc1bfb8662e",
  ),
  artifact(
    ...(["trino-tpch", "zip", "plugin/tpch", 14_562_172] as const),
    "d83467efe864b1e77013208c293835e197bc3135318c2895521c1efbb7f232bd",
  ),
  artifact(
    ...(["trino-memory", "zip", "plugin/memory", 14_380_277] as const),
    "bade81c52e2f7177a7b867aee1b10fae48fefda9c38f3ec6aeb006fdde5f0378",
  ),
];

/** Maven Central, or the mirror of it that VAFA_MAVEN names. */
export function mavenRepository(named = process.env.VAFA_MAVEN): string {
  return (named || "https://repo1.maven.org/maven2").replace(/\/+$/, "");
}
