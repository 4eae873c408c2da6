/** Decoders in WebAssembly: compiled once, and given a new instance after every failure. */

/** @throws where the file is not to be had */
export async function compile(url: URL): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await bytesOf(url));
}

async function bytesOf(url: URL): Promise<BufferSource> {
  // Node's fetch opens no files; asked for this way, its file system does not get into what is built for the page.
  if (url.protocol === 'file:') return process.getBuiltinModule('node:fs/promises').readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href}: ${response.status}`);
  return response.arrayBuffer();
}

/**
 * One instance for many frames. An instance in which anything threw is given up: after a trap its memory is in no known
 * state, and what a C++ exception jumped over was never freed.
 */
export class Renewed<Instance> {
  readonly #start: () => Promise<Instance>;
  #instance: Promise<Instance> | undefined;

  constructor(start: () => Promise<Instance>) {
    this.#start = start;
  }

  async use<Result>(work: (instance: Instance) => Result): Promise<Result> {
    try {
      this.#instance ??= this.#start();
      return work(await this.#instance);
    } catch (thrown) {
      this.#instance = undefined;
      throw thrown;
    }
  }
}
