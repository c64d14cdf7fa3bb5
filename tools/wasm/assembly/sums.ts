// Sums of vectors, each so many times: the inner loop of resampling. Eight numbers of each vector stand side by side, a block,
// 64 bytes; a place is that of a vector in bytes from the first. How many times a vector counts stands at an eighth of its place.

/** Σ times·vector of one block, one vector after the other. */
export function addSingly(block: usize, places: usize, many: i32, times: usize, total: usize): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const end = places + ((<usize>many) << 2);
  for (; places < end; places += 4) {
    const place = <usize>load<u32>(places);
    const each = v128.load_splat<f64>(times + (place >> 3));
    const at = block + place;
    a = f64x2.add(a, f64x2.mul(each, v128.load(at)));
    b = f64x2.add(b, f64x2.mul(each, v128.load(at, 16)));
    c = f64x2.add(c, f64x2.mul(each, v128.load(at, 32)));
    d = f64x2.add(d, f64x2.mul(each, v128.load(at, 48)));
  }
  v128.store(total, a);
  v128.store(total, b, 16);
  v128.store(total, c, 32);
  v128.store(total, d, 48);
}

/** Σ times·vector of four vectors, of two numbers. */
// @ts-ignore: decorator
@inline
function ofFour(ta: v128, a: usize, tb: v128, b: usize, tc: v128, c: usize, td: v128, d: usize): v128 {
  const two = f64x2.add(f64x2.mul(ta, v128.load(a)), f64x2.mul(tb, v128.load(b)));
  return f64x2.add(f64x2.add(two, f64x2.mul(tc, v128.load(c))), f64x2.mul(td, v128.load(d)));
}

/** The same with four vectors added up before they are added to the total: other roundings. Places in fours. */
export function addByFours(block: usize, places: usize, many: i32, times: usize, total: usize): void {
  let v = f64x2.splat(0);
  let w = f64x2.splat(0);
  let x = f64x2.splat(0);
  let y = f64x2.splat(0);
  const end = places + ((<usize>many) << 2);
  for (; places < end; places += 16) {
    const p = <usize>load<u32>(places);
    const q = <usize>load<u32>(places, 4);
    const r = <usize>load<u32>(places, 8);
    const s = <usize>load<u32>(places, 12);
    const a = v128.load_splat<f64>(times + (p >> 3));
    const b = v128.load_splat<f64>(times + (q >> 3));
    const c = v128.load_splat<f64>(times + (r >> 3));
    const d = v128.load_splat<f64>(times + (s >> 3));
    v = f64x2.add(v, ofFour(a, block + p, b, block + q, c, block + r, d, block + s));
    w = f64x2.add(w, ofFour(a, block + p + 16, b, block + q + 16, c, block + r + 16, d, block + s + 16));
    x = f64x2.add(x, ofFour(a, block + p + 32, b, block + q + 32, c, block + r + 32, d, block + s + 32));
    y = f64x2.add(y, ofFour(a, block + p + 48, b, block + q + 48, c, block + r + 48, d, block + s + 48));
  }
  v128.store(total, v);
  v128.store(total, w, 16);
  v128.store(total, x, 32);
  v128.store(total, y, 48);
}
