/**
 * A reader for Python pickles that constructs and never calls: what a pickle wants to import is asked of a `PickleHost`,
 * which knows a short list of harmless constructors and refuses the rest by name. Protocols 2 to 5, as PyTorch writes.
 *
 * Python's dict becomes a Map, list and tuple an array, set a Set, None null, bytes a Uint8Array.
 *
 * @see https://github.com/python/cpython/blob/main/Lib/pickletools.py for what each opcode means
 */
import { PickleReader } from './pickleReader.ts';

/** A Python class or function a pickle may name: stands for what `construct` makes of its arguments. */
export class PickleGlobal {
  readonly name: string;
  readonly construct: (args: readonly unknown[]) => unknown;

  constructor(name: string, construct: (args: readonly unknown[]) => unknown) {
    this.name = name;
    this.construct = construct;
  }
}

/** A Python object that is known to be harmless and of no interest: a device, a NumPy scalar. */
export class Opaque {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export interface PickleHost {
  /** @throws where the global is none of the permitted ones */
  global(module: string, name: string): PickleGlobal;
  /** What a persistent id stands for; in a checkpoint, a storage. */
  persistent(id: unknown): unknown;
}

/** Bytes that are no pickle this reader understands; the message is for a log, not for a radiologist. */
export class PickleError extends Error {}

/**
 * Reads one pickle from `offset` on.
 * @returns its value, and the offset behind it (checkpoints chain several)
 * @throws {PickleError} on malformed or unsupported bytes, and whatever `host` throws
 */
export function unpickle(
  bytes: Uint8Array,
  offset: number,
  host: PickleHost,
): { readonly value: unknown; readonly end: number } {
  const machine = new Machine(new PickleReader(bytes, offset), host);
  try {
    while (!machine.stopped) {
      const opcode = machine.reader.uint8();
      const operation = OPERATIONS.get(opcode);
      if (!operation) throw new PickleError(`opcode 0x${opcode.toString(16)} is not supported`);
      operation(machine);
    }
    return { value: machine.pop(), end: machine.reader.offset };
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new PickleError('the pickle is cut off', { cause: thrown });
    throw thrown;
  }
}

class Machine {
  readonly reader: PickleReader;
  readonly host: PickleHost;
  stopped = false;
  #stack: unknown[] = [];
  readonly #marked: unknown[][] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(reader: PickleReader, host: PickleHost) {
    this.reader = reader;
    this.host = host;
  }

  push(value: unknown): void {
    this.#stack.push(value);
  }

