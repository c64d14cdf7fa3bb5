/** What one check found. */
export interface Finding {
  readonly name: string;
  readonly state: "ok" | "missing" | "optional";
  /** What stands there, or what is wrong. */
  readonly detail: string;
  /** How to mend it. */
  readonly fix?: string;
}

export type Check = () => Finding | Promise<Finding>;

export const ok = (name: string, detail: string): Finding => ({ name, state: "ok", detail });
export const missing = (name: string, detail: string, fix: string): Finding => ({
  name,
  state: "missing",
  detail,
  fix,
});
/** Something nice to have that is not there. */
export const optional = (name: string, detail: string, fix: string): Finding => ({
  name,
  state: "optional",
  detail,
  fix,
});
