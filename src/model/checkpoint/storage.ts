/** Tensors as a checkpoint describes them (a window on a storage), and the numbers behind them. */
import { float16ToFloat32 } from '../float16.ts';

/** PyTorch's names of element types that a checkpoint may hold, by the storage class that carries them. */
const ELEMENT_TYPES = {
  FloatStorage: 'float32',
  DoubleStorage: 'float64',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'uint8',
} as const;

export type ElementType = (typeof ELEMENT_TYPES)[keyof typeof ELEMENT_TYPES];

const STORAGE_CLASSES: ReadonlyMap<string, ElementType> = new Map(Object.entries(ELEMENT_TYPES));

/** The element type of a storage class, undefined where it is none that a model needs. */
export function elementTypeOf(storageClass: string): ElementType | undefined {
  return STORAGE_CLASSES.get(storageClass);
}

const ELEMENT_BYTES: Readonly<Record<ElementType, number>> = {
  float32: 4,
  float64: 8,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
};

export function elementBytes(type: ElementType): number {
  return ELEMENT_BYTES[type];
}

/** A run of numbers in a checkpoint, named but not yet read. */
export class StorageReference {
  /** Its name in the archive. */
  readonly key: string;
  readonly type: ElementType;
  /** Elements by which a view starts later than the storage (old format only). */
  readonly start: number;

  constructor(key: string, type: ElementType, start = 0) {
    this.key = key;
    this.type = type;
    this.start = start;
  }
}

/** A tensor: a strided window on a storage, all in elements. */
export class TensorReference {
  readonly storage: StorageReference;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  /** @throws {RangeError} where the numbers describe no tensor */
  constructor(storage: StorageReference, offset: unknown, shape: unknown, strides: unknown) {
    if (!isCounts(shape) || !isCounts(strides) || shape.length !== strides.length || !isCount(offset)) {
      throw new RangeError('a tensor has no valid shape, strides or offset');
    }
    this.storage = storage;
    this.offset = offset + storage.start;
    this.shape = shape;
    this.strides = strides;
  }
}

/** Values in row-major order; integers and float64 are rounded to float32. */
export interface CheckpointTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Largest tensor that is read, elements: a model's largest has some 10 million; a stride of 0 could ask for any number. */
const LARGEST_TENSOR = 2 ** 28;

/**
 * The values of a tensor: a view on `values` where the window is contiguous, else a copy.
 * @param values  of the whole storage
 * @throws {RangeError} where the window reaches past the storage
 */
export function readTensor(tensor: TensorReference, values: Float32Array): CheckpointTensor {
  const { shape, strides, offset } = tensor;
  const count = shape.reduce((product, side) => product * side, 1);
  if (count > LARGEST_TENSOR) throw new RangeError('a tensor is too large');
  if (count === 0) return { shape, data: new Float32Array(0) };
  const last = shape.reduce((sum, side, axis) => sum + (side - 1) * (strides[axis] ?? 0), offset);
  if (last >= values.length) throw new RangeError('a tensor reaches past its storage');
  if (isRowMajor(shape, strides)) return { shape, data: values.subarray(offset, offset + count) };
  const data = new Float32Array(count);
  const index = shape.map(() => 0);
  let source = offset;
  for (let i = 0; i < count; i++) {
    data[i] = values[source] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const side = shape[axis] ?? 1;
      const stride = strides[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      source += stride;
      index[axis] = next;
      if (next < side) break;
      source -= stride * side;
      index[axis] = 0;
    }
  }
  return { shape, data };
}

/** The numbers of a storage's bytes, as float32; no copy where they already are aligned little-endian float32. */
export function decodeStorage(packed: Uint8Array, type: ElementType, bigEndian: boolean): Float32Array {
  const size = elementBytes(type);
  const length = packed.length - (packed.length % size);
  const aligned = packed.byteOffset % size === 0 && !bigEndian;
  const whole = packed.subarray(0, length);
  // Not `slice`: of a Node Buffer it is a view.
  const bytes = aligned ? whole : new Uint8Array(whole);
  if (bigEndian) reverseElements(bytes, size);
  const { buffer, byteOffset } = bytes;
  const count = length / size;
  switch (type) {
    case 'float32':
      return new Float32Array(buffer, byteOffset, count);
    case 'float64':
      return Float32Array.from(new Float64Array(buffer, byteOffset, count));
    case 'float16':
      return float16ToFloat32(new Uint16Array(buffer, byteOffset, count));
    case 'bfloat16': {
      // A bfloat16 is the upper half of a float32.
      const halves = new Uint16Array(2 * count);
      const stored = new Uint16Array(buffer, byteOffset, count);
      for (let i = 0; i < count; i++) halves[2 * i + 1] = stored[i] ?? 0;
      return new Float32Array(halves.buffer);
    }
    case 'int64':
      return Float32Array.from(new BigInt64Array(buffer, byteOffset, count), Number);
    case 'int32':
      return Float32Array.from(new Int32Array(buffer, byteOffset, count));
    case 'int16':
      return Float32Array.from(new Int16Array(buffer, byteOffset, count));
    case 'int8':
      return Float32Array.from(new Int8Array(buffer, byteOffset, count));
    case 'uint8':
      return Float32Array.from(bytes);
  }
}

function reverseElements(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const side = shape[axis] ?? 1;
    if (side !== 1 && strides[axis] !== expected) return false;
    expected *= side;
  }
  return true;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}
