/** What is so of one kind of annotation and not of another, and is no drawing and no measure: a line a kind. */
import type { AnnotationKind } from './types.ts';

interface KindFacts {
  /** Points from the third on are not drawn by the first drag: they are laid beside it, until a hand moves them. */
  readonly partlyLaid: boolean;
  /** What is typed beside it once it is drawn. */
  readonly typed: 'text' | 'slices' | undefined;
  /** Where its words stand: beside its second point, or beside whichever is furthest to the right. */
  readonly words: 'second' | 'right';
  /** On coronal and sagittal cuts as on slices. */
  readonly onCuts: boolean;
}

/** A new kind does not compile before it stands here and in the switches over kinds. */
export const kindFacts: Readonly<Record<AnnotationKind, KindFacts>> = {
  length: { partlyLaid: false, typed: undefined, words: 'right', onCuts: true },
  angle: { partlyLaid: true, typed: undefined, words: 'right', onCuts: true },
  ellipse: { partlyLaid: false, typed: undefined, words: 'right', onCuts: true },
  rectangle: { partlyLaid: false, typed: undefined, words: 'right', onCuts: true },
  arrow: { partlyLaid: false, typed: 'text', words: 'second', onCuts: true },
  // Its slices are counted: there are none of a cut.
  volume: { partlyLaid: true, typed: 'slices', words: 'right', onCuts: false },
};
