import { spawnSync } from "node:child_process";
import { createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure, firstLine } from "../terminal/failure.js";
import type { Security } from "./configuration.js";

/** The one name in the certificate: at 127.0.0.1 it does not match, which is how that refusal is tried. */
export const CERTIFIED_HOST = "localhost";

/** As the server reads them: PBKDF2 with SHA-1, at least 1000 rounds. */
const ROUNDS = 2000;

/** A line of the server's password file. */
export function passwordLine(user: string, password: string, salt = randomBytes(16)): string {
  const hash = pbkdf2Sync(password, salt, ROUNDS, 32, "sha1");
  return `${user}:${ROUNDS}:${salt.toString("hex")}:${hash.toString("hex")}\n`;
}

/** A token by which the server knows somebody until it expires; `key` in base64, as its file has it (JWT, HS256). */
export function tokenOf(user: string, key: string, expires: Date): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const said = `${part({ alg: "HS256" })}.${part({ sub: user, exp: Math.floor(expires.getTime() / 1000) })}`;
  return `${said}.${createHmac("sha256", Buffer.from(key, "base64")).update(said).digest("base64url")}`;
}

const secret = () => randomBytes(24).toString("base64url");

function writeSecret(file: string, text: string): string {
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** The tool for certificates that stands beside every Java; the key of the store is told in the environment. */
function keytool(java: string, key: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(
    join(dirname(java), "keytool"),
    [...args, "-storepass:env", "STORE_KEY"],
    {
      encoding: "utf8",
      env: { ...process.env, STORE_KEY: key },
    },
  );
  if (status !== 0) throw new Failure(`no certificate could be made: ${firstLine(`${stdout ?? ""}${stderr ?? ""}`)}`);
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
  /** Where the password and the certificate lie, for whoever starts programs by hand. */
  readonly passwordAt: string;
  readonly certificateAt: string;
  /** The key for tokens, for whoever makes one. */
  readonly tokenKeyAt: string;
  readonly certificate: string;
}

/**
 * Makes a self-signed certificate for `localhost`, a user with a password, a key for tokens, and a secret of the processes, in
 * `folder`.
 */
export function makeSecurity(
  folder: string,
  java: string,
  httpsPort: number,
): { readonly security: Security; readonly credentials: Credentials } {
  const keystore = join(folder, "server.p12");
  const certificateAt = join(folder, "certificate.pem");
  const [keystoreKey, password, user] = [secret(), secret(), "vafa"];
  const store = ["-keystore", keystore, "-storetype", "PKCS12", "-alias", "vafa"];
  const named = ["-dname", `CN=${CERTIFIED_HOST}`, "-ext", `san=dns:${CERTIFIED_HOST}`, "-validity", "30"];
  keytool(java, keystoreKey, ["-genkeypair", ...store, "-keyalg", "EC", "-groupname", "secp256r1", ...named]);
  keytool(java, keystoreKey, ["-exportcert", "-rfc", ...store, "-file", certificateAt]);
  const passwordFile = writeSecret(join(folder, "passwords"), passwordLine(user, password));
  const passwordAt = writeSecret(join(folder, "password"), password);
  const tokenKeyAt = writeSecret(join(folder, "token-key"), randomBytes(32).toString("base64"));
  return {
    security: { httpsPort, keystore, keystoreKey, passwordFile, tokenKey: tokenKeyAt, sharedSecret: secret() },
    credentials: {
      ...{ user, password, passwordAt, certificateAt, tokenKeyAt },
      certificate: readFileSync(certificateAt, "utf8"),
    },
  };
}
