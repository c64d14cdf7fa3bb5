/**
 * A WeakMap that is one for the whole process, by its name: when changed sources are loaded anew in a running notebook, what
 * the old ones knew of a frame is still known.
 */
export function lastingMap<Key extends object, Value>(name: string): WeakMap<Key, Value> {
  const held = globalThis as unknown as Record<symbol, WeakMap<Key, Value> | undefined>;
  const key = Symbol.for(`vafa.${name}`);
  const known = held[key] ?? new WeakMap<Key, Value>();
  held[key] = known;
  return known;
}
