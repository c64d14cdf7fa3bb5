import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EngineError } from "../../src/tables/sql/engine-error.js";
import type { TrinoOptions, TrinoProgress } from "../../src/tables/trino/options.js";
import { type TrinoDatabase, trino } from "../../src/tables/trino/trino.js";
import { everything } from "./everything.js";
import { CERTIFICATE, type FakeTrino, fakeTrino, type Reply, type Said, type Script } from "./fake-trino.js";

const SECRET = "p4ss/wörd";
const BASE64 = Buffer.from(`maryam:${SECRET}`).toString("base64");
const INTERRUPT = Symbol.for("vafa.interrupt");
const auth = { user: "maryam", passwordFrom: "VAFA_TEST_PASSWORD" };

const servers: FakeTrino[] = [];
beforeEach(() => {
  process.env.VAFA_TEST_PASSWORD = SECRET;
});
afterEach(() => {
  for (const server of servers.splice(0)) server.die();
  delete process.env.VAFA_TEST_PASSWORD;
  delete (globalThis as Record<symbol, unknown>)[INTERRUPT];
});

const version: readonly Said[] = [{ columns: { v: "varchar" }, data: [["476"]] }];
const described: readonly Said[] = [
  {
    columns: { Column: "varchar", Type: "varchar" },
    data: [
      ["segment", "varchar(20)"],
      ["score", "integer"],
    ],
  },
];
const counted = { columns: { c0: "varchar", _1: "double" }, data: [["a", 3]] } satisfies Said;

/** A server that is a Trino with a table `survey`, and answers its tallies as the test says. */
async function server(tally: Script, speaks: "http" | "https" = "http"): Promise<FakeTrino> {
  const made = await fakeTrino((sql, attempt) => {
    if (sql.includes("version()")) return version;
    return sql.startsWith("DESCRIBE") ? described : tally(sql, attempt);
  }, speaks);
  servers.push(made);
  return made;
}

const connect = (fake: FakeTrino, options: Partial<TrinoOptions> = {}): Promise<TrinoDatabase> =>
  trino({
    server: fake.address,
    catalog: "lake",
    schema: "cx",
    ...(options.auth === undefined && { user: "maryam" }),
    ...options,
  });

const tallied = async (fake: FakeTrino, options: Partial<TrinoOptions> = {}) =>
  (await connect(fake, options)).table("survey").crosstab(["segment"]);

/** The failure of a promise that must fail. */
async function failureOf(promise: Promise<unknown>): Promise<EngineError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in outcome) throw new Error(`it should have failed, and gave ${inspect(outcome.value)}`);
  expect(outcome.error).toBeInstanceOf(EngineError);
  return outcome.error as EngineError;
}

const broken = (errorName: string, errorType: string, message = errorName): Said => ({
  error: { errorName, errorType, message },
});

test("a table of Trino answers a tally with the rows the server sends, each once", async () => {
  const fake = await server(() => [{}, { ...counted, data: [["b", 1]] }, {}, counted]);
  const db = await connect(fake);
  expect(db.version).toBe("476");
  const crosses = await db.table("survey").crosstab(["segment"]);
  expect(crosses.map(({ keys, n }) => [...keys, n])).toEqual([
    ["a", 3],
    ["b", 1],
  ]);
});

