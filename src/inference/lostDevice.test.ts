/** A real device, destroyed at work: Dawn's, which the GPU of this test hands out and remembers. */
import { expect, it } from 'vitest';
import { openDawn } from '../../cli/dawn.ts';
import { hounsfield } from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import { convertCheckpoint, DEFAULT_PREPROCESSING, openModel } from '../model/index.ts';
import { TEST_CARD } from '../model/testing/card.ts';
import { checkpointParts, stateDict, TINY, zipCheckpoint } from '../model/testing/checkpoints.ts';
import { openScorer } from './scorer.ts';
import type { SliceScore } from './types.ts';

const gpu = await openDawn();

/** The same GPU, which tells what devices it gave. */
function watched(real: GPU, devices: GPUDevice[]): GPU {
  return {
    async requestAdapter(options: GPURequestAdapterOptions) {
      const found = await real.requestAdapter(options);
      if (!found) return null;
      const requestDevice = found.requestDevice.bind(found);
      found.requestDevice = async (descriptor) => {
        const device = await requestDevice(descriptor);
        devices.push(device);
        return device;
      };
      return found;
    },
  } as unknown as GPU;
}

async function tinyModel() {
  const { files } = await convertCheckpoint(zipCheckpoint(checkpointParts(stateDict(TINY))), {
    file: 'tiny.pth',
    precision: 'float32',
    preprocessing: { ...DEFAULT_PREPROCESSING, size: 32 },
    card: { ...TEST_CARD, id: 'tiny' },
  });
  const file = (name: string) => files.get(name) ?? new Uint8Array();
  const json: unknown = JSON.parse(new TextDecoder().decode(file('model.json')));
  return openModel(json, (path) => Promise.resolve(file(path)), 'tiny');
}

/** A ramp that no other number gives. */
function frame(number: number): HounsfieldFrame {
  const values = Int16Array.from({ length: 64 * 64 }, (_, i) => (i * (number + 1)) % 200);
  return { rows: 64, columns: 64, values, min: hounsfield(0), max: hounsfield(199) };
}

it.skipIf(!gpu)(
  'a device destroyed at work is opened again, and every frame gets the answer that WebAssembly gives',
  async () => {
    const model = await tinyModel();
    const frames = Array.from({ length: 6 }, (_, number) => frame(number));
    const wasm = await openScorer(model, 'wasm', { gpu: undefined });
    const expected: SliceScore[] = [];
    for (const one of frames) expected.push(await wasm.score(one));
    await wasm.dispose();

    const devices: GPUDevice[] = [];
    const scorer = await openScorer(model, 'webgpu', { gpu: gpu && watched(gpu, devices) });
    let answered = 0;
    const scores = frames.map((one) => scorer.score(one).finally(() => (answered += 1)));
    await scores[0];
    devices[0]?.destroy();
    expect(answered).toBeLessThan(frames.length);
    for (const [n, { logits }] of (await Promise.all(scores)).entries()) {
      logits.forEach((logit, i) =>
        expect(Math.abs(logit - (expected[n]?.logits[i] ?? NaN))).toBeLessThan(1e-3),
      );
    }
    expect(devices).toHaveLength(2);
    await scorer.dispose();
  },
);
