import * as tf from '@tensorflow/tfjs';
import { HemolensError } from '../base/index.ts';
import type { ModelManifest, OpenedModel } from '../model/index.ts';
import type { EvidenceMap } from './types.ts';

/** A graph on tfjs's current backend: model input in, logits and evidence out. */
export interface Network {
  /** @param input `[1, size, size, 3]` */
  run(input: Float32Array, size: number): Promise<NetworkOutput>;
  dispose(): void;
}

export interface NetworkOutput {
  /** Six, in class order. */
  readonly logits: Float32Array;
  readonly evidence: EvidenceMap;
}

/**
 * Loads a model's graph and weights onto the current backend.
 * @throws {HemolensError} `inference/unloadable`, and from `run` `inference/not-computed`, each with tfjs's error as cause
 */
export async function loadNetwork({ file, manifest, artifacts }: OpenedModel): Promise<Network> {
  try {
    const graph = await tf.loadGraphModel(tf.io.fromMemory(artifacts));
    return network(graph, manifest);
  } catch (cause) {
    throw new HemolensError(
      'inference/unloadable',
      `The model ${manifest.id} could not be loaded: its model.json is damaged, or the device has no room for it.`,
      { file, cause },
    );
  }
}

function network(graph: tf.GraphModel, { id, outputs }: ModelManifest): Network {
  const input = graph.inputs[0]?.name ?? 'input';
  return {
    async run(values, size) {
      const x = tf.tensor4d(values, [1, size, size, 3]);
      let answer: tf.Tensor[] = [];
      try {
        const executed = graph.execute({ [input]: x }, [outputs.logits, outputs.evidence]);
        answer = Array.isArray(executed) ? executed : [executed];
        const [logits, evidence] = answer;
        if (!logits || !evidence) throw new TypeError('the model gives no two outputs');
        const [, height = 0, width = 0] = evidence.shape;
        const [read, map] = await Promise.all([logits.data<'float32'>(), evidence.data<'float32'>()]);
        return {
          logits: Float32Array.from(read),
          evidence: { height, width, values: Float32Array.from(map) },
        };
      } catch (cause) {
        throw new HemolensError(
          'inference/not-computed',
          `The model ${id} could not be computed on this device.`,
          { cause },
        );
      } finally {
        tf.dispose([x, ...answer]);
      }
    },
    dispose: () => graph.dispose(),
  };
}
