// The distinct texts of a column, each with a code: 0 for the one met first, and so on.

import { giveBack, powerOf, take, takeZeros } from "./memory";

// A set of texts is a block of these numbers of 32 bits.
const SLOTS: usize = 0; // a code + 1 (0: free) and, in the bits that no code needs, some of the hash of its text
const SLOTS_POWER: usize = 4; // bytes of the slots, as a power of two
const SIZE: usize = 8; // distinct texts
const STARTS: usize = 12; // where each text stands
const STARTS_POWER: usize = 16;
const FIRST: usize = 20; // the pieces that hold the texts: the first and the last one
const LAST: usize = 24;
const USED: usize = 32; // bytes used of the last
const NEWEST_ROW: usize = 36; // the row that brought the newest text, −1 if it was taken out
const NEWEST_SLOT: usize = 40;
const NEWEST_LENGTH: usize = 44;
const ODD: usize = 48; // 1 once a text holds anything but plain letters (see isPlain)
const BYTES: usize = 52; // bytes of all texts, with the zero behind each
const SET_POWER: i32 = 6;

/** A piece begins with the place of the next one, its power of two and, once it is full, the bytes used of it; texts follow. */
const HEAD: usize = 16;
const POWER_OF_PIECE: usize = 4;
const USED_OF_PIECE: usize = 8;
const SMALLEST_PIECE: i32 = 9;
const LARGEST_PIECE: i32 = 20;

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xd6e8feb86659fd93;

/** What each sign of U+0600–U+06FF is: 0 not plain, 1 plain, 2 plain and a letter or a mark of one. Written by the caller. */
export const arabic: usize = memory.data(256);

export function makeTexts(): usize {
  const set = takeZeros(SET_POWER);
  makeRoom(set);
  empty(set);
  return set;
}

function makeRoom(set: usize): void {
  const slots = takeZeros(9);
  store<u32>(set, <u32>slots, SLOTS);
  store<i32>(set, 9, SLOTS_POWER);
  store<u32>(set, <u32>take(7), STARTS);
  store<i32>(set, 7, STARTS_POWER);
}

function empty(set: usize): void {
  store<i32>(set, 0, SIZE);
  const piece = newPiece(SMALLEST_PIECE);
  store<u32>(set, <u32>piece, FIRST);
  store<u32>(set, <u32>piece, LAST);
  store<u32>(set, <u32>HEAD, USED);
  store<i32>(set, -1, NEWEST_ROW);
  store<i32>(set, 0, ODD);
  store<u32>(set, 0, BYTES);
}

/** Forgets all texts; the room for their codes stays. */
export function clear(set: usize): void {
  memory.fill(<usize>load<u32>(set, SLOTS), 0, (<usize>1) << load<i32>(set, SLOTS_POWER));
  let piece = <usize>load<u32>(set, FIRST);
  while (piece !== 0) {
    const next = <usize>load<u32>(piece);
    giveBack(piece, load<i32>(piece, POWER_OF_PIECE));
    piece = next;
  }
  empty(set);
}

export function sizeOf(set: usize): i32 {
  return load<i32>(set, SIZE);
}

export function bytesOf(set: usize): u32 {
  return load<u32>(set, BYTES);
}

export function isOdd(set: usize): i32 {
  return load<i32>(set, ODD);
}

/** By the length of a text that has no more: its bytes of the sixteen that are read. */
const kept: usize = memory.data(17 * 16, 16);

for (let length: usize = 0; length <= 16; length++) memory.fill(kept + (length << 4), 255, length);

/** The first sixteen bytes of a text, zeros where it has fewer. */
function head(text: usize, length: usize): v128 {
  return v128.and(v128.load(text), v128.load(kept + (min<usize>(length, 16) << 4)));
}

function hashOf(text: usize, length: usize, first: v128): u64 {
  let hash = (i64x2.extract_lane(first, 0) ^ <u64>length) * K1;
  hash = (rotl<u64>(hash, 32) ^ i64x2.extract_lane(first, 1)) * K2;
  if (length > 16) {
    const last = text + length - 8;
    for (let at = text + 16; at < last; at += 8) hash = rotl<u64>((hash ^ load<u64>(at)) * K2, 29);
    hash = (hash ^ load<u64>(last)) * K1;
  }
  hash ^= hash >> 32;
  hash *= K1;
  return hash ^ (hash >> 29);
}

