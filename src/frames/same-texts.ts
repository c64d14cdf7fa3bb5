/** A hash of the characters; its lower bits are used. */
function hashOf(text: string): number {
  let hash = text.length;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

/**
 * Where each of these texts stands in a list of different ones, −1 where it does not. By open addressing, each slot with its
 * hash beside it: a Map of a million texts takes more than twice as long.
 */
function sought(texts: readonly string[], list: readonly string[]): Int32Array {
  let slots = 16;
  while (slots < 2 * list.length) slots *= 2;
  const mask = slots - 1;
  const held = new Int32Array(slots).fill(-1);
  const hashes = new Int32Array(slots);
  for (let place = 0; place < list.length; place++) {
    const hash = hashOf(list[place]!);
    let slot = hash & mask;
    while (held[slot]! >= 0) slot = (slot + 1) & mask;
    held[slot] = place;
    hashes[slot] = hash;
  }
  const places = new Int32Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    const hash = hashOf(text);
    let slot = hash & mask;
    while (held[slot]! >= 0 && (hashes[slot] !== hash || list[held[slot]!] !== text)) slot = (slot + 1) & mask;
    places[i] = held[slot]!;
  }
  return places;
}

const remembered = new WeakMap<readonly string[], WeakMap<readonly string[], Int32Array>>();

/** The place in `list` of each of these texts, −1 where it has none; looked up once for two dictionaries. */
export function placesIn(list: readonly string[], texts: readonly string[]): Int32Array {
  const ofList = remembered.get(list) ?? new WeakMap<readonly string[], Int32Array>();
  remembered.set(list, ofList);
  const places = ofList.get(texts) ?? sought(texts, list);
  ofList.set(texts, places);
  return places;
}
