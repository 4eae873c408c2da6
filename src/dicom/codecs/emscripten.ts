/**
 * What the codecs of cornerstone have in common: modules made by Emscripten, each with a class that decodes one frame on
 * the module's own heap, which begins with 50 MiB.
 */
import { checkStream, type StreamHeader } from './code-stream.ts';
import type { Cells, FrameDecoder } from './types.ts';
import { compile, Renewed } from './wasm.ts';
import { say } from '../sentences.ts';
import { broken } from './broken.ts';
import { verbatim } from '../../base/index.ts';

/** An object on the C++ side: to be deleted by hand. */
export interface EmscriptenDecoder {
  /** A view on the heap, to be filled with the code-stream. */
  getEncodedBuffer(length: number): Uint8Array;
  /** Throws numbers (C++ exceptions), traps, or decodes nothing and says so on its standard output alone. */
  decode(): void;
  getFrameInfo(): FrameInfo;
  /** A view on the heap; gone with the next call. */
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}

export interface FrameInfo {
  readonly bitsPerSample: number;
  /** Only where the format has signed samples. */
  readonly isSigned?: boolean;
}

/** What an Emscripten factory is given here; `instantiateWasm` replaces its own way of finding the file. */
export interface EmscriptenOptions {
  print(line: string): void;
  printErr(line: string): void;
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object;
}

export interface EmscriptenCodec<Module> {
  readonly factory: (options: EmscriptenOptions) => Promise<Module>;
  readonly wasm: URL;
  readonly decoder: (module: Module) => EmscriptenDecoder;
  readonly header: (frame: Uint8Array) => StreamHeader;
  /** The words for a C++ exception, where the module is built with them. */
  readonly exceptionMessage?: (module: Module, exception: number) => string | undefined;
}

/** @throws where the WebAssembly cannot be loaded */
export async function emscriptenDecoder<Module>(codec: EmscriptenCodec<Module>): Promise<FrameDecoder> {
  const compiled = await compile(codec.wasm);
  const modules = new Renewed(() => started(codec.factory, compiled));
  return (frame, layout) => {
    checkStream(frame, codec.header(frame), layout);
    return modules.use((module) => {
      try {
        return decoded(codec.decoder(module), frame);
      } catch (thrown) {
        if (typeof thrown !== 'number') throw thrown;
        const said = codec.exceptionMessage?.(module, thrown);
        throw broken(said === undefined ? say('gaveUp') : verbatim(said));
      }
    });
  };
}

function started<Module>(
  factory: (options: EmscriptenOptions) => Promise<Module>,
  compiled: WebAssembly.Module,
): Promise<Module> {
  return new Promise((resolve, reject) => {
    const options: EmscriptenOptions = {
      // Damage is told by us, in one sentence, with the file's name.
      print: () => undefined,
      printErr: () => undefined,
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled), reject);
        return {};
      },
    };
    factory(options).then(resolve, reject);
  });
}

/** The decoder is not deleted where it throws: the whole instance is given up then. */
function decoded(decoder: EmscriptenDecoder, frame: Uint8Array): Cells {
  decoder.getEncodedBuffer(frame.length).set(frame);
  decoder.decode();
  const { bitsPerSample, isSigned } = decoder.getFrameInfo();
  const bytes = decoder.getDecodedBuffer().slice();
  decoder.delete();
  if (bytes.length === 0) throw broken(say('nothingDecoded'));
  if (bitsPerSample <= 8) return isSigned ? new Int8Array(bytes.buffer) : bytes;
  return isSigned ? new Int16Array(bytes.buffer) : new Uint16Array(bytes.buffer);
}
