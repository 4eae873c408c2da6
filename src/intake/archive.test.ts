import { Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js';
import { Zip, ZipDeflate, zipSync, type Zippable } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { HemolensError } from '../base/index.ts';
import { unpackImages } from './archive.ts';
import { tinyCt } from './testing/dicom.ts';

const IMAGES = { 'S1/I1': tinyCt('1.1'), 'S1/I2': tinyCt('1.2'), 'S1/I3': tinyCt('1.3') };
const STORED = { level: 0 } as const;

/** Path and what came of it, one a file. */
async function unpacked(archive: Uint8Array): Promise<readonly string[] | undefined> {
  return (await unpackImages(archive, 'ct.zip'))?.map((one) =>
    'failure' in one ? `${one.path} ${one.failure.code}` : `${one.path} whole`,
  );
}

/** Changes a byte of what a member packs, counted from the first byte after its name in its own header. */
function spoil(archive: Uint8Array, name: string, at: number): Uint8Array {
  const spoiled = archive.slice();
  const place = Buffer.from(archive).indexOf(name) + name.length + at;
  spoiled[place] = (spoiled[place] ?? 0) ^ 0x5a;
  return spoiled;
}

/** As programs write them that do not know a file's size before its end: sizes and checksum follow the data. */
function streamed(files: Zippable): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((_, chunk) => chunks.push(chunk));
  for (const [name, content] of Object.entries(files)) {
    const file = new ZipDeflate(name);
    zip.add(file);
    if (content instanceof Uint8Array) file.push(content, true);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(chunks));
}

const ALL_BUT_SECOND = ['ct.zip/S1/I1 whole', 'ct.zip/S1/I2 intake/damaged-archive', 'ct.zip/S1/I3 whole'];