function isSame(known: usize, text: usize, length: usize, first: v128): bool {
  if (v128.any_true(v128.xor(head(known, length), first)) || load<u8>(known + length) !== 0) return false;
  if (length <= 16) return true;
  const last = length - 8;
  for (let i: usize = 16; i < last; i += 8) if (load<u64>(known + i) !== load<u64>(text + i)) return false;
  return load<u64>(known + last) === load<u64>(text + last);
}

/** The code of a text, which is new to the set where `sizeOf` grows. */
export function codeOf(set: usize, text: usize, length: usize, row: i32): i32 {
  const first = head(text, length);
  return find(set, text, length, first, hashOf(text, length, first), row);
}

function find(set: usize, text: usize, length: usize, first: v128, hash: u64, row: i32): i32 {
  const slots = <usize>load<u32>(set, SLOTS);
  const power = load<i32>(set, SLOTS_POWER);
  const mask = ((<usize>1) << power) - 4;
  const bits = power - 2;
  const tag = (<u32>(hash >> 32)) << bits;
  const codes = ((<u32>1) << bits) - 1;
  let slot = ((<usize>hash) << 2) & mask;
  while (true) {
    const value = load<u32>(slots + slot);
    if (value === 0) return add(set, slot, text, length, hash, row);
    if ((value & ~codes) === tag) {
      const code = (value & codes) - 1;
      const known = <usize>load<u32>(<usize>load<u32>(set, STARTS) + ((<usize>code) << 2));
      if (isSame(known, text, length, first)) return <i32>code;
    }
    slot = (slot + 4) & mask;
  }
}

/** Slots of so many bytes stay in the caches. */
const CACHED: i32 = 16;

/** Rows whose slots are fetched together. */
const GROUP: i32 = 32;
const hashes: usize = memory.data(32 * 8, 16);

/** Kept so that the fetching is not left out as of no use. */
export let fetched: i32 = 0;

/** The codes of the cells of a column (place and length of each), −1 for blanks. */
export function codesOf(set: usize, cells: usize, rows: i32, to: usize, row: i32): void {
  let from: i32 = 0;
  while (from < rows) {
    const until = min(from + GROUP, rows);
    if (load<i32>(set, SLOTS_POWER) <= CACHED) codesOfGroup(set, cells, from, until, to, row);
    else codesFetched(set, cells, from, until, to, row);
    from = until;
  }
}

function codesOfGroup(set: usize, cells: usize, from: i32, until: i32, to: usize, row: i32): void {
  for (let i = from; i < until; i++) {
    const cell = load<u64>(cells + ((<usize>i) << 3));
    const length = <usize>(cell >> 32);
    const code = length === 0 ? -1 : codeOf(set, <usize>cell & 0xffffffff, length, row + i);
    store<i32>(to + ((<usize>i) << 2), code);
  }
}

/** The slots of a group are asked for before any of them is needed, so that one wait for memory serves them all. */
function codesFetched(set: usize, cells: usize, from: i32, until: i32, to: usize, row: i32): void {
  const slots = <usize>load<u32>(set, SLOTS);
  const mask = ((<usize>1) << load<i32>(set, SLOTS_POWER)) - 4;
  for (let i = from; i < until; i++) {
    const cell = load<u64>(cells + ((<usize>i) << 3));
    const text = <usize>cell & 0xffffffff;
    const length = <usize>(cell >> 32);
    const hash = hashOf(text, length, head(text, length));
    store<u64>(hashes + ((<usize>(i - from)) << 3), hash);
    fetched ^= load<i32>(slots + (((<usize>hash) << 2) & mask));
  }
  for (let i = from; i < until; i++) {
    const cell = load<u64>(cells + ((<usize>i) << 3));
    const text = <usize>cell & 0xffffffff;
    const length = <usize>(cell >> 32);
    const hash = load<u64>(hashes + ((<usize>(i - from)) << 3));
    const code = length === 0 ? -1 : find(set, text, length, head(text, length), hash, row + i);
    store<i32>(to + ((<usize>i) << 2), code);
  }
}

