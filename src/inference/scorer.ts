import {
  HEMORRHAGE_CLASSES,
  HemolensError,
  probability,
  type HemorrhageClass,
  type Probabilities,
} from '../base/index.ts';
import type { OpenedModel } from '../model/index.ts';
import { createBatches } from './batches.ts';
import { findRung, type Chosen } from './ladder.ts';
import type { Memory } from './memory.ts';
import { createReviver } from './revive.ts';
import { rungsHere, type Rungs, type Surroundings } from './rungs.ts';
import { release, type Standing } from './stand.ts';
import type { DeviceChoice, DeviceReport, Scorer, StartProgress } from './types.ts';
import { say } from './sentences.ts';

export interface ScorerListener {
  readonly onProgress?: (progress: StartProgress) => void;
  /** Another device scores from now on, for the one before was lost. */
  readonly onDevice?: (report: DeviceReport) => void;
}

/**
 * A scorer in this very thread: the terminal calls it directly, the page through a worker.
 * @throws {HemolensError} `inference/no-rung` where no device can run the model
 */
export async function openScorer(
  model: OpenedModel,
  choice: DeviceChoice,
  surroundings: Surroundings,
  listener: ScorerListener = {},
): Promise<Scorer> {
  return openScorerOn(model, await rungsHere(choice, model, surroundings), listener, surroundings.memory);
}

/** The same on given rungs. */
export async function openScorerOn(
  model: OpenedModel,
  rungs: Rungs,
  { onProgress = () => undefined, onDevice = () => undefined }: ScorerListener = {},
  memory?: Memory,
): Promise<Scorer> {
  let chosen = await findRung(model, rungs, memory, onProgress);
  let report = reportOf(chosen);
  /** Undefined while a lost device is being replaced. */
  let standing: Standing | undefined = chosen.standing;
  let replaced: Promise<void> | undefined;
  let over = false;
  const batches = createBatches(standing);
  const revive = createReviver(model, rungs);

  function watch({ backend }: Standing): void {
    void backend.lost.then((why) => {
      // A device that is stopped is lost as well.
      if (!over) replaced = replace(why);
    });
  }

  async function replace(why: string): Promise<void> {
    batches.lose();
    if (standing) release(standing);
    standing = undefined;
    const next = await revive(chosen, why);
    if (next instanceof HemolensError) {
      over = true;
      await batches.end(next);
    } else if (over) {
      release(next.standing);
    } else {
      chosen = next;
      standing = next.standing;
      watch(standing);
      batches.use(standing);
      const before = report;
      report = reportOf(next);
      if (before.name !== report.name || before.reason.text !== report.reason.text) onDevice(report);
    }
  }

  watch(standing);
  return {
    manifest: model.manifest,
    get device() {
      return report;
    },
    get inHand() {
      return batches.inHand;
    },
    async score(frame) {
      const { logits, evidence } = await batches.score(frame);
      return {
        probabilities: probabilitiesOf(logits, model.manifest.temperatures),
        logits,
        evidence,
      };
    },
    async dispose() {
      over = true;
      await batches.end(new HemolensError('inference/stopped', say('stopped')));
      await replaced;
      if (standing) release(standing);
      standing = undefined;
    },
  };
}

function reportOf({ standing: { tried, backend }, reason }: Chosen): DeviceReport {
  return { rung: tried.rung, name: backend.name, reason };
}

/**
 * The sigmoid of each logit over its temperature, by class.
 * @throws {HemolensError} `inference/not-a-number`
 */
export function probabilitiesOf(logits: Float32Array, temperatures: readonly number[]): Probabilities {
  const of = (name: HemorrhageClass) => {
    const index = HEMORRHAGE_CLASSES.indexOf(name);
    const logit = (logits[index] ?? NaN) / (temperatures[index] ?? 1);
    if (Number.isNaN(logit)) {
      throw new HemolensError('inference/not-a-number', say('notANumber'));
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
