/**
 * Does reading keep the device waiting? Scores a series as the terminal does, and counts the time in which the device had
 * no slice in hand between the first and the last; beside it, what reading and decoding take with nothing else going on,
 * which bounds how fast a device can be fed.
 *
 *     npm run bench:series -- FOLDER [--device webgpu|wasm] [--json FILE]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openDawn } from '../cli/dawn.ts';
import { openModelFolder } from '../cli/modelFolder.ts';
import { findFiles } from '../cli/paths.ts';
import { scoreAll } from '../cli/scoreAll.ts';
import { readInstance } from '../src/dicom/index.ts';
import { openScorer, type Scorer } from '../src/inference/index.ts';
import { quantile } from './statistics.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { device: { type: 'string', default: 'webgpu' }, json: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined || (values.device !== 'webgpu' && values.device !== 'wasm')) {
  throw new RangeError('npm run bench:series -- FOLDER [--device webgpu|wasm] [--json FILE]');
}

const reading: number[] = [];
for await (const found of findFiles([folder])) {
  if ('failure' in found) continue;
  const began = performance.now();
  await readInstance(await readFile(found.path), found.display).catch(() => undefined);
  reading.push(performance.now() - began);
}

const scorer = await openScorer(await openModelFolder(undefined), values.device, { gpu: await openDawn() });
const watch = watched(scorer);
const began = performance.now();
const { results } = await scoreAll([folder], watch.scorer, {
  out: () => undefined,
  message: () => undefined,
  progress: () => undefined,
});
const all = performance.now() - began;
await scorer.dispose();

const median = quantile(reading, 0.5);
const machine = `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`;
const share = watch.waitedMs() / watch.spanMs();
console.log(`${machine}; ${scorer.device.name}
reading and decoding alone: median ${median.toFixed(1)} ms a slice, ${(1000 / median).toFixed(0)} slices/s on one thread
${results.size} slices scored in ${(all / 1000).toFixed(1)} s; device without a slice in hand: ${(100 * share).toFixed(2)} % of the time`);
if (values.json !== undefined) {
  const figures = { slices: results.size, readMedianMs: median, scoredMs: all, deviceWaitedShare: share };
  await writeFile(
    values.json,
    `${JSON.stringify({ machine, device: scorer.device.name, ...figures }, null, 2)}\n`,
  );
}

/** A scorer that knows when it had nothing to do. */
function watched(inner: Scorer) {
  let inHand = 0;
  let first: number | undefined;
  let last = 0;
  let idleSince = 0;
  let waited = 0;
  const scorer: Scorer = {
    ...inner,
    get inHand() {
      return inner.inHand;
    },
    async score(frame) {
      const now = performance.now();
      first ??= now;
      if (inHand === 0 && last > 0) waited += now - idleSince;
      inHand += 1;
      try {
        return await inner.score(frame);
      } finally {
        inHand -= 1;
        last = performance.now();
        if (inHand === 0) idleSince = last;
      }
    },
  };
  return { scorer, waitedMs: () => waited, spanMs: () => last - (first ?? last) };
}
