import * as tf from '@tensorflow/tfjs';
import { HemolensError } from '../../base/index.ts';
import type { HounsfieldFrame } from '../../dicom/index.ts';
import { GRAPH_INPUT, type OpenedModel } from '../../model/index.ts';
import type { Network, NetworkOutput } from '../network.ts';
import { modelInput } from '../preprocess/modelInput.ts';
import { say } from '../sentences.ts';

/**
 * Loads a model's graph and weights onto tfjs's current backend, which runs one input at a time.
 * @throws {HemolensError} `inference/unloadable`, and from its calls `inference/not-computed`, with tfjs's error as cause
 */
export async function loadTfjsNetwork(model: OpenedModel): Promise<Network> {
  const { file, manifest, artifacts } = model;
  try {
    const graph = await tf.loadGraphModel(tf.io.fromMemory(artifacts));
    return network(graph, model);
  } catch (cause) {
    throw new HemolensError('inference/unloadable', say('unloadable', { id: manifest.id }), { file, cause });
  }
}

function network(graph: tf.GraphModel, { manifest }: OpenedModel): Network {
  const input = graph.inputs[0]?.name ?? GRAPH_INPUT;
  const { id, outputs, preprocessing } = manifest;
  const { size } = preprocessing;

  const notComputed = (cause: unknown) =>
    new HemolensError('inference/not-computed', say('notComputed', { id }), { cause });

  async function compute(values: Float32Array): Promise<NetworkOutput> {
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
      throw notComputed(cause);
    } finally {
      tf.dispose([x, ...answer]);
    }
  }

  function inputsOf(frames: readonly HounsfieldFrame[]): Float32Array[] {
    try {
      return frames.map((frame) => modelInput(frame, preprocessing));
    } catch (cause) {
      throw notComputed(cause);
    }
  }

  async function run(inputs: readonly Float32Array[]): Promise<NetworkOutput[]> {
    const answers: NetworkOutput[] = [];
    for (const values of inputs) answers.push(await compute(values));
    return answers;
  }

  return {
    capacity: 1,
    overlap: 1,
    run,
    async score(frames) {
      return run(inputsOf(frames));
    },
    dispose: () => graph.dispose(),
  };
}
