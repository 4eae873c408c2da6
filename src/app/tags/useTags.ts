import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { HemolensError, toFailure, type Failure } from '../../base/index.ts';
import { readTags, type TagElement } from '../../dicom/index.ts';
import { activeSlice } from '../../study/index.ts';
import { useRoom, useStudy } from '../useRoom.ts';
import { t } from '../words/index.ts';

/** What is known of the file on screen; `elements` stay those of the last file until the next is read. */
export interface Tags {
  readonly phase: 'reading' | 'read' | 'failed';
  /** Path of the file that `elements` or `failure` are of. */
  readonly path: string;
  readonly elements: readonly TagElement[];
  /** Which of the file's frames is on screen, from 1. */
  readonly frame: number;
  readonly failure?: Failure;
}

/** While slices fly past, none is read. */
const STILL_MS = 120;

/** The tags of the file of the slice on screen; the frames of one file share them. */
export function useTags(): Tags {
  const { study } = useRoom();
  const slice = useStudy(activeSlice);
  const [still] = useDebouncedValue(slice, STILL_MS);
  const file = still && study.fileOf(still.id);
  const path = still?.instance.file ?? '';
  const [tags, setTags] = useState<Omit<Tags, 'frame'>>({ phase: 'reading', path, elements: [] });

  useEffect(() => {
    let wanted = true;
    const read = async () => {
      if (!file) throw new HemolensError('app/no-file', t('tags.closed'), { file: path });
      return readTags(file, path);
    };
    read().then(
      (elements) => wanted && setTags({ phase: 'read', path, elements }),
      (thrown: unknown) =>
        wanted &&
        setTags({ phase: 'failed', path, elements: [], failure: toFailure(thrown, 'app/tags', path) }),
    );
    return () => {
      wanted = false;
    };
  }, [file, path]);

  const frame = still?.frame ?? 1;
  return tags.path === path && still === slice ? { ...tags, frame } : { ...tags, frame, phase: 'reading' };
}
