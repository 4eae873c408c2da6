/**
 * One slice through the same network on the same weights, ours beside the runtimes people know: in Node over Dawn, in turn,
 * a run of each before the next of any, warmed up, medians, logits compared before any time counts.
 *
 *     npm run bench -- [--contenders A,B] [--models default,resnext50,resnext101] [--runs N] [--json FILE]
 *
 * A contender that cannot start here is named with its reason. WebAssembly runs on one thread for all of them.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { openDawn } from '../cli/dawn.ts';
import { findAdapter } from '../src/inference/device.ts';
import type { Answer } from './inference/child.ts';
import { CONTENDERS, type ContenderName } from './inference/contenders.ts';
import { benchModel, macsOf, MODELS, type BenchModel } from './inference/models.ts';

interface Result {
  readonly contender: ContenderName;
  readonly model: BenchModel;
  readonly batch: 1;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** From the reference logits of the model's manifest. */
  readonly maxLogitDifference: number;
}

/** Parts of the largest reference logit by which an answer may differ and its time still counts. */
const TOLERANCE = 1e-2;

const { values: options } = parseArgs({
  options: {
    contenders: { type: 'string', default: CONTENDERS.join(',') },
    models: { type: 'string', default: 'default,resnext50' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string' },
  },
});
const chosen = <Name extends string>(wanted: string, all: readonly Name[]) =>
  wanted.split(',').map((name) => {
    const found = all.find((one) => one === name);
    if (!found) throw new Error(`${name} is none of ${all.join(', ')}`);
    return found;
  });
const contenders = chosen(options.contenders, CONTENDERS);
const runs = Number(options.runs);
const adapter = (await findAdapter(await openDawn()))?.name ?? 'none';
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, Node ${process.version}`;
console.log(`${machine}; WebGPU adapter: ${adapter}`);

const results: Result[] = [];
for (const name of chosen(options.models, MODELS)) {
  const model = await benchModel(name);
  const gmac = macsOf(model) / 1e9;
  console.log(`\n${name}: ${model.manifest.preprocessing.size} px, ${gmac.toFixed(2)} GMAC a slice`);
  const measured = await race(name, model.manifest.selfTest.logits);
  for (const result of measured.sort((one, other) => one.medianMs - other.medianMs)) {
    const { contender, medianMs, minMs, maxMs, maxLogitDifference } = result;
    const speed = `${((2 * gmac * 1000) / medianMs).toFixed(1)} GFLOP/s`;
    const spread = `${minMs.toFixed(0)} to ${maxMs.toFixed(0)}`;
    console.log(
      `  ${contender.padEnd(12)} ${medianMs.toFixed(0).padStart(7)} ms (${spread})  ${speed.padStart(13)}  logits within ${maxLogitDifference.toExponential(1)}`,
    );
    results.push(result);
  }
}
if (options.json)
  await writeFile(options.json, `${JSON.stringify({ machine, adapter, results }, null, 2)}\n`);

async function race(model: BenchModel, reference: readonly number[]): Promise<Result[]> {
  const running: { contender: ContenderName; child: ChildProcess; times: number[]; difference: number }[] =
    [];
  for (const contender of contenders) {
    const child = fork(join(import.meta.dirname, 'inference/child.ts'), [contender, model], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ready = await answerOf(child);
    if (ready.kind === 'ready') running.push({ contender, child, times: [], difference: 0 });
    else
      console.log(
        `  ${contender.padEnd(12)} not run: ${ready.kind === 'failed' ? ready.reason : 'no answer'}`,
      );
    if (ready.kind === 'failed') child.kill();
  }
  const largest = Math.max(1, ...reference.map(Math.abs));
  // The first round compiles, and decides who counts.
  for (let round = 0; round <= runs; round++) {
    for (const one of [...running]) {
      one.child.send('run');
      const answer = await answerOf(one.child);
      const difference =
        answer.kind === 'ran'
          ? Math.max(...reference.map((logit, i) => Math.abs(logit - (answer.logits[i] ?? NaN))))
          : NaN;
      if (answer.kind !== 'ran' || !(difference <= TOLERANCE * largest)) {
        const reason = answer.kind === 'failed' ? answer.reason : `its logits differ by ${difference}`;
        console.log(`  ${one.contender.padEnd(12)} does not count: ${reason}`);
        running.splice(running.indexOf(one), 1);
        one.child.kill();
      } else {
        one.difference = Math.max(one.difference, difference);
        if (round > 0) one.times.push(answer.ms);
      }
    }
  }
  return running.map(({ contender, child, times, difference }) => {
    child.kill();
    const sorted = [...times].sort((one, other) => one - other);
    return {
      contender,
      model,
      batch: 1,
      medianMs: sorted[Math.floor(sorted.length / 2)] ?? NaN,
      minMs: sorted[0] ?? NaN,
      maxMs: sorted.at(-1) ?? NaN,
      maxLogitDifference: difference,
    };
  });
}

/** The child's next word; a child that dies says so. */
async function answerOf(child: ChildProcess): Promise<Answer> {
  const died = once(child, 'exit').then((): Answer => ({ kind: 'failed', reason: 'its process ended' }));
  const spoke = once(child, 'message').then(([answer]: unknown[]) => answer as Answer);
  return Promise.race([spoke, died]);
}
