import { wrap } from 'comlink';
import { HemolensError } from '../../base/index.ts';
import type { Dataset } from '../../report/index.ts';
import type { DicomWriter } from './dicom.worker.ts';
import { t } from '../words/index.ts';

/**
 * Part 10 files of the given objects, in their order; the page stays responsive meanwhile.
 * @throws {HemolensError} `app/no-writer` where the thread that writes does not load or breaks
 */
export async function dicomFiles(datasets: readonly Dataset[]): Promise<Uint8Array<ArrayBuffer>[]> {
  const worker = new Worker(new URL('./dicom.worker.ts', import.meta.url), { type: 'module' });
  const broken = new Promise<never>((_, reject) => {
    const refuse = () => reject(new HemolensError('app/no-writer', t('export.noWriter')));
    worker.addEventListener('error', refuse);
    worker.addEventListener('messageerror', refuse);
  });
  try {
    return await Promise.race([wrap<DicomWriter>(worker).write(datasets), broken]);
  } finally {
    worker.terminate();
  }
}
