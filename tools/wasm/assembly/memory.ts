// Room in the module's memory: taken from the end, and given back by size to whoever needs as much again.

/** The first byte that is not in use. */
let end: usize = (__heap_base + 15) & ~15;

/** By the power of two that they hold: the first block given back, which begins with the place of the next one. */
const CLASSES: i32 = 32;
const freed: usize = memory.data(32 * 4, 16);

/** Bytes behind any block that may be read in one go with its last byte. */
const BEHIND: usize = 64;

/** Room of 2^power bytes, all zeros: new memory is, and need not be written to. */
export function takeZeros(power: i32): usize {
  const isKnown = load<u32>(freed + ((<usize>power) << 2)) !== 0;
  const place = take(power);
  if (isKnown) memory.fill(place, 0, (<usize>1) << power);
  return place;
}

/** Room of 2^power bytes. */
export function take(power: i32): usize {
  const list = freed + ((<usize>power) << 2);
  const known = <usize>load<u32>(list);
  if (known !== 0) {
    store<u32>(list, load<u32>(known));
    return known;
  }
  const place = end;
  end += (<usize>1) << power;
  const needed = end + BEHIND;
  const has = (<usize>memory.size()) << 16;
  if (needed > has) {
    // Twice as much rather than a little more: all of it may be copied each time. What is not used costs nothing.
    const pages = <i32>((max(needed - has, min<usize>(has, 64 << 20)) + 65535) >> 16);
    if (memory.grow(pages) < 0 && memory.grow(<i32>((needed - has + 65535) >> 16)) < 0) unreachable();
  }
  return place;
}

export function giveBack(place: usize, power: i32): void {
  assert(power < CLASSES);
  const list = freed + ((<usize>power) << 2);
  store<u32>(place, load<u32>(list));
  store<u32>(list, <u32>place);
}

/** The smallest power of two that holds so many bytes, and never less than the least. */
export function powerOf(bytes: usize, least: i32): i32 {
  const power = bytes <= 1 ? 0 : 64 - <i32>clz<u64>(<u64>bytes - 1);
  return power < least ? least : power;
}