describe("what the client does not do by itself", () => {
  test("a failure that the server tells in a page is thrown, even after rows: there is no part of an answer", async () => {
    const missing = "line 1:15: Column 'nothing' cannot be resolved";
    const fake = await server(() => [{}, counted, broken("COLUMN_NOT_FOUND", "USER_ERROR", missing)]);
    const error = await failureOf(tallied(fake));
    expect(error).toMatchObject({ kind: "query", code: "COLUMN_NOT_FOUND" });
    expect(error.message).toBe(`trino: ${missing} (COLUMN_NOT_FOUND)`);
  });

  test.each(["bigint", "decimal(12,2)", "date", "timestamp(6)"])(
    "a %s, which a driver may round, is refused: 9007199254740993 used to arrive as 9007199254740992",
    async (type) => {
      const fake = await server(() => [{ columns: { segment: "varchar", n: type }, data: [["a", 1]] }]);
      expect(await failureOf(tallied(fake))).toMatchObject({ kind: "refused", code: "ROUNDED_TYPE" });
    },
  );

  test("numbers are asked for as doubles, and doubles that JSON does not have are read from their text", async () => {
    const fake = await server(() => [
      { columns: { s: "varchar", n: "double", sum: "double", k: "double" }, data: [["a", 3, "Infinity", 3]] },
    ]);
    const [cross] = await (await connect(fake)).table("survey").crosstab(["segment"], ["score"]);
    expect(cross!.sums).toEqual([Number.POSITIVE_INFINITY]);
    const sql = fake.statements().at(-1)!;
    expect(sql).toBe(
      'SELECT c0, CAST(count(*) AS DOUBLE), CAST(CAST(sum(c1) AS VARCHAR) AS DOUBLE), CAST(count(c1) AS DOUBLE) FROM (SELECT "segment" AS c0, "score" AS c1 FROM "lake"."cx"."survey") AS typed GROUP BY c0',
    );
  });

  test("progress is told from the first page on, without rows too", async () => {
    const fake = await server(() => [{}, {}, counted]);
    const told: TrinoProgress[] = [];
    await tallied(fake, { onProgress: (progress) => told.push(progress) });
    expect(told.slice(-3)).toEqual([
      { queryId: "q2", state: "RUNNING", splitsDone: 0, splits: 2, rowsRead: 0 },
      { queryId: "q2", state: "RUNNING", splitsDone: 1, splits: 2, rowsRead: 0 },
      { queryId: "q2", state: "FINISHED", splitsDone: 2, splits: 2, rowsRead: 0 },
    ]);
  });

  test("session properties are written so that a comma or an equals sign begins no other property", async () => {
    const fake = await server(() => [counted]);
    await tallied(fake, { session: { retry_policy: "TASK", time_zone_id: "a,b=c" }, timeoutSeconds: 90 });
    const { headers } = fake.requests.at(-1)!;
    expect(headers["x-trino-session"]).toBe("query_max_run_time=90s,retry_policy=TASK,time_zone_id=a%2Cb%3Dc");
    expect(headers["x-trino-user"]).toBe("maryam");
    expect(headers["x-trino-time-zone"]).toBe("UTC");
  });

  test("names and labels are quoted, and no statement ends with a semicolon", async () => {
    const fake = await server(() => [{ columns: { l: "varchar", n: "double" }, data: [["O'Brien", 1]] }]);
    const db = await connect(fake);
    await db.table(["lake", "cx", 'we"ird.name']).crosstab(["segment"]);
    const cut = await db.table("other.survey").cut("segment", "l", [{ from: "a", before: "b", label: "O'Brien" }]);
    expect((await cut.crosstab(["l"]))[0]!.keys).toEqual(["O'Brien"]);
    const all = fake.statements();
    expect(all.some((sql) => sql.includes('"lake"."cx"."we""ird.name"'))).toBe(true);
    expect(all.at(-1)).toContain('"lake"."other"."survey"');
    expect(all.at(-1)).toContain("THEN 'O''Brien'");
    expect(all.filter((sql) => /;\s*$/.test(sql))).toEqual([]);
  });

  test("one connection is kept over https for all requests", async () => {
    const fake = await server(() => [{}, {}, counted], "https");
    await tallied(fake, { ca: CERTIFICATE });
    expect(fake.requests.length).toBeGreaterThan(4);
    expect(fake.connections).toBe(1);
  });
});

