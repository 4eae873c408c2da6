/** Which ResNeXt a checkpoint holds, told from its tensors' names and shapes alone. */
import { HEMORRHAGE_CLASSES, HemolensError } from '../base/index.ts';
import { convolutionsOf, countBlocks, layerCount, layersOf, type ConvolutionLayer } from './layers.ts';
import type { ResNeXtArchitecture } from './types.ts';

type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;

/** Names that are listed in an error; a foreign model has hundreds. */
const NAMES_SHOWN = 4;

/**
 * Blocks, groups and width of torchvision's `ResNet(Bottleneck, …)`; a plain ResNet-50 is one of a single group.
 * Every tensor must then be there in its shape, and no other: a model with attention or another head is not computed
 * as if it had none.
 * @param tensors       a state dict without prefixes
 * @param outputStride  which no tensor tells
 * @param file          the checkpoint's name, for errors
 * @throws {HemolensError} `model/not-a-resnext`, saying what is missing or unexpected; `model/wrong-outputs` where the
 *   last layer has not one output a class
 */
export function inferArchitecture(
  tensors: Shapes,
  outputStride: ResNeXtArchitecture['outputStride'],
  file: string,
): ResNeXtArchitecture {
  const blocks = [1, 2, 3, 4].map((stage) => countBlocks(tensors, stage, 'conv1.weight'));
  const spatial = tensors.get('layer1.0.conv2.weight')?.shape;
  const [width, inPerGroup] = spatial ?? [];
  if (!tensors.has('layer1.0.conv3.weight') || !width || !inPerGroup || blocks.includes(0)) {
    throw notAResNeXt(
      tensors.has('layer1.0.conv2.weight') && !tensors.has('layer1.0.conv3.weight')
        ? 'its blocks have two convolutions, not the three of a bottleneck, as ResNet-18 and 34 do'
        : 'its tensors are not named as in the four stages of a torchvision ResNet',
      file,
    );
  }
  const groups = width / inPerGroup;
  const architecture = {
    blocks,
    groups,
    widthPerGroup: inPerGroup,
    layers: layerCount(blocks),
    outputStride,
  };
  if (!Number.isInteger(groups)) throw notAResNeXt('its groups do not divide its channels', file);
  checkTensors(tensors, architecture, file);
  return architecture;
}

/** E.g. `ResNeXt-50 32×4d`. */
export function architectureName({ layers, groups, widthPerGroup }: ResNeXtArchitecture): string {
  return groups === 1 ? `ResNet-${layers}` : `ResNeXt-${layers} ${groups}×${widthPerGroup}d`;
}

function checkTensors(tensors: Shapes, architecture: ResNeXtArchitecture, file: string): void {
  const layers = layersOf(architecture);
  const expected = new Map<string, readonly number[]>();
  for (const layer of convolutionsOf(layers)) {
    expected.set(`${layer.name}.weight`, weightShape(layer));
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) {
      expected.set(`${layer.norm}.${part}`, [layer.outChannels]);
    }
  }
  const head = ['fc.weight', 'fc.bias'];
  const missing = [...expected.keys(), ...head].filter((name) => !tensors.has(name));
  if (missing.length > 0) throw notAResNeXt(`it lacks ${listed(missing)}`, file);
  const unexpected = [...tensors.keys()].filter(
    (name) => !expected.has(name) && !head.includes(name) && !name.endsWith('.num_batches_tracked'),
  );
  if (unexpected.length > 0) throw notAResNeXt(`it has ${listed(unexpected)} besides`, file);
  for (const [name, shape] of expected) {
    const found = tensors.get(name)?.shape ?? [];
    if (!sameShape(found, shape)) {
      throw notAResNeXt(`${name} has the shape [${found.join(', ')}], not [${shape.join(', ')}]`, file);
    }
  }
  const [outputs, features] = tensors.get('fc.weight')?.shape ?? [];
  if (features !== layers.features) throw notAResNeXt('its last layer does not fit its features', file);
  const classes = HEMORRHAGE_CLASSES.length;
  if (outputs !== classes || !sameShape(tensors.get('fc.bias')?.shape ?? [], [classes])) {
    throw new HemolensError(
      'model/wrong-outputs',
      `The model has ${outputs ?? 0} outputs; the six of the RSNA task are needed: ${HEMORRHAGE_CLASSES.join(', ')}.`,
      { file },
    );
  }
}

function weightShape({ kernel, inChannels, outChannels, groups }: ConvolutionLayer): readonly number[] {
  return [outChannels, inChannels / groups, kernel, kernel];
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, axis) => side === b[axis]);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(', ');
  return names.length > NAMES_SHOWN ? `${shown} and ${names.length - NAMES_SHOWN} more` : shown;
}

function notAResNeXt(what: string, file: string): HemolensError {
  return new HemolensError(
    'model/not-a-resnext',
    `This checkpoint is no ResNeXt with bottleneck blocks: ${what}.`,
    {
      file,
    },
  );
}
