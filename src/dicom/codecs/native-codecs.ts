/** The WebAssembly of dcmjs-codecs, and the little that it asks of its surroundings. */

/** The exports that are used; contexts are pointers. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly call: (name: Call, ...args: readonly number[]) => number;
}

const CALLS = [
  'CreateCodecsContext',
  'ReleaseCodecsContext',
  'CreateDecoderParameters',
  'ReleaseDecoderParameters',
  'SetConvertColorspaceToRgb',
  'SetColumns',
  'SetRows',
  'SetBitsAllocated',
  'SetBitsStored',
  'SetSamplesPerPixel',
  'SetPixelRepresentation',
  'SetPlanarConfiguration',
  'SetPhotometricInterpretation',
  'SetEncodedBufferSize',
  'GetEncodedBuffer',
  'DecodeJpeg',
  'GetDecodedBuffer',
  'GetDecodedBufferSize',
] as const;

type Call = (typeof CALLS)[number];

/** Its number in the library's list of photometric interpretations. */
const MONOCHROME2 = 1;

export interface JpegFrame {
  readonly rows: number;
  readonly columns: number;
  /** Bits of a sample, 2 to 16. */
  readonly precision: number;
}

export class NativeCodecs {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  /** Its memory begins with 256 MiB, of which the system gives what is touched. */
  static async start(compiled: WebAssembly.Module): Promise<NativeCodecs> {
    // It calls its surroundings only once it runs, and they need its memory.
    const started: { exports?: Exports } = {};
    const memory = () => {
      if (!started.exports) throw new Error('the decoder is not started yet');
      return started.exports.memory;
    };
    const instance = await WebAssembly.instantiate(compiled, surroundings(memory));
    started.exports = checkedExports(instance.exports);
    return new NativeCodecs(started.exports);
  }

  /**
   * One grey frame. The stream's header has to be the frame's: what is larger than announced is written out of bounds.
   * @returns rows × columns cells of 8 bits where they hold a sample, else of 16 in the machine's byte order: a copy
   * @throws {Error} in the library's words, or as a trap: then this instance is not to be used again
   */
  decodeJpeg(stream: Uint8Array, { rows, columns, precision }: JpegFrame): Uint8Array<ArrayBuffer> {
    const { call, memory } = this.#exports;
    const context = call('CreateCodecsContext');
    call('SetColumns', context, columns);
    call('SetRows', context, rows);
    call('SetBitsAllocated', context, precision <= 8 ? 8 : 16);
    call('SetBitsStored', context, precision);
    call('SetSamplesPerPixel', context, 1);
    call('SetPixelRepresentation', context, 0);
    call('SetPlanarConfiguration', context, 0);
    call('SetPhotometricInterpretation', context, MONOCHROME2);
    call('SetEncodedBufferSize', context, stream.length);
    new Uint8Array(memory.buffer).set(stream, call('GetEncodedBuffer', context));
    const parameters = call('CreateDecoderParameters');
    call('SetConvertColorspaceToRgb', parameters, 0);
    call('DecodeJpeg', context, parameters);
    const start = call('GetDecodedBuffer', context);
    const bytes = new Uint8Array(memory.buffer).slice(start, start + call('GetDecodedBufferSize', context));
    call('ReleaseDecoderParameters', parameters);
    call('ReleaseCodecsContext', context);
    return bytes;
  }
}

function checkedExports(exports: WebAssembly.Exports): Exports {
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('the decoder has no memory');
  const absent = CALLS.find((name) => typeof exports[name] !== 'function');
  if (absent) throw new Error(`the decoder has no ${absent}`);
  return {
    memory,
    call(name, ...args) {
      const exported = exports[name];
      return typeof exported === 'function' ? Number(Reflect.apply(exported, undefined, args)) : 0;
    },
  };
}

/** WASI as far as a decoder without files and clock needs it: each answers that all went well. */
function surroundings(memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const done = () => 0;
  const numbers = (...pointers: readonly number[]) => {
    const view = new DataView(memory().buffer);
    for (const pointer of pointers) view.setUint32(pointer, 0, true);
    return 0;
  };
  return {
    env: {
      onCodecsException(start: number, length: number) {
        throw new Error(latin1(new Uint8Array(memory().buffer, start, length)));
      },
      onCodecsInfo: done,
      onCodecsTrace: done,
      emscripten_notify_memory_growth: done,
    },
    wasi_snapshot_preview1: {
      environ_get: done,
      environ_sizes_get: numbers,
      clock_time_get: (_id: number, _precision: bigint, time: number) => numbers(time, time + 4),
      fd_close: done,
      fd_seek: done,
      fd_write: (_file: number, vectors: number, count: number, written: number) => {
        const view = new DataView(memory().buffer);
        let total = 0;
        for (let i = 0; i < count; i++) total += view.getUint32(vectors + 8 * i + 4, true);
        view.setUint32(written, total, true);
        return 0;
      },
      proc_exit(code: number) {
        throw new Error(`the decoder ended with ${code}`);
      },
    },
  };
}

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes);
