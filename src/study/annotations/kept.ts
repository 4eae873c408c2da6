/**
 * Annotations kept in this browser, an entry an image. Its key is the SOP Instance UID, a cut's those of the slices that its
 * stack ends with; of the patient, the study and the files nothing is kept. Tabs share what is kept; each shows what was there
 * when it was opened, and what it drew.
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
    guessed: v.optional(v.boolean()),
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
      const drawn = new Map<string, readonly Annotation[]>();
      for (let index = 0; index < (storage?.length ?? 0); index++) {
        const key = storage?.key(index);
        if (!storage || !key?.startsWith(PREFIX)) continue;
        const annotations = parsed(storage.getItem(key));
        if (annotations.length > 0) drawn.set(key.slice(PREFIX.length), annotations);
      }
      return drawn;
    },
    write(imageId, before, after) {
      try {
        if (!storage) throw new Error('no storage');
        const annotations = merged(parsed(storage.getItem(PREFIX + imageId)), before, after);
        if (annotations.length === 0) storage.removeItem(PREFIX + imageId);
        else storage.setItem(PREFIX + imageId, JSON.stringify(annotations));
      } catch {
        if (!told) onUnkept(say('annotationsNotKept'));
        told = true;
      }
    },
  };
}

/**
 * Another tab may have drawn, changed and deleted on the same image since this one read it: of what this tab has left alone,
 * the kept state counts.
 */
function merged(
  kept: readonly Annotation[],
  before: readonly Annotation[],
  after: readonly Annotation[],
): readonly Annotation[] {
  const keptOf = (wanted: string) => kept.find(({ id }) => id === wanted);
  const ours = new Set([...before, ...after].map(({ id }) => id));
  const changed = after.map((one) => (before.includes(one) ? keptOf(one.id) : one));
  return [...changed.filter((one) => one !== undefined), ...kept.filter(({ id }) => !ours.has(id))];
}

function parsed(text: string | null): readonly Annotation[] {
  try {
    const read = v.safeParse(form, JSON.parse(text ?? '[]'));
    return read.success ? read.output : [];
  } catch {
    return [];
  }
}
