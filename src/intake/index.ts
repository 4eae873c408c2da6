export { isZip, packedTwice, unpackImages } from './archive.ts';
export { readDemo } from './demo.ts';
export { filesFromDrop, filesFromInput } from './drop.ts';
export { Copies, SHARED_IDENTIFIER, sharedIdentifier } from './copies.ts';
export { isAppleDouble, isSystemJunk } from './junk.ts';
export { nothingFound } from './nothingFound.ts';
export { prepareReaders, readFiles } from './readFiles.ts';
export { intakeSentences } from './sentences.ts';
export type { IntakeFile, IntakeListener } from './types.ts';
