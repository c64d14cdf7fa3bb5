/** Types of the part of TensorFlow.js that Danfo uses; see index.js. */
export class Tensor {
  readonly shape: number[];
  readonly rank: number;
  readonly size: number;
  readonly dtype: string;
  arraySync(): unknown;
  array(): Promise<unknown>;
  dataSync(): Float64Array | unknown[];
  data(): Promise<Float64Array | unknown[]>;
  clone(): Tensor;
  transpose(): Tensor;
  toString(): string;
}
export function scalar(value: number | boolean): Tensor;
export function tensor1d(values: ArrayLike<number | boolean | string | null>, dtype?: string): Tensor;
export function tensor2d(values: ArrayLike<unknown>, shape?: number[], dtype?: string): Tensor;
export function moments(tensor: Tensor, axis?: number): { mean: Tensor; variance: Tensor };