describe("a query that is cancelled", () => {
  test("before its first row is cancelled on the server, by the address of its first page", async () => {
    const fake = await server(() => [{}, "silence", counted]);
    const stop = new AbortController();
    const asked = tallied(fake, { signal: stop.signal });
    await fake.until(({ url }) => url.endsWith("q2/1"));
    stop.abort();
    expect(await failureOf(asked)).toMatchObject({ kind: "cancelled", message: "trino: the query was cancelled" });
    expect(fake.cancelled()).toEqual(["/v1/statement/executing/q2/1"]);
  });

  test("by the interrupt of the cell that asked", async () => {
    const fake = await server(() => [{}, "silence", counted]);
    const table = (await connect(fake)).table("survey");
    const cell = new AbortController();
    (globalThis as Record<symbol, unknown>)[INTERRUPT] = cell.signal;
    const asked = table.crosstab(["segment"]);
    await fake.until(({ url }) => url.endsWith("q2/1"));
    cell.abort();
    expect((await failureOf(asked)).kind).toBe("cancelled");
    expect(fake.cancelled()).toHaveLength(1);
  });

  test("already is not sent at all", async () => {
    const fake = await server(() => [counted]);
    expect((await failureOf(tallied(fake, { signal: AbortSignal.abort() }))).kind).toBe("cancelled");
    expect(fake.requests).toEqual([]);
  });

  test("by whoever runs the cluster fails as cancelled", async () => {
    const fake = await server(() => [{}, broken("ADMINISTRATIVELY_KILLED", "USER_ERROR", "Query killed")]);
    expect((await failureOf(tallied(fake))).kind).toBe("cancelled");
  });
});

describe("what may pass", () => {
  test.each([429, 502, 503, 504])("an answer of %i is asked for again, first and later", async (status) => {
    const busy: Reply = { status, body: "<html>busy</html>" };
    const fake = await server((_, attempt) => (attempt === 0 ? [busy] : [{}, busy, counted]));
    expect(await tallied(fake)).toHaveLength(1);
    expect(fake.statements().slice(-2)[0]).toBe(fake.statements().at(-1));
  });

  test("a connection that breaks is made anew", async () => {
    const fake = await server(() => [{}, "reset", counted]);
    expect(await tallied(fake)).toHaveLength(1);
  });

  test.each(["REMOTE_HOST_GONE", "NO_NODES_AVAILABLE"])(
    "a whole statement is sent again after %s, and rows of the first attempt do not count",
    async (name) => {
      const fake = await server((_, attempt) =>
        attempt === 0 ? [{}, counted, broken(name, "INTERNAL_ERROR")] : [{}, counted],
      );
      expect((await tallied(fake)).map(({ n }) => n)).toEqual([3]);
    },
  );

  test("a statement is sent again as often as told, and then fails saying what died", async () => {
    const fake = await server(() => [{}, broken("REMOTE_HOST_GONE", "INTERNAL_ERROR", "Remote host is gone")]);
    const error = await failureOf(tallied(fake));
    expect(error).toMatchObject({ kind: "unavailable", code: "REMOTE_HOST_GONE", retry: "may help" });
    expect(error.message).toMatch(/Remote host is gone.*a worker died while it ran: run it again/);
    expect(fake.statements()).toHaveLength(2 + 2);
    await failureOf(tallied(fake, { retries: 0 }));
    expect(fake.statements()).toHaveLength(2 + 2 + 2 + 1);
  });

  test.each([
    ["SYNTAX_ERROR", "query", "USER_ERROR"],
    ["PERMISSION_DENIED", "refused", "USER_ERROR"],
    ["EXCEEDED_TIME_LIMIT", "resources", "INSUFFICIENT_RESOURCES"],
    ["EXCEEDED_LOCAL_MEMORY_LIMIT", "resources", "INSUFFICIENT_RESOURCES"],
    ["HIVE_CANNOT_OPEN_SPLIT", "unavailable", "EXTERNAL"],
  ])("%s is not sent again, and is of kind '%s'", async (name, kind, type) => {
    const fake = await server(() => [{}, broken(name, type)]);
    expect(await failureOf(tallied(fake))).toMatchObject({ kind, code: name });
    expect(fake.statements()).toHaveLength(3);
  });
});

