/** What the benchmark and a contender in its own worker or process say to one another. */
import type { ContenderName } from './contenders.ts';
import type { BenchModel } from './names.ts';
import type { Peak } from './peak.ts';

export type Request =
  | {
      readonly kind: 'start';
      readonly contender: ContenderName;
      readonly model: BenchModel;
      /** Of `model.json` on the page's server; a process of Node opens the model by its name. */
      readonly modelPath: string;
      /** Slices handed over at once. */
      readonly batch: number;
      /** For contenders that can use more than one, on WebAssembly. */
      readonly threads: number;
    }
  /** One batch through the started contender. */
  | { readonly kind: 'run' }
  /** What the adapter can do at most. */
  | { readonly kind: 'peak' }
  /** Answered once the adapter takes work. */
  | { readonly kind: 'adapter' };

export type Answer =
  | { readonly kind: 'ready'; readonly note: string | undefined }
  /** `logits`: `[batch, 6]`. */
  | { readonly kind: 'ran'; readonly ms: number; readonly logits: number[] }
  | {
      readonly kind: 'peak';
      readonly adapter: string;
      readonly software: boolean;
      readonly peak: Peak;
    }
  | { readonly kind: 'failed'; readonly reason: string };

/** A worker or a process that holds one contender. */
export interface Seat {
  /** A seat that dies answers with a failure. */
  ask(request: Request): Promise<Answer>;
  /** Ends it, whatever it is doing. @returns whether the adapter is free of what it had begun */
  stop(): Promise<boolean>;
}
