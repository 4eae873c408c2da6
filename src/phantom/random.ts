/**
 * The one source of chance in a phantom: a generator of our own, so that a seed means the same head in Node, a worker
 * and every browser. `fork` gives each part its own stream: a new part does not change what the others draw.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    const word = hashWords(seed);
    this.#a = word();
    this.#b = word();
    this.#c = word();
    for (let round = 0; round < 12; round += 1) this.word();
  }

  /** An independent stream, named by what it is for. */
  fork(purpose: string): Random {
    return new Random(`${this.#seed}/${purpose}`);
  }

  /** 32 uniform bits (sfc32 of PractRand, public domain: http://pracrand.sourceforge.net). */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + ((high - low) * this.word()) / 4294967296;
  }

  /** Approximately normal, mean 0 and standard deviation 1, within ±4: the sum of four 16-bit uniforms, scaled. */
  normal(): number {
    const first = this.word();
    const second = this.word();
    const sum = (first & 0xffff) + (first >>> 16) + (second & 0xffff) + (second >>> 16);
    return (sum - 131070) * NORMAL_SCALE;
  }

  chance(probability: number): boolean {
    return this.uniform(0, 1) < probability;
  }

  /** −1 or 1: the patient's right or left. */
  side(): -1 | 1 {
    return this.chance(0.5) ? 1 : -1;
  }
}

/** A sum of four uniforms on 0…65535 has variance 4 × 65536² / 12. */
const NORMAL_SCALE = Math.sqrt(3) / 65536;

/** FNV-1a over the text, then a finaliser per word, so that seeds 1 and 2 share nothing. */
function hashWords(text: string): () => number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) | 0;
  };
}
