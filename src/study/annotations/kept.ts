/**
 * Annotations kept in this browser, an entry an image. Its key is the SOP Instance UID, a cut's those of the slices that its
 * stack ends with; of the patient, the study and the files nothing is kept. Tabs share what is kept; each shows what was there
 * when it was opened, and what it drew.
 */
import * as v from 'valibot';
import { imagePixel, type Sentence } from '../../base/index.ts';
import { ANNOTATION_KINDS, type Annotation } from '../../viewport/index.ts';
import { coalesce } from '../coalesce.ts';
import type { AnnotationKeeper } from './store.ts';
import { say } from '../sentences.ts';

const PREFIX = 'hemolens.annotations ';

/** A hand that draws or moves changes an image's annotations with every frame of the screen, and each writing reads all of them. */
const WRITE_EVERY_MS = 500;

const pixel = v.pipe(v.number(), v.finite(), v.transform(imagePixel));
const form = v.object({
  id: v.string(),
  kind: v.picklist(ANNOTATION_KINDS),
  points: v.pipe(v.array(v.object({ x: pixel, y: pixel })), v.minLength(2), v.maxLength(4)),
  text: v.optional(v.string()),
  slices: v.optional(v.number()),
  guessed: v.optional(v.boolean()),
});

export interface BrowserKeeper extends AnnotationKeeper {
  /** Writes what waits to be written: the page may be about to end. */
  flush(): void;
}

/**
 * @param storage   undefined where the page has none
 * @param onUnkept  the first time something could not be kept, in a sentence
 */
export function keptAnnotations(
  storage: Storage | undefined,
  onUnkept: (said: Sentence) => void,
): BrowserKeeper {
  let told = false;
  /** By image: as its annotations were when they were last written, and are now. */
  const unwritten = new Map<string, Change>();

  const writing = coalesce(() => {
    for (const [imageId, change] of unwritten) {
      try {
        if (!storage) throw new Error('no storage');
        write(storage, PREFIX + imageId, change);
        unwritten.delete(imageId);
      } catch {
        if (!told) onUnkept(say('annotationsNotKept'));
        told = true;
      }
    }
  }, WRITE_EVERY_MS);

  return {
    read() {
      const drawn = new Map<string, readonly Annotation[]>();
      for (let index = 0; index < (storage?.length ?? 0); index++) {
        const key = storage?.key(index);
        if (!storage || !key?.startsWith(PREFIX)) continue;
        const { annotations } = parsed(storage.getItem(key));
        if (annotations.length > 0) drawn.set(key.slice(PREFIX.length), annotations);
      }
      return drawn;
    },
    write(imageId, before, after) {
      unwritten.set(imageId, { before: unwritten.get(imageId)?.before ?? before, after });
      writing.request();
    },
    flush() {
      writing.flush();
    },
  };
}

interface Change {
  readonly before: readonly Annotation[];
  readonly after: readonly Annotation[];
}

function write(storage: Storage, key: string, { before, after }: Change): void {
  const { annotations, unread } = parsed(storage.getItem(key));
  const all = [...merged(annotations, before, after), ...unread];
  if (all.length === 0) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(all));
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

interface Kept {
  readonly annotations: readonly Annotation[];
  /** Not shown, but kept as they stand: another version of this page may have drawn what this one does not know. */
  readonly unread: readonly unknown[];
}

function parsed(text: string | null): Kept {
  const annotations: Annotation[] = [];
  const unread: unknown[] = [];
  for (const one of elementsIn(text)) {
    const read = v.safeParse(form, one);
    if (read.success) annotations.push(read.output);
    else unread.push(one);
  }
  return { annotations, unread };
}

function elementsIn(text: string | null): readonly unknown[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
