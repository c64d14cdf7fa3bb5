import { homedir, tmpdir, userInfo } from "node:os";
import { ROOT } from "../../setup/places.js";

/** Something that must not leave the house, and how it is told by. */
export interface Secret {
  /** What it is called in a message: never what it is. */
  readonly kind: string;
  readonly isIn: (text: string) => boolean;
}

/** Texts that are secrets whosever they are. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/],
  ["an access key of AWS", /(?<![A-Za-z0-9+/])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9+/=])/],
  ["a token of GitHub", /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,})/],
  ["a token of GitLab", /\bglpat-[A-Za-z0-9_-]{20,}/],
  ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b/],
  ["a token of Slack", /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ["a key of Google", /(?<![A-Za-z0-9+/])AIza[0-9A-Za-z_-]{35}(?![A-Za-z0-9+/=_-])/],
  ["a web token (JWT)", /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/],
  ["an address with a password", /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>]{1,64}:[^\s/:@"'<>]{1,64}@[a-z0-9]/i],
  ["a home folder", /(?:(?<![\w.])\/(?:home|Users)\/|[A-Za-z]:\\{1,2}Users\\{1,2})[^\s/\\"'<>&{}$]{1,64}/],
];

const NAMES = /TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|KEY/i;
/** Shorter values are words like "on", not secrets. */
const SHORTEST = 6;

const entity = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign]!);

/** How a text looks in the files of a report: as it is, in JSON, in HTML, in an address. */
function writtenAs(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  return [
    ...new Set([text, json, entity(text), entity(json), encodeURIComponent(text), JSON.stringify(json).slice(1, -1)]),
  ];
}

function exactly(kind: string, text: string): Secret {
  const forms = writtenAs(text);
  return { kind, isIn: (other) => forms.some((form) => other.includes(form)) };
}

/** A folder, where it is more than the root of everything. */
const folder = (kind: string, path: string): Secret[] => {
  const own = path.replace(/[/\\]+$/, "");
  if (own.length < 4) return [];
  const inside = [...writtenAs(`${own}/`), ...writtenAs(`${own}\\`)];
  return [{ kind, isIn: (text) => inside.some((form) => text.includes(form)) }];
};

/** The user's name where it stands in a path. */
function ownName(): Secret[] {
  let name: string;
  try {
    name = userInfo().username;
  } catch {
    return [];
  }
  if (name.length < 3) return [];
  const isIn = (text: string) => text.includes(`/${name}/`) || text.includes(`\\${name}\\`);
  return [{ kind: "the user's name in a path", isIn }];
}

/** All that a shared report is searched for. */
export function secretsOf(env: NodeJS.ProcessEnv = process.env): Secret[] {
  const values = Object.entries(env).flatMap(([name, value = ""]) =>
    NAMES.test(name) && value.trim().length >= SHORTEST ? [exactly(`the value of ${name}`, value.trim())] : [],
  );
  return [
    ...SHAPES.map(([kind, shape]): Secret => ({ kind, isIn: (text) => shape.test(text) })),
    ...values,
    ...folder("the home folder", homedir()),
    ...folder("the folder of this project", ROOT),
    ...folder("the folder for passing files", tmpdir()),
    ...ownName(),
  ];
}
