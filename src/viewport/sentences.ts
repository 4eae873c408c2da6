/** What stands on the image and beside it, in English. */
import { sentences } from '../base/index.ts';

export const viewportSentences = {
  noCanvas: 'This browser gives no canvas to draw on: close other tabs and reload the page.',
  notLoaded: 'The image display could not be loaded: check the connection and reload the page.',
  orientation: 'Orientation: left {{left}}, right {{right}}, top {{top}}, bottom {{bottom}}',
  mirrored: 'mirrored',
  turned: 'turned {{degrees}}°',
  mirroredTurned: 'mirrored, turned {{degrees}}°',

  annotations: 'Annotations',
  length: 'Length',
  angle: 'Angle',
  ellipse: 'Ellipse',
  rectangle: 'Rectangle',
  arrow: 'Arrow',
  volume: 'Hematoma volume',
  point: '{{kind}}, point {{number}} of {{of}}: arrow keys move it',
  described: '{{kind}}: {{words}}',
  pair: '{{first}}, {{rest}}',
  named: '{{name}} {{value}}',
  quantity: '{{value}} {{unit}}',
  degrees: '{{value}}°',
  bare: '{{value}}',
  hounsfield: 'HU',
  nameMean: 'Mean',
  nameSD: 'SD',
  nameMin: 'Min',
  nameMax: 'Max',
  nameArea: 'Area',
  abc2_one: 'ABC/2 {{volume}} on {{count}} slice',
  abc2_other: 'ABC/2 {{volume}} on {{count}} slices',
  noVolume: 'No volume: spacing unknown',
  armOpen: 'Other arm not set: move its end',
  secondLineOpen: 'B not set: move the ends of the shorter line',
  slicesOpen: 'Number of slices not set',
  unevenSpacing: 'Uneven spacing: slices {{least}} to {{most}} apart',
} as const;

export const say = sentences('viewport', viewportSentences);
