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

/** Loads a model's graph and weights onto the current backend. @throws {HemolensError} `inference/unloadable` */
export async function loadNetwork({ manifest, artifacts }: OpenedModel): Promise<Network> {
  try {
    const graph = await tf.loadGraphModel(tf.io.fromMemory(artifacts));
    return network(graph, manifest);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HemolensError(
      'inference/unloadable',
      `The model ${manifest.id} could not be loaded: ${reason}`,
      {
        cause,
      },
    );
  }
}

function network(graph: tf.GraphModel, { outputs }: ModelManifest): Network {
  const input = graph.inputs[0]?.name ?? 'input';
  return {
    async run(values, size) {
      const x = tf.tensor4d(values, [1, size, size, 3]);
      const answer = graph.execute({ [input]: x }, [outputs.logits, outputs.evidence]);
      const [logits, evidence] = Array.isArray(answer) ? answer : [answer];
      try {
        if (!logits || !evidence)
          throw new HemolensError('inference/unloadable', 'The model gives no two outputs.');
        const [, height = 0, width = 0] = evidence.shape;
        const [read, map] = await Promise.all([logits.data<'float32'>(), evidence.data<'float32'>()]);
        return {
          logits: Float32Array.from(read),
          evidence: { height, width, values: Float32Array.from(map) },
        };
      } finally {
        tf.dispose([x, logits, evidence]);
      }
    },
    dispose: () => graph.dispose(),
  };
}