function add(set: usize, found: usize, text: usize, length: usize, hash: u64, row: i32): i32 {
  const code = load<i32>(set, SIZE);
  let slot = found;
  // Before the text is put in: the newest one is then always the last that was, and can be taken out again.
  const half = 1 << (load<i32>(set, SLOTS_POWER) - 3);
  if (code >= half) slot = widen(set, hash, row);
  const startsPower = load<i32>(set, STARTS_POWER);
  if ((<usize>code) << 2 === (<usize>1) << startsPower) startsOf(set, startsPower + 1);
  store<u32>(<usize>load<u32>(set, STARTS) + ((<usize>code) << 2), <u32>keep(set, text, length));
  const slots = <usize>load<u32>(set, SLOTS);
  store<u32>(slots + slot, ((<u32>(hash >> 32)) << (load<i32>(set, SLOTS_POWER) - 2)) | <u32>(code + 1));
  store<i32>(set, code + 1, SIZE);
  store<i32>(set, row, NEWEST_ROW);
  store<u32>(set, <u32>slot, NEWEST_SLOT);
  store<u32>(set, <u32>length, NEWEST_LENGTH);
  if (load<i32>(set, ODD) === 0 && !isPlain(text, length)) store<i32>(set, 1, ODD);
  return code;
}

/** Makes room for more places of texts. */
function startsOf(set: usize, power: i32): void {
  const has = load<i32>(set, STARTS_POWER);
  if (power === has) return;
  const before = <usize>load<u32>(set, STARTS);
  const starts = take(power);
  memory.copy(starts, before, (<usize>1) << has);
  giveBack(before, has);
  store<u32>(set, <u32>starts, STARTS);
  store<i32>(set, power, STARTS_POWER);
}

/** How many rows there will be, about. */
let expected: i32 = 0;

export function expect(rows: i32): void {
  expected = rows;
}

/** From so many on, texts that are new in almost every row are taken to stay so. */
const MANY: i32 = 8192;

/** More slots; returns the free one for a hash. */
function widen(set: usize, wanted: u64, row: i32): usize {
  const before = load<i32>(set, SLOTS_POWER);
  const size = load<i32>(set, SIZE);
  // Tables that are large already grow faster: all texts are put in anew each time.
  let power = before + (size >= MANY ? 2 : 1);
  if (size >= MANY && size >= row - (row >> 3)) {
    power = max(power, powerOf((<usize>expected) << 3, 9));
    startsOf(set, max(load<i32>(set, STARTS_POWER), powerOf((<usize>expected) << 2, 7)));
  }
  giveBack(<usize>load<u32>(set, SLOTS), before);
  const slots = takeZeros(power);
  store<u32>(set, <u32>slots, SLOTS);
  store<i32>(set, power, SLOTS_POWER);
  const starts = <usize>load<u32>(set, STARTS);
  for (let code: i32 = 0; code < size; code++) {
    const text = <usize>load<u32>(starts + ((<usize>code) << 2));
    const length = lengthOf(text);
    const hash = hashOf(text, length, head(text, length));
    store<u32>(slots + free(slots, power, hash), ((<u32>(hash >> 32)) << (power - 2)) | <u32>(code + 1));
  }
  return free(slots, power, wanted);
}

function free(slots: usize, power: i32, hash: u64): usize {
  const mask = ((<usize>1) << power) - 4;
  let slot = ((<usize>hash) << 2) & mask;
  while (load<u32>(slots + slot) !== 0) slot = (slot + 4) & mask;
  return slot;
}

/** Of a text that is kept: up to the zero behind it. */
function lengthOf(text: usize): usize {
  const zero = i8x16.splat(0);
  let at = text;
  while (true) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), zero));
    if (mask !== 0) return at - text + <usize>ctz(mask);
    at += 16;
  }
}

/** Keeps a copy of a text with a zero behind it, which no text holds; returns its place. */
function keep(set: usize, text: usize, length: usize): usize {
  let used = <usize>load<u32>(set, USED);
  const power = load<i32>(<usize>load<u32>(set, LAST), POWER_OF_PIECE);
  if (used + length + 1 > (<usize>1) << power) {
    open(set, length + 1);
    used = HEAD;
  }
  const place = <usize>load<u32>(set, LAST) + used;
  memory.copy(place, text, length);
  store<u8>(place + length, 0);
  store<u32>(set, <u32>(used + length + 1), USED);
  store<u32>(set, load<u32>(set, BYTES) + <u32>(length + 1), BYTES);
  return place;
}

