import { isAppleDouble } from '../junk.ts';
import type { FileKind } from './kind.ts';

export const appleDouble: FileKind = ({ head }) => (isAppleDouble(head) ? { kind: 'junk' } : undefined);
