/**
 * Slices through the same network on the same weights, ours beside the runtimes people know: in one run, in one browser (or
 * in Node over Dawn), on one adapter, in turn.
 *
 *     npm run bench -- --help
 */
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import process from 'node:process';
import { openBrowser, urlOfFolder } from './inference/browser.ts';
import { costOf, type Cost } from './inference/cost.ts';
import { benchModel, modelFolder } from './inference/models.ts';
import { HELP, parseOptions, type Options } from './inference/options.ts';
import { higher, peakInWords } from './inference/peak.ts';
import { race } from './inference/race.ts';
import { HOW_COUNTED, tableOf, toResult, type Report, type Result } from './inference/report.ts';
import { openNode, type Room } from './inference/room.ts';

const say = (line: string) => console.log(line);
/** How it goes, apart from what was found. */
const tell = (line: string) => console.error(`    ${line}`);

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) say(HELP);
  else await bench(options);
} catch (cause) {
  if (!(cause instanceof RangeError)) throw cause;
  console.error(`${cause.message}\nnpm run bench -- --help says what there is.`);
  process.exitCode = 2;
}

async function bench(options: Options): Promise<void> {
  const room = options.where === 'node' ? await openNode() : await openBrowser(options.adapter);
  try {
    const report = await measure(options, room);
    if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await room.close();
  }
}

async function measure(options: Options, room: Room): Promise<Report> {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${room.name}`;
  say(machine);
  const { adapter, peak: atFirst } = await measureAdapter(room);
  let peak = atFirst;
  say(`WebGPU adapter: ${adapter}`);
  const results: Result[] = [];
  const notTimed: Report['notTimed'][number][] = [];
  for (const model of options.models) {
    const { manifest } = await benchModel(model);
    const { preprocessing, selfTest } = manifest;
    const cost = costOf(manifest.architecture, preprocessing.size);
    const modelPath = `${urlOfFolder(await modelFolder(model))}/model.json`;
    for (const batch of options.batches) {
      say(`\n${model}, batch ${batch}: ${preprocessing.size} px, ${costInWords(cost)}`);
      const { threads, runs, patienceMs } = options;
      const found = await race(
        options.contenders,
        {
          start: { kind: 'start', model, modelPath, batch, threads },
          reference: selfTest.logits,
          runs,
          patienceMs,
        },
        room,
        tell,
      );
      // Others may use this machine: what it reached at any time is what it can do.
      if (peak) peak = higher(peak, (await measureAdapter(room)).peak);
      const own = found.timed.map((one) => toResult(one, model, batch));
      if (peak) say(`measured peak of the adapter: ${peakInWords(peak)}`);
      if (own.length > 0) say(tableOf(own, cost, peak));
      for (const { contender, reason } of found.notTimed) say(`not timed: ${contender}: ${reason}`);
      results.push(...own);
      notTimed.push(...found.notTimed.map((one) => ({ ...one, model, batch })));
    }
  }
  say(`\n${HOW_COUNTED}`);
  return { machine, adapter, peak, results, notTimed };
}

async function measureAdapter(room: Room): Promise<Pick<Report, 'adapter' | 'peak'>> {
  const seat = await room.seat();
  const answer = await seat.ask({ kind: 'peak' });
  await seat.stop();
  if (answer.kind === 'peak') return { adapter: answer.adapter, peak: answer.peak };
  tell(`the adapter's peak: ${answer.kind === 'failed' ? answer.reason : 'no answer'}`);
  return { adapter: 'none', peak: undefined };
}

function costInWords({ macs, weightBytes, activationBytes }: Cost): string {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  return `${(macs / 1e9).toFixed(2)} GMAC a slice, ${megabytes(weightBytes)} of weights, ${megabytes(activationBytes)} of activations moved a slice`;
}
