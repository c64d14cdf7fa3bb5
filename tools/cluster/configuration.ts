/** One process of the cluster: where it listens, and as what. */
export interface Node {
  readonly name: string;
  readonly role: "coordinator" | "worker";
  readonly port: number;
}

/** What makes the cluster ask for a password or a token, and speak TLS to those who ask. */
export interface Security {
  readonly httpsPort: number;
  readonly keystore: string;
  readonly keystoreKey: string;
  readonly passwordFile: string;
  /** What tokens are signed with. */
  readonly tokenKey: string;
  /** What the processes know each other by. */
  readonly sharedSecret: string;
}

export interface Surroundings {
  /** Where the server is installed. */
  readonly home: string;
  /** The address by which the processes find each other. */
  readonly coordinator: string;
  /** The folder that the tables lie in: `local:///` of the catalog `hive`. */
  readonly warehouse: string;
  /** Where a query under fault-tolerant execution keeps what its stages hand on. */
  readonly exchange: string;
  readonly security?: Security;
}

/** Heaps that let a coordinator and three workers live in 4 GB, with what Java takes besides. */
const HEAP_MB = { coordinator: 640, worker: 768 } as const;
const QUERY_MB_PER_NODE = 300;
const HEADROOM_MB = 200;

export const HOST = "127.0.0.1";

/** A file of settings, one a line. */
const properties = (entries: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(entries)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");

/** TLS and a password or a token for whoever asks; among themselves the processes speak on this machine, and know a secret. */
function secured(node: Node, security: Security | undefined) {
  if (security === undefined) return {};
  const inside = { "internal-communication.shared-secret": security.sharedSecret };
  if (node.role === "worker") return inside;
  return {
    ...inside,
    "http-server.authentication.type": "PASSWORD,JWT",
    "http-server.authentication.jwt.key-file": security.tokenKey,
    "http-server.authentication.allow-insecure-over-http": false,
    "http-server.https.enabled": true,
    "http-server.https.port": security.httpsPort,
    "http-server.https.keystore.path": security.keystore,
    "http-server.https.keystore.key": security.keystoreKey,
  };
}

function config(node: Node, { home, coordinator, security }: Surroundings): string {
  const isCoordinator = node.role === "coordinator";
  return properties({
    "node.id": node.name,
    "node.environment": "vafa",
    "node.bind-ip": HOST,
    "node.internal-address": HOST,
    "plugin.dir": `${home}/plugin`,
    coordinator: isCoordinator,
    "http-server.http.port": node.port,
    "discovery.uri": coordinator,
    "query.max-memory-per-node": `${QUERY_MB_PER_NODE}MB`,
    "memory.heap-headroom-per-node": `${HEADROOM_MB}MB`,
    // A dead worker is noticed in 10 s and not in a minute.
    "exchange.max-error-duration": "10s",
    ...(isCoordinator && {
      "node-scheduler.include-coordinator": false,
      "query.remote-task.max-error-duration": "10s",
      "web-ui.enabled": false,
    }),
    ...secured(node, security),
  });
}

/** What a process reads when it starts: texts by the name of their file, under its folder. */
export function filesOf(node: Node, surroundings: Surroundings): Readonly<Record<string, string>> {
  const { warehouse, exchange, security } = surroundings;
  return {
    "etc/config.properties": config(node, surroundings),
    "etc/log.properties": properties({ "io.trino": "WARN", "io.airlift": "WARN", "io.trino.server.Server": "INFO" }),
    "etc/exchange-manager.properties": properties({
      "exchange-manager.name": "filesystem",
      "exchange.base-directories": exchange,
    }),
    "etc/catalog/hive.properties": properties({
      "connector.name": "hive",
      "hive.metastore": "file",
      "hive.metastore.catalog.dir": "local:///metastore",
      "fs.native-local.enabled": true,
      "local.location": warehouse,
      "hive.timestamp-precision": "MICROSECONDS",
    }),
    "etc/catalog/tpch.properties": properties({ "connector.name": "tpch", "tpch.splits-per-node": 2 }),
    "etc/catalog/memory.properties": properties({ "connector.name": "memory", "memory.max-data-per-node": "128MB" }),
    ...(security !== undefined &&
      node.role === "coordinator" && {
        "etc/password-authenticator.properties": properties({
          "password-authenticator.name": "file",
          "file.password-file": security.passwordFile,
        }),
      }),
  };
}

/** The arguments with which Java starts a process whose folder is the working folder: quick to start, small. */
export function javaArguments(node: Node, { home }: Surroundings): string[] {
  return [
    `-Xmx${HEAP_MB[node.role]}M`,
    ...["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"],
    ...["-Djdk.attach.allowAttachSelf=true", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC"],
    ...["-Dconfig=etc/config.properties", "-Dlog.levels-file=etc/log.properties"],
    ...["-cp", `${home}/lib/*`, "io.trino.server.TrinoServer"],
  ];
}
