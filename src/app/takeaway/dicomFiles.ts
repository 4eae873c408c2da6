import { wrap } from 'comlink';
import { HemolensError } from '../../base/index.ts';
import type { Dataset } from '../../report/index.ts';
import type { DicomWriter } from './dicom.worker.ts';
import type { SavedFile } from './save.ts';
import { t } from '../words/index.ts';

const DICOM = 'application/dicom';

/** A DICOM object, and what its file is called. */
export interface NamedDataset {
  readonly name: string;
  readonly dataset: Dataset;
}

/**
 * Part 10 files of the given objects, in their order; the page stays responsive meanwhile.
 * @throws {HemolensError} `app/no-writer` where the thread that writes does not load or breaks
 */
export async function dicomFiles(objects: readonly NamedDataset[]): Promise<SavedFile[]> {
  const worker = new Worker(new URL('./dicom.worker.ts', import.meta.url), { type: 'module' });
  const broken = new Promise<never>((_, reject) => {
    const refuse = () => reject(new HemolensError('app/no-writer', t('export.noWriter')));
    worker.addEventListener('error', refuse);
    worker.addEventListener('messageerror', refuse);
  });
  try {
    const writing = wrap<DicomWriter>(worker).write(objects.map(({ dataset }) => dataset));
    const contents = await Promise.race([writing, broken]);
    return contents.flatMap((content, index): SavedFile[] => {
      const name = objects[index]?.name;
      return name === undefined ? [] : [{ name, content, type: DICOM }];
    });
  } finally {
    worker.terminate();
  }
}
