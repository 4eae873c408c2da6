/** What intake says to a reader, in English. */
import { sentences } from '../base/index.ts';

export const intakeSentences = {
  index: 'This is an index of the disc, not an image; the images themselves were read directly.',
  noMemory:
    'The file needs more memory than is left. Close a study, or other programs, then open the file again.',
  tooLarge: 'The file holds {{gigabytes}} GB; this program opens files of up to 2 GB.',
  unreadable: 'The file could not be read: it may have been moved, changed or locked since it was chosen.',
  unopened: 'The file could not be opened: it may have been moved or locked.',
  unlisted: 'The folder could not be listed to its end: it may have been moved or locked.',
  archiveInArchive: 'This archive lies within another: unpack it and open what is inside.',
  archiveTooLarge: 'This archive holds more than 1 GB: unpack it and open the folder.',
  archiveDamaged: 'This zip archive could not be unpacked: it is damaged or protected by a password.',
  memberDamaged: 'This file is damaged in its archive, or protected by a password: copy the archive again.',
  noFiles: 'There were no files in it. Choose the folder that holds the DICOM images of the head CT.',
  nothingFound_one:
    'The file is no DICOM image that can be shown. Choose the folder that holds the DICOM images of the head CT.',
  nothingFound_other:
    'None of the {{count}} files is a DICOM image that can be shown. Choose the folder that holds the DICOM images of the head CT.',
  duplicate: 'This image is there already, from {{file}}: both carry the same SOP Instance UID.',
  sharedIdentifier:
    'The image carries the identifier (SOP Instance UID) of another one, {{other}}, and is left out: by it the two cannot be told apart.',
  noReader: 'The part of this page that reads files could not be started. Reload the page and try again.',
  readerBroke: 'Reading stopped at this file: it may need more memory than there is.',
  noDemo: 'The demo study could not be made. Reload the page and try again.',
} as const;

export const say = sentences('intake', intakeSentences);
