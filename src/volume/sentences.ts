/** Why slices make no volume, in English. */
import { sentences } from '../base/index.ts';

export const volumeSentences = {
  singleSlice: 'It has a single slice, and a volume takes two.',
  noGeometry: 'The files state no pixel spacing or no orientation.',
  notAxial: 'These slices are not axial, and only axial ones are cut into coronal and sagittal planes.',
  unevenPixels: 'The pixels of some slices are of another size, and a volume takes one size throughout.',
  turned: 'The slices are turned against each other, and a volume takes parallel ones.',
  noPlaces: 'There are not two slices whose place in the patient is stated.',
  samePlace: 'All slices lie in the same place.',
} as const;

export const say = sentences('volume', volumeSentences);
