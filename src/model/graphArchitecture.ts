/**
 * Is a graph the architecture its manifest names? Nobody could tell from the answers: the self-test compares a graph with
 * logits that were computed from it.
 */
import { filterName } from './graph.ts';
import type { GraphDef } from './graphDef.ts';
import { LOG_MEAN_EXP } from './graphOps.ts';
import { countBlocks, layersOf } from './layers.ts';
import { BAD_MANIFEST, THE_MANIFEST } from './manifest.ts';
import { fieldError } from './schemas.ts';
import type { EvidencePooling, ModelManifest, ResNeXtArchitecture } from './types.ts';
import type { WeightSpec } from './weights.ts';

/**
 * Blocks a stage are counted, groups, width and stride read at the 3 × 3 convolution of every block.
 * @param file  the model's name or path, for errors
 * @throws {HemolensError} `model/bad-manifest`, naming the field that the graph contradicts
 */
export function checkArchitecture(
  { architecture, pooling }: Pick<ModelManifest, 'architecture' | 'pooling'>,
  { node }: GraphDef,
  weights: readonly WeightSpec[],
  file: string,
): void {
  const misfit = (field: keyof ResNeXtArchitecture, found: string) =>
    fieldError(BAD_MANIFEST, THE_MANIFEST, `architecture.${field}`, `the graph has ${found}`, file);
  const nodes = new Map(node.map((one) => [one.name, one]));
  const blocks = architecture.blocks.map((_, stage) => countBlocks(nodes, stage + 1, 'conv2'));
  if (blocks.join() !== architecture.blocks.join()) throw misfit('blocks', blocks.join(', '));
  const shapes = new Map(weights.map(({ name, shape }) => [name, shape]));
  for (const { spatial } of layersOf(architecture).blocks) {
    const { attr } = nodes.get(spatial.name) ?? {};
    const groups = Number(attr?.groups?.i ?? 1);
    if (groups !== architecture.groups) throw misfit('groups', `${groups} at ${spatial.name}`);
    const [, , inPerGroup = 0, outChannels = 0] = shapes.get(filterName(spatial)) ?? [];
    if (inPerGroup !== spatial.inChannels / groups || outChannels !== spatial.outChannels) {
      throw misfit(
        'widthPerGroup',
        `${inPerGroup} channels a group, ${outChannels} in all, at ${spatial.name}`,
      );
    }
    const stride = Number(attr?.strides?.list.i[1] ?? 1);
    if (stride !== spatial.stride) throw misfit('outputStride', `a stride of ${stride} at ${spatial.name}`);
  }
  const sharpness = node.find(({ op }) => op === LOG_MEAN_EXP)?.attr?.sharpness?.f;
  if (sharpness !== sharpnessOf(pooling)) {
    const found = sharpness === undefined ? 'the mean' : `log-mean-exp, sharpness ${sharpness}`;
    throw fieldError(BAD_MANIFEST, THE_MANIFEST, 'pooling', `the graph has ${found}`, file);
  }
}

const sharpnessOf = (pooling: EvidencePooling) => (pooling.kind === 'mean' ? undefined : pooling.sharpness);
