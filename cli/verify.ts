import { parseArgs } from 'node:util';
import { openScorer } from '../src/inference/index.ts';
import { architectureName } from '../src/model/index.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { openDawn } from './dawn.ts';
import { openModelFolder } from './modelFolder.ts';
import { oneOf } from './options.ts';

/** Is this model whole, and does the device here compute what its manifest says it must? */
export const command: Command = {
  name: 'verify',
  usage: 'verify MODEL [--device auto|webgpu|wasm]',
  summary: 'Manifest, hashes and self-test of a model folder or a shipped id, on the device here.',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { device: { type: 'string', default: 'auto' } },
    });
    const [wanted, ...more] = positionals;
    if (wanted === undefined || more.length > 0) throw new UsageError('one model is wanted');
    const choice = oneOf('device', values.device, ['auto', 'webgpu', 'wasm']);
    const model = await openModelFolder(wanted);
    const { manifest } = model;
    terminal.out(
      `model     ${manifest.id} ${manifest.version}: ${architectureName(manifest.architecture)}\n`,
    );
    terminal.out(`manifest  valid, schema ${manifest.schema}\n`);
    terminal.out(`weights   whole, ${manifest.precision}, SHA-256 ${manifest.weightsSha256}\n`);
    const scorer = await openScorer(model, choice, { gpu: await openDawn(choice) });
    terminal.out(
      `self-test passed on ${scorer.device.rung} (${scorer.device.name}): ${scorer.device.reason.text}\n`,
    );
    await scorer.dispose();
    return EXIT.done;
  },
};
