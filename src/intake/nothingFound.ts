import type { Failure } from '../base/index.ts';

/**
 * What to say where reading brought no image at all.
 * @param files  how many files there were
 */
export function nothingFound(files: number): Failure {
  const reason =
    files === 0
      ? 'There were no files in it. Choose the folder that holds the DICOM images of the head CT.'
      : `${files === 1 ? 'The file is no DICOM image' : `None of the ${files} files is a DICOM image`} ` +
        'that can be shown. Choose the folder that holds the DICOM images of the head CT.';
  return { code: 'intake/nothing-found', reason, file: undefined };
}
