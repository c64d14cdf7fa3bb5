import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trino } from "../../src/index.js";
import type { EngineError } from "../../src/tables/sql/engine-error.js";
import type { TrinoOptions } from "../../src/tables/trino/options.js";
import { tokenOf } from "../../tools/cluster/security.js";
import { everything } from "./everything.js";
import { onTrino, trinoOptions } from "./in-trino.js";

const { VAFA_TRINO_PASSWORD: PASSWORD = "", VAFA_TRINO_CA, VAFA_TRINO_TOKEN_KEY, VAFA_TRINO_USER = "" } = process.env;

const isGuarded = onTrino && PASSWORD !== "" && VAFA_TRINO_CA !== undefined && VAFA_TRINO_TOKEN_KEY !== undefined;
const needsGuard = (title: string) =>
  isGuarded ? title : `${title} (no guarded Trino here: \`npm run cluster -- --secure --run …\` starts one)`;

const HOUR = 3_600_000;
const tokenFor = (hours: number, key: string) => tokenOf(VAFA_TRINO_USER, key, new Date(Date.now() + hours * HOUR));

/** Whatever must stand in nothing that a notebook prints. */
const secrets: string[] = [];

/** Sets a secret as a test's own environment variable, and names it. */
function secret(name: string, value: string): string {
  secrets.push(value, Buffer.from(`${VAFA_TRINO_USER}:${value}`).toString("base64"));
  process.env[`VAFA_TEST_${name}`] = value;
  return `VAFA_TEST_${name}`;
}

async function refusal(options: Partial<TrinoOptions>): Promise<EngineError> {
  const error = await trino({ ...trinoOptions, ...options }).then(
    () => expect.fail("it was let in"),
    (thrown: unknown) => thrown as EngineError,
  );
  const printed = everything(error);
  for (const each of secrets) expect(printed).not.toContain(each);
  expect(error.cause).toBeUndefined();
  return error;
}

describe.skipIf(!isGuarded)(needsGuard("a Trino that asks who one is"), () => {
  const { server } = trinoOptions;
  let key = "";
  beforeAll(() => {
    key = readFileSync(VAFA_TRINO_TOKEN_KEY!, "utf8");
    secrets.push(PASSWORD, Buffer.from(`${VAFA_TRINO_USER}:${PASSWORD}`).toString("base64"));
  });
  afterAll(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith("VAFA_TEST_")) delete process.env[name];
  });

  test("lets in whoever has the password, and whoever has a token that is still good", async () => {
    expect((await trino(trinoOptions)).version).toMatch(/^\d+/);
    const auth = { tokenFrom: secret("TOKEN", tokenFor(1, key)) };
    const db = await trino({ ...trinoOptions, auth });
    expect(await db.table("hive.demo.survey").crosstab([])).toHaveLength(1);
    for (const each of secrets) expect(everything(db)).not.toContain(each);
  });

  test("refuses a wrong password, and says that it may be wrong", async () => {
    const error = await refusal({
      auth: { user: VAFA_TRINO_USER, passwordFrom: secret("WRONG", "not-the-password") },
    });
    expect(error).toMatchObject({ kind: "refused", code: "HTTP_401" });
    expect(error.message).toBe(
      `trino: ${server} does not accept the user with this password or token: it is wrong or has expired (HTTP 401)`,
    );
  });

  test("refuses a token that has expired, and says when it did", async () => {
    const error = await refusal({ auth: { tokenFrom: secret("EXPIRED", tokenFor(-1, key)) } });
    expect(error).toMatchObject({ kind: "refused", code: "HTTP_401" });
    expect(error.message).toMatch(
      /does not accept the token: it expired on \d{4}-\d\d-\d\d at \d\d:\d\d UTC \(HTTP 401\)$/,
    );
  });

  test("refuses a token that somebody else has signed", async () => {
    const other = Buffer.alloc(32, 7).toString("base64");
    const error = await refusal({ auth: { tokenFrom: secret("FOREIGN", tokenFor(1, other)) } });
    expect(error).toMatchObject({ kind: "refused", code: "HTTP_401" });
    expect(error.message).toContain("it is wrong or has expired");
  });

  test("is refused where its certificate is for another name, or nobody vouches for it", async () => {
    const elsewhere = server.replace("localhost", "127.0.0.1");
    const other = await refusal({ server: elsewhere });
    expect(other).toMatchObject({ kind: "refused", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(other.message).toContain(`the certificate of ${elsewhere} is for another name`);
    const { ca: _, ...unvouched } = trinoOptions;
    const error = await trino(unvouched).catch((thrown: unknown) => thrown as EngineError);
    expect(error).toMatchObject({ kind: "refused", code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect((error as EngineError).message).toContain("pass its certificate: ca: 'authority.pem'");
    for (const each of secrets) expect(everything(error)).not.toContain(each);
  });
});
