/** Numbers that come one after another, NaN where missing. */
export class GrowingNumbers {
  private held = new Float64Array(2048);
  private size = 0;

  push(value: number | null): void {
    this.makeRoom(1);
    this.held[this.size++] = value ?? Number.NaN;
  }

  append(values: Float64Array): void {
    this.makeRoom(values.length);
    this.held.set(values, this.size);
    this.size += values.length;
  }

  values(): Float64Array {
    return this.held.slice(0, this.size);
  }

  private makeRoom(more: number): void {
    if (this.size + more <= this.held.length) return;
    const wider = new Float64Array(Math.max(2 * this.held.length, this.size + more));
    wider.set(this.held);
    this.held = wider;
  }
}
