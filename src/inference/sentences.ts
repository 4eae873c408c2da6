/** What inference says to a reader, in English. Devices and models go by their own names. */
import { sentences, verbatim, type Sentence } from '../base/index.ts';

export const inferenceSentences = {
  notScored: 'Not scored: {{why}}.',
  readsCt: 'the model reads CT, and this is {{modality}}',
  readsCtNoModality: 'the model reads CT, and this is of no stated modality',
  derivedPicture: 'the model reads CT numbers, and this is a screenshot or a derived picture',
  localizer: 'this is an overview image, not a slice',
  otherValues: 'the model reads CT numbers, and these are values of another kind',
  otherBodyPart: 'the model reads heads, and the file says {{part}}',
  otherPartNamed: 'the model reads heads, and the series is called “{{name}}”',
  otherPartOfStudy: 'the model reads heads, the study is called “{{name}}”, and the series names no head',
  contrastAgent: 'the model reads CT without contrast agent, and the file names one',
  contrastNamed: 'the model reads CT without contrast agent, and the series is called “{{name}}”',
  tooSmall: 'the model reads whole slices, and this picture has {{columns}} × {{rows}} pixels',
  otherVoltage: 'the model reads CT taken at {{least}} to {{most}} kV, and this one was taken at {{kvp}} kV',
  tooThick: 'the model reads slices of at most {{most}} mm, and this one is {{thickness}} mm thick',
  stretched: 'the model reads square pixels, and these are {{times}} times longer one way',
  notAxial: 'the model reads axial slices, and this one is not axial',

  perhapsContrast:
    '“{{name}}” reads like CT with contrast agent. The model was made for CT without: it may take vessels for blood.',
  noHead: '“{{name}}” names no head. The model was made for heads: of anything else its numbers say nothing.',
  beyondHead: 'The series reaches beyond a head: of slices below it the numbers say nothing.',
  fewSlices_one:
    'The series has a single slice, less than a head: it has no maxima, for they would say nothing of what is not here.',
  fewSlices_other:
    'The series has {{count}} slices, less than a head: it has no maxima, for they would say nothing of what is not here.',

  wasmAsked: 'WebAssembly was asked for.',
  webgpuAsked: 'WebGPU was asked for.',
  noWebgpu: 'There is no WebGPU here.',
  noAdapter: 'WebGPU offers no graphics adapter here.',
  before: 'Measured here before: {{measured}}',
  runsInstead: '{{device}} runs instead.',
  notTried: '{{took}}: {{other}} was not tried.',
  compared: '{{took}}, {{other}}.',
  took: '{{device}} took {{time}} for a slice',
  tookFirst: '{{device}} took {{time}} for its first slice',
  tookSideBySide: '{{took}} with {{lanes}} side by side',
  otherTook: '{{device}} {{time}}',
  otherTookOne: '{{device}} {{time}} for a slice',
  otherTookFirst: '{{device}} {{time}} for its first slice',
  seconds: '{{value}} s',
  milliseconds: '{{value}} ms',
  inARow: '{{several}}',

  noRung: 'No device can run this model. {{failures}}',
  notStarted: '{{device}} could not be started.',
  lost: 'The graphics processor was lost ({{why}}).',
  lostTimes_one: 'The graphics processor was lost {{count}} time ({{why}}).',
  lostTimes_other: 'The graphics processor was lost {{count}} times ({{why}}).',
  selfTest: '{{device}} failed the self-test: {{why}}.',
  logitsDiffer: 'its logits differ by {{difference}} from the reference',
  framesDiffer:
    'its logits of an image that it prepares itself differ by {{difference}} from those of one that was prepared for it',
  gpuError: 'The graphics processor reported an error: {{why}}',
  tooFewAnswers: 'it gave {{answers}} answers for {{slices}} slices',
  notANumber: 'The model answered with something that is no number.',
  notBegun: 'Scoring was not started.',
  stopped: 'Scoring was stopped.',
  unloadable:
    'The model {{id}} could not be loaded: its model.json is damaged, or the device has no room for it.',
  notComputed: 'The model {{id}} could not be computed on this device.',
  noWasm: 'WebAssembly could not be started in this browser.',
  notOpened: 'The GPU ({{name}}) could not be opened.',
  workerFailed: 'The part of this page that runs the model failed: {{detail}}.',
  notLoaded: 'it could not be loaded',
  noModelHere: 'There is no model here, or its description is no JSON.',
  partUnread: 'A part of the model could not be read.',
  partUnreadStatus: 'A part of the model could not be read ({{status}}).',
} as const;

export const say = sentences('inference', inferenceSentences);

/** Several sentences as one. */
export function inARow(several: readonly Sentence[]): Sentence {
  return several.length === 1 ? (several[0] ?? verbatim('')) : say('inARow', { several });
}
