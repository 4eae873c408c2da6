/**
 * Annotations kept in this browser, an entry a slice. Its key is the SOP Instance UID; of the patient, the study and the
 * files nothing is kept.
 */
import * as v from 'valibot';
import { imagePixel, type Sentence } from '../../base/index.ts';
import { ANNOTATION_KINDS, type Annotation } from '../../viewport/index.ts';
import type { AnnotationKeeper } from './store.ts';
import { say } from '../sentences.ts';

const PREFIX = 'hemolens.annotations ';

const pixel = v.pipe(v.number(), v.finite(), v.transform(imagePixel));
const form = v.array(
  v.object({
    id: v.string(),
    kind: v.picklist(ANNOTATION_KINDS),
    points: v.pipe(v.array(v.object({ x: pixel, y: pixel })), v.minLength(2), v.maxLength(4)),
    text: v.optional(v.string()),
    slices: v.optional(v.number()),
  }),
);

/**
 * @param storage   undefined where the page has none
 * @param onUnkept  the first time something could not be kept, in a sentence
 */
export function keptAnnotations(
  storage: Storage | undefined,
  onUnkept: (said: Sentence) => void,
): AnnotationKeeper {
  let told = false;
  return {
    read() {
      const slices = new Map<string, readonly Annotation[]>();
      for (let index = 0; index < (storage?.length ?? 0); index++) {
        const key = storage?.key(index);
        if (!storage || !key?.startsWith(PREFIX)) continue;
        const annotations = parsed(storage.getItem(key));
        if (annotations.length > 0) slices.set(key.slice(PREFIX.length), annotations);
      }
      return slices;
    },
    write(sliceId, annotations) {
      try {
        if (!storage) throw new Error('no storage');
        if (annotations.length === 0) storage.removeItem(PREFIX + sliceId);
        else storage.setItem(PREFIX + sliceId, JSON.stringify(annotations));
      } catch {
        if (!told) onUnkept(say('annotationsNotKept'));
        told = true;
      }
    },
  };
}

function parsed(text: string | null): readonly Annotation[] {
  try {
    const read = v.safeParse(form, JSON.parse(text ?? '[]'));
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}
