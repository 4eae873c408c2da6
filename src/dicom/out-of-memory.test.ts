import dicomParser from 'dicom-parser';
import { deflateSync } from 'fflate';
import { afterEach, expect, it, vi } from 'vitest';
import { parseInstance } from './instance.ts';
import { ctFile } from './testing/ct.ts';

const { full } = vi.hoisted(() => ({ full: new RangeError('Array buffer allocation failed') }));

vi.mock('fflate', async (original) => ({
  ...(await original<typeof import('fflate')>()),
  inflateSync() {
    throw full;
  },
}));

afterEach(() => void vi.restoreAllMocks());

it('A file is not called damaged where memory runs out while it is inflated', () => {
  const deflated = ctFile(
    {},
    { syntax: '1.2.840.10008.1.2.1.99', transform: (bytes: Uint8Array) => deflateSync(bytes) },
  );
  expect(() => parseInstance(deflated, 'made.dcm')).toThrow(full);
});

it.each([
  ['as it was thrown', full],
  ['with what had been read', { exception: full, dataSet: {} }],
])('A file is not called damaged where memory runs out while it is parsed, told %s', (_, thrown) => {
  vi.spyOn(dicomParser, 'parseDicom').mockImplementation(() => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the library does
    throw thrown;
  });
  expect(() => parseInstance(ctFile(), 'made.dcm')).toThrow(full);
});
