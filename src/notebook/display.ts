/** One output of a cell: several MIME types of the same thing, and their metadata. */
export interface Bundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The name under which a later bundle, with `update`, takes this one's place. It is not kept in the notebook. */
  readonly transient?: { readonly display_id: string };
  readonly update?: boolean;
}

/** How a bundle reaches the notebook. The Vafa kernel installs it; in a script there is none and text is printed. */
export type Send = (bundle: Bundle | Promise<Bundle>) => Promise<void>;

/** Where the kernel leaves its `Send`, on the global object. */
export const SEND = Symbol.for("vafa.display");

/**
 * Sends one output. In a notebook, outputs and printed lines keep the order of the calls, and the cell does not
 * end before the bundle has been made, awaited or not. In a script the text/plain part is printed.
 */
export async function display(bundle: Bundle | Promise<Bundle>): Promise<void> {
  const send = (globalThis as { [SEND]?: Send })[SEND];
  if (send) return send(bundle);
  const { data } = await bundle;
  process.stdout.write(`${String(data["text/plain"] ?? "")}\n`);
}