describe('an archive', () => {
  it.each([
    ['stored', zipSync(IMAGES, STORED)],
    ['deflated', zipSync(IMAGES)],
    ['written as a stream', streamed(IMAGES)],
  ])('comes whole as it was packed: %s', async (_, archive) => {
    const files = (await unpackImages(archive, 'ct.zip')) ?? [];
    expect(files.map(({ path }) => path)).toEqual(['ct.zip/S1/I1', 'ct.zip/S1/I2', 'ct.zip/S1/I3']);
    expect(files.map((one) => 'bytes' in one && one.bytes)).toEqual(Object.values(IMAGES));
  });

  it.each([
    ['stored', zipSync(IMAGES, STORED)],
    ['deflated', zipSync(IMAGES)],
    ['written as a stream', streamed(IMAGES)],
  ])('loses one file where any byte of it is another: %s', async (_, archive) => {
    const first = Buffer.from(archive).indexOf('S1/I2') + 'S1/I2'.length;
    const past = Buffer.from(archive).indexOf('PK', first) - first;
    // What follows the data of a stream repeats what the directory says, and is not read.
    const bytes = archive[6] === 8 ? past - 16 : past;
    expect(bytes).toBeGreaterThan(50);
    for (let at = 0; at < bytes; at += 7)
      expect(await unpacked(spoil(archive, 'S1/I2', at))).toEqual(ALL_BUT_SECOND);
  });

  it('loses one file where the header before it is damaged, or it says another size', async () => {
    const archive = zipSync(IMAGES, STORED);
    expect(await unpacked(spoil(archive, 'S1/I2', -'S1/I2'.length - 30))).toEqual(ALL_BUT_SECOND);
    const entry = Buffer.from(archive).lastIndexOf('S1/I2') - 46;
    const longer = archive.slice();
    new DataView(longer.buffer).setUint32(entry + 24, IMAGES['S1/I2'].length + 1, true);
    expect(await unpacked(longer)).toEqual(ALL_BUT_SECOND);
  });

  it('loses one file that holds more than it says, before all of that is in memory', async () => {
    const large = new Uint8Array(2 ** 27);
    const archive = zipSync({ ...IMAGES, 'S1/I2': large });
    const directory = Buffer.from(archive).lastIndexOf('S1/I2') - 46;
    const place = Buffer.from(archive).indexOf('S1/I2') - 30;
    new DataView(archive.buffer).setUint32(directory + 24, 1000, true);
    new DataView(archive.buffer).setUint32(place + 22, 1000, true);
    const sizes: number[] = [];
    const Real = Uint8Array;
    vi.stubGlobal(
      'Uint8Array',
      new Proxy(Real, {
        construct(of, given: ConstructorParameters<typeof Uint8Array>, as) {
          const made = Reflect.construct(of, given, as) as Uint8Array;
          sizes.push(made.byteLength);
          return made;
        },
      }),
    );
    const files = await unpacked(archive);
    vi.unstubAllGlobals();
    expect(files).toEqual(ALL_BUT_SECOND);
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(2 ** 20);
  });

  it('is read by its directory, whatever a member’s own header says of name, size and checksum', async () => {
    const archive = zipSync(IMAGES, STORED);
    for (const name of Object.keys(IMAGES)) {
      const header = new DataView(archive.buffer, Buffer.from(archive).indexOf(name) - 30);
      header.setUint16(6, header.getUint16(6, true) ^ (1 << 11), true);
      header.setUint32(18, 0, true);
      header.setUint32(22, 0, true);
    }
    expect(await unpacked(archive)).toEqual(Object.keys(IMAGES).map((name) => `ct.zip/${name} whole`));
  });

  it('has folders that are no files, whichever way their names end', async () => {
    const archive = zipSync({ 'S1/': new Uint8Array(), 'S2\\': new Uint8Array(), 'S1/I1': IMAGES['S1/I1'] });
    expect(await unpacked(archive)).toEqual(['ct.zip/S1/I1 whole']);
  });

  it('is damaged as a whole where nothing in it can be known for an image', async () => {
    const one = zipSync({ I1: tinyCt('1.1') });
    await expect(unpacked(spoil(one, 'I1', 40))).rejects.toThrow(HemolensError);
    const encrypted = zipSync(IMAGES, STORED);
    for (const name of Object.keys(IMAGES)) encrypted.set(spoil(encrypted, name, 140));
    await expect(unpacked(encrypted)).rejects.toThrow(/damaged or protected by a password/);
  });

  it('with a directory of 64 bits is read like any other', async () => {
    const archive = zipSync({ I1: tinyCt('1.1') }, STORED);
    const end = archive.length - 22;
    const directory = new DataView(archive.buffer).getUint32(end + 16, true);
    const wide = new Uint8Array(archive.length + 20 + 56 + 20);
    const view = new DataView(wide.buffer);
    const entryEnd = directory + 46 + 'I1'.length;
    wide.set(archive.subarray(0, entryEnd));
    // Sizes and place of the member in an extra field of its entry (APPNOTE 4.5.3).
    const { length } = tinyCt('1.1');
    view.setUint16(directory + 30, 20, true);
    view.setUint32(directory + 20, 0xffffffff, true);
    view.setUint32(directory + 24, 0xffffffff, true);
    view.setUint16(entryEnd, 1, true);
    view.setUint16(entryEnd + 2, 16, true);
    view.setUint32(entryEnd + 4, length, true);
    view.setUint32(entryEnd + 12, length, true);
    // The wide end of the directory, and its locator.
    const end64 = entryEnd + 20;
    view.setUint32(end64, 0x06064b50, true);
    view.setUint32(end64 + 32, 1, true);
    view.setUint32(end64 + 48, directory, true);
    view.setUint32(end64 + 56, 0x07064b50, true);
    view.setUint32(end64 + 64, end64, true);
    wide.set(archive.subarray(end), end64 + 76);
    view.setUint32(end64 + 76 + 16, 0xffffffff, true);
    expect(await unpacked(wide)).toEqual(['ct.zip/I1 whole']);
  });

  it('is not called damaged where memory runs out', async () => {
    const full = new RangeError('Array buffer allocation failed');
    const inMember = vi.spyOn(Uint8ArrayWriter.prototype, 'init').mockRejectedValue(full);
    await expect(unpacked(zipSync(IMAGES))).rejects.toBe(full);
    inMember.mockRestore();
    const inDirectory = vi.spyOn(ZipReader.prototype, 'getEntries').mockRejectedValue(full);
    await expect(unpacked(zipSync(IMAGES))).rejects.toBe(full);
    inDirectory.mockRestore();
    expect(await unpacked(zipSync(IMAGES))).toHaveLength(3);
  });
});
