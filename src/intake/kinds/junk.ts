import { latin1, type FileKind } from './kind.ts';

/** AppleDouble: macOS puts `._I10` beside every `I10` it copies to a disc of another system. */
export const appleDouble: FileKind = ({ head }) =>
  latin1(head, 0, 4) === '\0\x05\x16\x07' ? { kind: 'junk' } : undefined;