  pop(): unknown {
    if (this.#stack.length === 0) throw new PickleError('the stack is empty');
    return this.#stack.pop();
  }

  top(): unknown {
    if (this.#stack.length === 0) throw new PickleError('the stack is empty');
    return this.#stack.at(-1);
  }

  mark(): void {
    this.#marked.push(this.#stack);
    this.#stack = [];
  }

  /** Everything pushed since the last mark. */
  popMark(): unknown[] {
    const items = this.#stack;
    const below = this.#marked.pop();
    if (!below) throw new PickleError('a mark is missing');
    this.#stack = below;
    return items;
  }

  popMany(count: number): unknown[] {
    if (this.#stack.length < count) throw new PickleError('the stack is too short');
    return this.#stack.splice(this.#stack.length - count, count);
  }

  popText(): string {
    const value = this.pop();
    if (typeof value !== 'string') throw new PickleError('a name is no string');
    return value;
  }

  remember(slot: number): void {
    this.#memo.set(slot, this.top());
  }

  memoize(): void {
    this.remember(this.#memo.size);
  }

  recall(slot: number): void {
    if (!this.#memo.has(slot)) throw new PickleError(`nothing is remembered under ${slot}`);
    this.push(this.#memo.get(slot));
  }

  pushGlobal(module: string, name: string): void {
    this.push(this.host.global(module, name));
  }

  construct(): void {
    const args = this.pop();
    const callable = this.pop();
    if (!Array.isArray(args)) throw new PickleError('the arguments are no tuple');
    if (!(callable instanceof PickleGlobal)) throw new PickleError('what is called is no class or function');
    this.push(callable.construct(args));
  }

  setItems(items: readonly unknown[]): void {
    const target = this.top();
    if (!(target instanceof Map) || items.length % 2 !== 0) throw new PickleError('items of what is no dict');
    for (let i = 0; i < items.length; i += 2) target.set(items[i], items[i + 1]);
  }

  append(items: readonly unknown[]): void {
    const target = this.top();
    if (!Array.isArray(target)) throw new PickleError('items of what is no list');
    for (const item of items) target.push(item);
  }

  addItems(items: readonly unknown[]): void {
    const target = this.top();
    if (!(target instanceof Set)) throw new PickleError('items of what is no set');
    for (const item of items) target.add(item);
  }

  /** Attributes of an object: none that a tensor or container needs, so they are dropped. */
  dropState(): void {
    this.pop();
    this.top();
  }
}

type Operation = (m: Machine) => void;

const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  // Frame of the pickle.
  [0x80, (m) => void m.reader.uint8()], // PROTO
  [0x95, (m) => void m.reader.length(8)], // FRAME
  [0x2e, (m) => (m.stopped = true)], // STOP
  // Stack and memo.
  [0x28, (m) => m.mark()], // MARK
  [0x30, (m) => void m.pop()], // POP
  [0x31, (m) => void m.popMark()], // POP_MARK
  [0x32, (m) => m.push(m.top())], // DUP
  [0x71, (m) => m.remember(m.reader.uint8())], // BINPUT
  [0x72, (m) => m.remember(m.reader.uint32())], // LONG_BINPUT
  [0x94, (m) => m.memoize()], // MEMOIZE
  [0x68, (m) => m.recall(m.reader.uint8())], // BINGET
  [0x6a, (m) => m.recall(m.reader.uint32())], // LONG_BINGET
  // Constants and numbers.
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x4b, (m) => m.push(m.reader.uint8())], // BININT1
  [0x4d, (m) => m.push(m.reader.uint16())], // BININT2
  [0x4a, (m) => m.push(m.reader.int32())], // BININT
  [0x8a, (m) => m.push(m.reader.long(m.reader.uint8()))], // LONG1
  [0x8b, (m) => m.push(m.reader.long(m.reader.uint32()))], // LONG4
  [0x47, (m) => m.push(m.reader.float64())], // BINFLOAT
  // Text and bytes.
  [0x8c, (m) => m.push(m.reader.text(m.reader.length(1)))], // SHORT_BINUNICODE
  [0x58, (m) => m.push(m.reader.text(m.reader.length(4)))], // BINUNICODE
  [0x8d, (m) => m.push(m.reader.text(m.reader.length(8)))], // BINUNICODE8
  [0x55, (m) => m.push(m.reader.text(m.reader.length(1)))], // SHORT_BINSTRING, Python 2's str
  [0x54, (m) => m.push(m.reader.text(m.reader.length(4)))], // BINSTRING
  [0x43, (m) => m.push(m.reader.bytes(m.reader.length(1)))], // SHORT_BINBYTES
  [0x42, (m) => m.push(m.reader.bytes(m.reader.length(4)))], // BINBYTES
  [0x8e, (m) => m.push(m.reader.bytes(m.reader.length(8)))], // BINBYTES8
  [0x96, (m) => m.push(m.reader.bytes(m.reader.length(8)))], // BYTEARRAY8
  // Containers.
  [0x7d, (m) => m.push(new Map())], // EMPTY_DICT
  [0x5d, (m) => m.push([])], // EMPTY_LIST
  [0x29, (m) => m.push([])], // EMPTY_TUPLE
  [0x8f, (m) => m.push(new Set())], // EMPTY_SET
  [0x74, (m) => m.push(m.popMark())], // TUPLE
  [0x85, (m) => m.push(m.popMany(1))], // TUPLE1
  [0x86, (m) => m.push(m.popMany(2))], // TUPLE2
  [0x87, (m) => m.push(m.popMany(3))], // TUPLE3
  [0x6c, (m) => m.push(m.popMark())], // LIST
  [0x91, (m) => m.push(new Set(m.popMark()))], // FROZENSET
  [
    0x64, // DICT
    (m) => {
      const items = m.popMark();
      m.push(new Map());
      m.setItems(items);
    },
  ],
  [0x61, (m) => m.append(m.popMany(1))], // APPEND
  [0x65, (m) => m.append(m.popMark())], // APPENDS
  [0x73, (m) => m.setItems(m.popMany(2))], // SETITEM
  [0x75, (m) => m.setItems(m.popMark())], // SETITEMS
  [0x90, (m) => m.addItems(m.popMark())], // ADDITEMS
  // Globals and objects.
  [0x63, (m) => m.pushGlobal(m.reader.line(), m.reader.line())], // GLOBAL
  [
    0x93, // STACK_GLOBAL
    (m) => {
      const name = m.popText();
      m.pushGlobal(m.popText(), name);
    },
  ],
  [
    0x69, // INST
    (m) => {
      const callable = m.host.global(m.reader.line(), m.reader.line());
      m.push(callable.construct(m.popMark()));
    },
  ],
  [0x52, (m) => m.construct()], // REDUCE
  [0x81, (m) => m.construct()], // NEWOBJ
  [0x62, (m) => m.dropState()], // BUILD
  [0x51, (m) => m.push(m.host.persistent(m.pop()))], // BINPERSID
]);