describe("what is no answer", () => {
  test("a coordinator that goes away in mid-query fails as unavailable, and says where it was", async () => {
    const fake = await server(() => [{}, { ...counted }, "silence"]);
    const asked = tallied(fake, { retries: 0 });
    await fake.until(({ url }) => url.endsWith("q2/2"));
    fake.die();
    const error = await failureOf(asked);
    expect(error.kind).toBe("unavailable");
    expect(error.message).toContain(fake.address);
    expect(error.message).toMatch(/cannot be reached \(ECONN\w+\); is the coordinator running/);
  });

  test("a page that is no Trino's is named as such", async () => {
    const fake = await fakeTrino(() => [{ status: 200, body: "<html>Welcome</html>" }]);
    servers.push(fake);
    expect(await failureOf(connect(fake))).toMatchObject({ kind: "unavailable", code: "NO_TRINO" });
  });

  test("more rows than the limit are refused, and the query is cancelled before all have come", async () => {
    const rows = { ...counted, data: ["a", "b", "c"].map((key) => [key, 1]) };
    const fake = await server(() => [{}, rows, rows, counted]);
    const asked = tallied(fake, { maxRows: 2 });
    await expect(asked).rejects.toThrow(/crosstab requires combinations of 'segment' in survey, at most 2 at once/);
    expect(fake.cancelled()).toEqual(["/v1/statement/executing/q2/2"]);
  });

  test("a table that is not there is told with the nearest that is", async () => {
    const fake = await fakeTrino((sql) => {
      if (sql.includes("version()")) return version;
      if (sql.startsWith("SHOW")) return [{ columns: { Table: "varchar" }, data: [["orders"], ["survey"]] }];
      return [{}, broken("TABLE_NOT_FOUND", "USER_ERROR", "no")];
    });
    servers.push(fake);
    const error = await failureOf((await connect(fake)).table("survy").columns());
    expect(error.message).toBe("trino: no table 'survy' in lake.cx; nearest: 'survey'");
  });
});

