/** Numbers that come one after another, NaN where missing. */
export class GrowingNumbers {
  private held = new Float64Array(2048);
  private size = 0;

  push(value: number | null): void {
    if (this.size === this.held.length) {
      const wider = new Float64Array(2 * this.size);
      wider.set(this.held);
      this.held = wider;
    }
    this.held[this.size++] = value ?? Number.NaN;
  }

  values(): Float64Array {
    return this.held.slice(0, this.size);
  }
}
