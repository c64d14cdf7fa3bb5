// Σ ±r·zz′ of rows z = (1, x): what Cox's risk sets are made of. Rows stand one after the other, each filled up to blocks of eight
// numbers; r is that of each row. The sums start from what stands there, and take one row after the other.

/** To eight numbers of a line of the sums: ±r times the number of each row at `column` times the row's eight at `block`, in bytes. */
function addTile(
  rows: usize,
  stride: usize,
  order: usize,
  end: usize,
  risks: usize,
  sign: f64,
  column: usize,
  block: usize,
  sums: usize,
): void {
  let a = v128.load(sums);
  let b = v128.load(sums, 16);
  let c = v128.load(sums, 32);
  let d = v128.load(sums, 48);
  for (; order < end; order += 4) {
    const place = <usize>load<u32>(order);
    const row = rows + place * stride;
    const part = f64x2.splat(sign * load<f64>(risks + (place << 3)) * load<f64>(row + column));
    const at = row + block;
    a = f64x2.add(a, f64x2.mul(part, v128.load(at)));
    b = f64x2.add(b, f64x2.mul(part, v128.load(at, 16)));
    c = f64x2.add(c, f64x2.mul(part, v128.load(at, 32)));
    d = f64x2.add(d, f64x2.mul(part, v128.load(at, 48)));
  }
  v128.store(sums, a);
  v128.store(sums, b, 16);
  v128.store(sums, c, 32);
  v128.store(sums, d, 48);
}

/** Σ ±r·zz′, all blocks that hold something of its lower triangle. */
export function addProducts(
  rows: usize,
  width: i32,
  order: usize,
  many: i32,
  risks: usize,
  sign: f64,
  sums: usize,
): void {
  const stride = (<usize>((width + 7) >> 3)) << 6;
  const end = order + ((<usize>many) << 2);
  for (let line = 0; line < width; line++) {
    const column = (<usize>line) << 3;
    for (let block: usize = 0; block <= column; block += 64) {
      addTile(rows, stride, order, end, risks, sign, column, block, sums + <usize>line * stride + block);
    }
  }
}

/** Σ ±r·z alone, its first line. */
export function addSums(rows: usize, width: i32, order: usize, many: i32, risks: usize, sign: f64, sums: usize): void {
  const stride = (<usize>((width + 7) >> 3)) << 6;
  const end = order + ((<usize>many) << 2);
  for (let block: usize = 0; block < stride; block += 64) {
    addTile(rows, stride, order, end, risks, sign, 0, block, sums + block);
  }
}