describe("a secret", () => {
  test("is sent as basic authentication, and stands in nothing that can be printed", async () => {
    const fake = await server(() => [counted], "https");
    const db = await connect(fake, { auth, ca: CERTIFICATE });
    const table = db.table("survey");
    await table.crosstab(["segment"]);
    expect(fake.requests.every(({ headers }) => headers.authorization === `Basic ${BASE64}`)).toBe(true);
    for (const thing of [db, table]) expect(everything(thing)).not.toMatch(/p4ss|bWFyeWFt/);
  });

  test("as a token is sent as a bearer", async () => {
    const fake = await server(() => [counted]);
    await tallied(fake, { auth: { tokenFrom: "VAFA_TEST_PASSWORD" }, user: "maryam" }).catch(() => {});
    expect(fake.requests[0]!.headers.authorization).toMatch(/^Bearer p4ss/);
  });

  test.each<[string, Said | Reply]>([
    ["a wrong password", { status: 401, body: `Invalid credentials ${SECRET}` }],
    ["no right to enter", { status: 403, body: SECRET }],
    ["a server in trouble", { status: 500, body: SECRET }],
    ["another address", { status: 301, headers: { location: "https://elsewhere.example" } }],
    ["no Trino", { status: 404, body: SECRET }],
    ["a failure that repeats it", broken("GENERIC_USER_ERROR", "USER_ERROR", `user maryam:${SECRET} failed`)],
    ["a broken connection", "reset"],
  ])("stands in no failure: %s", async (_, said) => {
    const fake = await fakeTrino(() => [said]);
    servers.push(fake);
    const error = await failureOf(connect(fake, { auth, retries: 0 }));
    expect(everything(error)).not.toMatch(/p4ss|bWFyeWFt/);
    expect(error.cause).toBeUndefined();
    expect(error.message).toMatch(/^trino: /);
  });

  test("that is wrong or has expired is told so, once", async () => {
    const fake = await fakeTrino(() => [{ status: 401 }]);
    servers.push(fake);
    const error = await failureOf(connect(fake, { auth }));
    expect(error).toMatchObject({ kind: "refused", code: "HTTP_401" });
    expect(error.message).toMatch(/does not accept the user with this password or token: it is wrong or has expired/);
    expect(fake.requests).toHaveLength(1);
  });

  test.each<[string, unknown, RegExp]>([
    [
      "whose time is over",
      { exp: 1774015200 },
      /does not accept the token: it expired on 2026-03-20 at 14:00 UTC \(HTTP/,
    ],
    ["whose time is not over", { exp: 32503680000 }, /it is wrong or has expired \(HTTP/],
    ["that tells no time", { sub: "maryam", exp: "soon" }, /it is wrong or has expired \(HTTP/],
    ["that tells an impossible time", { exp: 1e300 }, /it is wrong or has expired \(HTTP/],
    ["that is no JWT", null, /it is wrong or has expired \(HTTP/],
  ])("as a token %s is refused, and nothing of it is told but its time", async (_, claims, message) => {
    const fake = await fakeTrino(() => [{ status: 401, body: SECRET }]);
    servers.push(fake);
    const signed = Buffer.from(JSON.stringify(claims)).toString("base64url");
    process.env.VAFA_TEST_PASSWORD = `head.${signed}.${SECRET}`;
    const error = await failureOf(connect(fake, { auth: { tokenFrom: "VAFA_TEST_PASSWORD" } }));
    expect(error).toMatchObject({ kind: "refused", code: "HTTP_401" });
    expect(error.message).toMatch(message);
    expect(everything(error)).not.toMatch(new RegExp(`p4ss|${signed}`));
  });

  test("goes to no other place than the server, whatever the server says", async () => {
    const elsewhere = await server(() => [counted]);
    const fake = await fakeTrino(() => [{ page: { id: "q", nextUri: `${elsewhere.address}/v1/statement/q/1` } }]);
    servers.push(fake);
    expect(await failureOf(connect(fake, { auth }))).toMatchObject({ kind: "refused", code: "OTHER_ADDRESS" });
    expect(elsewhere.requests).toEqual([]);
  });

  test("in the notebook is refused, and the message says where it belongs without repeating it", async () => {
    const wrong: readonly [object, RegExp][] = [
      [{ auth: { user: "maryam", password: SECRET } }, /requires no password in the notebook.*VAFA_TRINO_PASSWORD/],
      [{ auth: { token: SECRET } }, /requires no token in the notebook.*VAFA_TRINO_TOKEN/],
      [{ server: "https://maryam:p4ss@trino.example.com" }, /requires a server without user and password/],
      [
        { auth: { user: "maryam", passwordFrom: SECRET } },
        /requires in auth.passwordFrom the name of an environment var/,
      ],
      [{ auth: { tokenFrom: SECRET } }, /requires in auth.tokenFrom the name of an environment variable/],
    ];
    for (const [options, message] of wrong) {
      const call = trino({ server: "https://trino.example.com", ...options } as unknown as TrinoOptions);
      const error = await call.catch((thrown: unknown) => thrown as Error);
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message).toMatch(message);
      expect(everything(error)).not.toContain("p4ss");
    }
  });

  test("travels over http to this machine only", async () => {
    const call = trino({ server: "http://trino.example.com:8080", auth });
    await expect(call).rejects.toThrow("trino requires an https server where a password or a token is sent; got http");
  });
});

describe("a certificate", () => {
  test("that nobody vouches for is refused, and the message says how to name the authority", async () => {
    const fake = await server(() => [counted], "https");
    const error = await failureOf(connect(fake, { auth }));
    expect(error).toMatchObject({ kind: "refused", code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(error.message).toMatch(
      /the certificate of .* cannot be trusted .* pass its certificate: ca: 'authority.pem'/,
    );
    expect(fake.requests).toEqual([]);
  });

  test("for another name than the server's is refused", async () => {
    const fake = await server(() => [counted], "https");
    const server127 = fake.address.replace("localhost", "127.0.0.1");
    const error = await failureOf(connect(fake, { auth, ca: CERTIFICATE, server: server127 }));
    expect(error).toMatchObject({ kind: "refused", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(error.message).toMatch(
      /is for another name \(ERR_TLS\w+\); pass the server by a name that its certificate is/,
    );
    expect(fake.requests).toEqual([]);
  });
});

test.each([
  [{ server: "trino.example.com" }, /requires a server such as/],
  [{ user: undefined }, /requires a user, or auth/],
])("trino(%o) says what it requires", async (wrong, message) => {
  const options = { server: "http://127.0.0.1:1", user: "maryam", ...wrong } as TrinoOptions;
  await expect(trino(options)).rejects.toThrow(message);
});

test("db.table says which of catalog, schema and table it lacks", async () => {
  const fake = await server(() => [counted]);
  const db = await trino({ server: fake.address, user: "maryam" });
  expect(() => db.table("survey")).toThrow("trino requires the catalog of 'survey'");
  expect(() => db.table("a.b.c.d")).toThrow("got 'a.b.c.d'");
  expect(db.table("lake.cx.survey").name).toBe("survey");
});
