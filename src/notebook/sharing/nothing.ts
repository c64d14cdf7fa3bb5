/** Stands in a text where something is not shown. */
export const WITHHELD = "\ue002";

const IS_NOTHING = Symbol("withheld");

/** What is told of a value that is not shared: that somebody looked at it, or that a number was made of it. */
export interface Looks {
  looked(): void;
  counted(): void;
}

/**
 * A value that is not shared. Whatever is read of it, called on it or computed from it is not shared either; in a text it leaves
 * the mark of what is not shown.
 */
export function nothing(looks: Looks): unknown {
  const primitive = (hint: string) => {
    if (hint !== "string") looks.counted();
    return hint === "number" ? Number.NaN : WITHHELD;
  };
  const proxy: unknown = new Proxy(() => {}, {
    get: (_, name) => {
      if (name === IS_NOTHING) return true;
      // A value that has `then` would be waited for.
      if (name === "then") return undefined;
      looks.looked();
      if (name === Symbol.toPrimitive) return primitive;
      return name === Symbol.iterator ? () => [][Symbol.iterator]() : proxy;
    },
    apply: () => proxy,
  });
  return proxy;
}

export const isNothing = (value: unknown): boolean =>
  typeof value === "function" && (value as unknown as Record<symbol, unknown>)[IS_NOTHING] === true;
