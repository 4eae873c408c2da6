/** The slices in memory, with their frames and files: what comes in, what is there already, and what is freed. */
import type { Failure } from '../base/index.ts';
import { isSameImage, studyKey, type ReadInstance, type Slice } from '../dicom/index.ts';
import { sharedIdentifier } from '../intake/index.ts';
import { createFrameRepository, type FrameRepository } from './frames.ts';

export interface Taken {
  /** Slices that were not there, or not decoded. */
  readonly fresh: number;
  /** Ids of its slices that are there now, whether or not they were before. */
  readonly slices: readonly string[];
  readonly failures: readonly Failure[];
}

export interface HeldSlices {
  readonly slices: readonly Slice[];
  readonly undecoded: ReadonlyMap<string, Failure>;
  readonly frames: FrameRepository;
  readonly fileOf: (sliceId: string) => File | undefined;
  /**
   * A copy's frame that decodes takes the place of one that does not; all else of a copy is left aside. What is no copy but has the
   * identifier of another image is refused: reports and annotations name an image by it, and would mean both.
   */
  take(read: ReadInstance, file: File | undefined): Taken;
  /** Frees a study. @returns the ids of its slices */
  free(study: string): readonly string[];
  clear(): void;
}

export function holdSlices(): HeldSlices {
  const frames = createFrameRepository();
  /** By slice id. References, not bytes: a file is read again when someone asks for what is in it. */
  const files = new Map<string, File>();
  const undecoded = new Map<string, Failure>();
  const known = new Map<string, Slice>();
  let slices: Slice[] = [];

  return {
    get slices() {
      return slices;
    },
    undecoded,
    frames,
    fileOf: (sliceId) => files.get(sliceId),
    take({ instance, slices: read }, file) {
      const other = read
        .map(({ slice }) => ({ slice, before: known.get(slice.id) }))
        .find(({ slice, before }) => before && !isSameImage(slice, before))?.before;
      if (other) {
        const refused = sharedIdentifier(other.instance.file, instance.file);
        return { fresh: 0, slices: [], failures: [refused] };
      }
      const better = read.filter(({ slice }) => !known.has(slice.id) || undecoded.has(slice.id));
      const replaced = new Set(better.map(({ slice }) => slice.id).filter((id) => undecoded.has(id)));
      if (replaced.size > 0) slices = slices.filter(({ id }) => !replaced.has(id));
      const broken: Failure[] = [];
      let again = 0;
      for (const { slice, frame } of better) {
        slices.push(slice);
        known.set(slice.id, slice);
        if (file) files.set(slice.id, file);
        if ('code' in frame) {
          if (replaced.has(slice.id)) again++;
          undecoded.set(slice.id, frame);
          broken.push({ ...frame, file: frame.file ?? instance.file });
        } else {
          undecoded.delete(slice.id);
          frames.set(slice.id, frame);
        }
      }
      // A file that was cut off may announce thousands of frames: where none decoded, it is named once.
      const failures = broken.length === read.length ? broken.slice(0, 1) : broken;
      return { fresh: better.length - again, slices: read.map(({ slice }) => slice.id), failures };
    },
    free(study) {
      const gone = slices.filter(({ instance }) => studyKey(instance) === study).map(({ id }) => id);
      const ids = new Set(gone);
      slices = slices.filter(({ id }) => !ids.has(id));
      for (const id of gone) {
        known.delete(id);
        undecoded.delete(id);
        files.delete(id);
        frames.delete(id);
      }
      return gone;
    },
    clear() {
      slices = [];
      known.clear();
      undecoded.clear();
      files.clear();
      frames.clear();
    },
  };
}
