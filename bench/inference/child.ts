/** One contender in a process of its own: starts on a model, then runs when told to. */
import process from 'node:process';
import { selfTestInput } from '../../src/model/index.ts';
import { CONTENDERS, starts } from './contenders.ts';
import { benchModel, MODELS } from './models.ts';

export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'ran'; readonly ms: number; readonly logits: number[] };

const say = (answer: Answer) => process.send?.(answer);
const [contender, name] = process.argv.slice(2);
const start = starts[CONTENDERS.find((one) => one === contender) ?? 'ours-wasm'];

// A run that was cut off leaves no one behind.
process.on('disconnect', () => process.exit());

try {
  const model = await benchModel(MODELS.find((one) => one === name) ?? 'default');
  const input = selfTestInput('sines-v1', model.manifest.preprocessing.size);
  const run = await start(model);
  process.on('message', () => {
    const begin = performance.now();
    run(input).then(
      (logits) => say({ kind: 'ran', ms: performance.now() - begin, logits: [...logits] }),
      (cause: unknown) => say({ kind: 'failed', reason: String(cause) }),
    );
  });
  say({ kind: 'ready' });
} catch (cause) {
  say({ kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) });
}