function newPiece(power: i32): usize {
  const piece = take(power);
  store<u32>(piece, 0);
  store<i32>(piece, power, POWER_OF_PIECE);
  return piece;
}

/** A further piece; a text that is longer than pieces are has one of its own. */
function open(set: usize, bytes: usize): void {
  const last = <usize>load<u32>(set, LAST);
  store<u32>(last, load<u32>(set, USED), USED_OF_PIECE);
  const grown = min(load<i32>(last, POWER_OF_PIECE) + 1, LARGEST_PIECE);
  const piece = newPiece(powerOf(bytes + HEAD, grown));
  store<u32>(last, <u32>piece);
  store<u32>(set, <u32>piece, LAST);
}

/** Takes out the text that this row was the first to bring, as if it had not been read. */
export function forget(set: usize, row: i32): void {
  if (load<i32>(set, NEWEST_ROW) !== row) return;
  store<i32>(set, load<i32>(set, SIZE) - 1, SIZE);
  store<i32>(<usize>load<u32>(set, SLOTS) + <usize>load<u32>(set, NEWEST_SLOT), 0);
  const length = load<u32>(set, NEWEST_LENGTH) + 1;
  store<u32>(set, load<u32>(set, USED) - length, USED);
  store<u32>(set, load<u32>(set, BYTES) - length, BYTES);
  store<i32>(set, -1, NEWEST_ROW);
}

/** The pieces that hold the texts in the order of their codes: the one after this, the first after none (0); 0 after the last. */
export function pieceAfter(set: usize, piece: usize): usize {
  return <usize>(piece === 0 ? load<u32>(set, FIRST) : load<u32>(piece));
}

/** Where the texts of a piece begin, a zero behind each. */
export function startOf(piece: usize): usize {
  return piece + HEAD;
}

/** Bytes of these texts. */
export function lengthOfPiece(set: usize, piece: usize): usize {
  const isLast = piece === <usize>load<u32>(set, LAST);
  return <usize>(isLast ? load<u32>(set, USED) : load<u32>(piece, USED_OF_PIECE)) - HEAD;
}

/**
 * Whether a text is of ASCII that is seen, Latin letters and plain signs of Arabic script, without a blank at its ends. The
 * half-space is plain between letters. Whatever is not takes a closer look, and is not thereby wrong.
 */
function isPlain(text: usize, length: usize): bool {
  if (length === 0 || load<u8>(text) === 32 || load<u8>(text + length - 1) === 32) return false;
  const end = text + length;
  let wasLetter = false;
  for (let at = text; at < end; ) {
    const byte = <u32>load<u8>(at);
    if (byte < 0x80) {
      if (byte < 32 || byte === 127) return false;
      wasLetter = false;
      at++;
      continue;
    }
    if (byte >= 0xd8 && byte <= 0xdb) {
      const kind = load<u8>(arabic + <usize>(((byte & 3) << 6) | (<u32>load<u8>(at + 1) & 0x3f)));
      if (kind === 0) return false;
      wasLetter = kind === 2;
      at += 2;
      continue;
    }
    if (byte === 0xc3) {
      wasLetter = false;
      at += 2;
      continue;
    }
    if (!wasLetter || !isHalfSpace(at, end)) return false;
    wasLetter = false;
    at += 3;
  }
  return true;
}

/** U+200C with a letter behind it. */
function isHalfSpace(at: usize, end: usize): bool {
  if (at + 5 > end || load<u8>(at) !== 0xe2 || load<u8>(at + 1) !== 0x80 || load<u8>(at + 2) !== 0x8c) return false;
  const byte = <u32>load<u8>(at + 3);
  if (byte < 0xd8 || byte > 0xdb) return false;
  return load<u8>(arabic + <usize>(((byte & 3) << 6) | (<u32>load<u8>(at + 4) & 0x3f))) === 2;
}
