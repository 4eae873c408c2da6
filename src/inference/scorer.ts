import {
  HEMORRHAGE_CLASSES,
  HemolensError,
  probability,
  type HemorrhageClass,
  type Probabilities,
} from '../base/index.ts';
import type { HounsfieldFrame } from '../dicom/index.ts';
import type { OpenedModel } from '../model/index.ts';
import { findRung, type Surroundings } from './ladder.ts';
import type { DeviceChoice, Scorer, SliceScore, StartProgress } from './types.ts';

/**
 * A scorer in this very thread: the terminal calls it directly, the page through a worker.
 * @throws {HemolensError} `inference/no-rung` where no device can run the model
 */
export async function openScorer(
  model: OpenedModel,
  choice: DeviceChoice,
  surroundings: Surroundings,
  onProgress: (progress: StartProgress) => void = () => undefined,
): Promise<Scorer> {
  const { backend, network, report } = await findRung(model, choice, surroundings, onProgress);
  const { manifest } = model;
  let stopped: HemolensError | undefined;
  const lost = backend.lost.then((why) => {
    stopped ??= new HemolensError('inference/device-lost', `The graphics processor was lost (${why}).`);
    throw stopped;
  });
  // Nobody may be waiting when it happens.
  lost.catch(() => undefined);
  /** The end of the line: concurrent runs on one device fail or slow each other. */
  let line: Promise<unknown> = Promise.resolve();

  async function scoreNow(frame: HounsfieldFrame): Promise<SliceScore> {
    if (stopped) throw stopped;
    const [output] = await Promise.race([network.score([frame]), lost]);
    if (!output) throw new TypeError('a network answers every frame');
    const { logits, evidence } = output;
    const error = backend.takeError();
    if (error !== undefined) {
      throw new HemolensError('inference/gpu-error', `The graphics processor reported an error: ${error}`);
    }
    return { probabilities: probabilitiesOf(logits), logits, evidence };
  }

  return {
    manifest,
    device: report,
    lanes: 1,
    score(frame) {
      const score = line.then(() => scoreNow(frame));
      line = score.catch(() => undefined);
      return score;
    },
    async dispose() {
      stopped ??= new HemolensError('inference/stopped', 'Scoring was stopped.');
      await line;
      network.dispose();
      backend.stop();
    },
  };
}

/** The sigmoid of each logit, by class. @throws {HemolensError} `inference/not-a-number` */
export function probabilitiesOf(logits: Float32Array): Probabilities {
  const of = (name: HemorrhageClass) => {
    const logit = logits[HEMORRHAGE_CLASSES.indexOf(name)] ?? NaN;
    if (Number.isNaN(logit)) {
      throw new HemolensError(
        'inference/not-a-number',
        'The model answered with something that is no number.',
      );
    }
    return probability(1 / (1 + Math.exp(-logit)));
  };
  return {
    epidural: of('epidural'),
    intraparenchymal: of('intraparenchymal'),
    intraventricular: of('intraventricular'),
    subarachnoid: of('subarachnoid'),
    subdural: of('subdural'),
    any: of('any'),
  };
}
