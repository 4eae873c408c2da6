import { zipSync } from 'fflate';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../base/index.ts';
import type { ReadInstance } from '../dicom/index.ts';
import { nothingFound, readFiles, type IntakeFile } from './index.ts';
import type { IntakeProgress } from './types.ts';
import { readSource, type FileSource } from './readFiles.ts';
import { discIndex, tinyCt } from './testing/dicom.ts';

type Content = string | Uint8Array<ArrayBuffer>;

function named(files: Record<string, Content>): IntakeFile[] {
  return Object.entries(files).map(([path, content]) => ({ path, file: new File([content], path) }));
}

async function read(files: readonly IntakeFile[]) {
  const images: ReadInstance[] = [];
  const failures: Failure[] = [];
  await readFiles(
    files,
    {
      onInstance: (image) => void images.push(image),
      onFailure: (failure) => void failures.push(failure),
      onProgress: () => undefined,
    },
    new AbortController().signal,
  );
  return { paths: images.map(({ instance }) => instance.file), images, failures };
}

const reasons = (failures: readonly Failure[]) =>
  Object.fromEntries(failures.map(({ file = '', code, reason }) => [file, `${code}: ${reason}`]));

describe('reading files', () => {
  it('reads images in the order of their paths, whatever their names end in', async () => {
    const { paths, images, failures } = await read(
      named({ 'CD/I10': tinyCt('1.10'), 'CD/I9.txt': tinyCt('1.9'), 'CD/I1.jpg': tinyCt('1.1') }),
    );
    expect(failures).toEqual([]);
    expect(paths).toEqual(['CD/I1.jpg', 'CD/I9.txt', 'CD/I10']);
    const [first] = images;
    expect(first?.slices[0]?.frame).toMatchObject({ rows: 2, columns: 2, min: 0, max: 3 });
  });

  it('names what is no image, and reads the rest', async () => {
    const { paths, failures } = await read(
      named({
        'a.dcm': '',
        'b.dcm': '%PDF-1.7',
        'c.dcm': 'Dear colleague,\r\nplease find enclosed',
        'd.dcm': '\u0000\u0001\u0002\u0003',
        'e.dcm': 'MZ\u0000',
        'f.dcm': '\0\0\0\x20ftypisom',
        'g.tar': `${'g'.padEnd(257, '\0')}ustar`,
        'h.dcm': tinyCt('1.2'),
      }),
    );
    expect(paths).toEqual(['h.dcm']);
    expect(reasons(failures)).toEqual({
      'a.dcm': 'dicom/empty-file: The file is empty.',
      'b.dcm': 'dicom/not-dicom: This is a PDF document, not a DICOM image.',
      'c.dcm': 'dicom/not-dicom: This is a text file, not a DICOM image.',
      'd.dcm': 'dicom/not-dicom: This is not a DICOM file.',
      'e.dcm': 'dicom/not-dicom: This is a Windows program, not a DICOM image.',
      'f.dcm': 'dicom/not-dicom: This is a video, not a DICOM image.',
      'g.tar': 'dicom/not-dicom: This is a tar archive: unpack it and open what is inside.',
    });
  });

  it('calls an index of a disc what it is, by whatever name', async () => {
    const { failures } = await read(named({ 'S1/DIRFILE': discIndex() }));
    expect(failures).toMatchObject([{ code: 'dicom/dicomdir', file: 'S1/DIRFILE' }]);
    expect(failures[0]?.reason).toMatch(/index of the disc.*read directly/);
  });

  it('says nothing of the companions that macOS leaves on a disc', async () => {
    const { failures, paths } = await read(named({ '._I1': '\0\x05\x16\x07\0\x02', I1: tinyCt('1.1') }));
    expect(failures).toEqual([]);
    expect(paths).toEqual(['I1']);
  });

  it('looks at the beginning of a file before it loads the whole', async () => {
    const file = new File(['\0\0\0\x20ftypisom', new Uint8Array(2 * 1024 * 1024)], 'video.dcm');
    file.arrayBuffer = () => Promise.reject(new Error('loaded whole'));
    const { failures } = await read([{ path: 'video.dcm', file }]);
    expect(failures).toMatchObject([{ reason: 'This is a video, not a DICOM image.' }]);
  });

  it('refuses an image that no browser can hold before it loads it', async () => {
    const file = new File([tinyCt('1.1'), new Uint8Array(5000)], 'huge.dcm');
    Object.defineProperty(file, 'size', { value: 3 * 2 ** 30 });
    file.arrayBuffer = () => Promise.reject(new Error('loaded whole'));
    const { failures } = await read([{ path: 'huge.dcm', file }]);
    expect(failures).toMatchObject([{ code: 'intake/too-large', file: 'huge.dcm' }]);
    expect(failures[0]?.reason).toContain('3.0 GB');
  });

  it('tells a file that vanished meanwhile, and one whose entry would not open', async () => {
    const gone = new File([tinyCt('1.1')], 'gone.dcm');
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    const failure = { code: 'intake/unreadable', reason: 'Locked.', file: 'locked.dcm' };
    const { failures } = await read([
      { path: 'gone.dcm', file: gone },
      { path: 'locked.dcm', file: new File([], 'locked.dcm'), failure },
    ]);
    expect(failures).toMatchObject([{ code: 'intake/unreadable', file: 'gone.dcm' }, failure]);
  });

  it('tells that memory ran out in words of its own', async () => {
    const file = new File([tinyCt('1.1')], 'large.dcm');
    file.arrayBuffer = () => Promise.reject(new RangeError('Array buffer allocation failed'));
    const { failures } = await read([{ path: 'large.dcm', file }]);
    expect(failures).toMatchObject([{ code: 'intake/no-memory', file: 'large.dcm' }]);
    expect(failures[0]?.reason).toContain('more memory');
  });

  it('stops with the reason of the signal', async () => {
    const listener = { onInstance: () => undefined, onFailure: () => undefined, onProgress: () => undefined };
    await expect(
      readFiles(named({ I1: tinyCt('1.1') }), listener, AbortSignal.abort()),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('reading from a source that makes files', () => {
  const listen = (images: string[], totals: number[]) => ({
    onInstance: ({ instance }: ReadInstance) => void images.push(instance.file),
    onFailure: () => undefined,
    onProgress: ({ filesFound }: IntakeProgress) => void totals.push(filesFound),
  });

  it('reads each file while the next is made, and knows from the first how many there will be', async () => {
    const images: string[] = [];
    const totals: number[] = [];
    const source: FileSource = async (add) => {
      for (let made = 0; made < 3; made++) {
        await expect.poll(() => images.length).toBe(made);
        add({ path: `I${made}`, file: new File([tinyCt(`1.${made}`)], `I${made}`) }, 3);
      }
    };
    await readSource(source, listen(images, totals), new AbortController().signal);
    expect(images).toEqual(['I0', 'I1', 'I2']);
    expect(totals).toEqual([0, 3, 3, 3]);
  });

  it('fails as its source does', async () => {
    const source: FileSource = () => Promise.reject(new Error('no phantom'));
    await expect(readSource(source, listen([], []), new AbortController().signal)).rejects.toThrow(
      'no phantom',
    );
  });

  it('stops its source where it is cancelled', async () => {
    const controller = new AbortController();
    let stopped = false;
    const source: FileSource = (_, signal) =>
      new Promise(() => signal.addEventListener('abort', () => (stopped = true)));
    const all = readSource(source, listen([], []), controller.signal);
    controller.abort(new Error('enough'));
    await expect(all).rejects.toThrow('enough');
    expect(stopped).toBe(true);
  });
});

describe('a zip archive', () => {
  const images = {
    'S1/I10': tinyCt('1.10'),
    'S1/I2': tinyCt('1.2'),
    '__MACOSX/I2': tinyCt('1.3'),
    'S1/.DS_Store': tinyCt('1.4'),
  };

  it('is read as the folder it was packed from', async () => {
    const { paths, failures } = await read(
      named({ 'ct.zip': zipSync({ ...images, 'a.txt': new Uint8Array([65]) }) }),
    );
    expect(paths).toEqual(['ct.zip/S1/I2', 'ct.zip/S1/I10']);
    expect(reasons(failures)).toEqual({
      'ct.zip/a.txt': 'dicom/not-dicom: This is a text file, not a DICOM image.',
    });
  });

  it('is one line, not one for every part, where no image is in it', async () => {
    const document = zipSync({
      '[Content_Types].xml': new Uint8Array([60]),
      'word/document.xml': new Uint8Array([60]),
    });
    const { failures } = await read(named({ 'report.docx': document }));
    expect(failures).toMatchObject([{ code: 'dicom/not-dicom', file: 'report.docx' }]);
  });

  it('is not opened within another, for such may never end', async () => {
    const { paths, failures } = await read(
      named({ 'a.zip': zipSync({ 'b.zip': zipSync(images), I1: tinyCt('1.1') }) }),
    );
    expect(paths).toEqual(['a.zip/I1']);
    expect(failures).toMatchObject([{ code: 'intake/packed', file: 'a.zip/b.zip' }]);
  });

  it('is told as damaged where its end is missing', async () => {
    const { failures } = await read(named({ 'ct.zip': zipSync(images).slice(0, 300) }));
    expect(failures).toMatchObject([{ code: 'intake/damaged-archive', file: 'ct.zip' }]);
  });

  it('that holds one image damaged names it and reads the others', async () => {
    const archive = zipSync(images, { level: 0 });
    const first = Buffer.from(archive).indexOf(images['S1/I2']);
    archive.fill(7, first + images['S1/I2'].length - 2, first + images['S1/I2'].length);
    const { paths, failures } = await read(named({ 'ct.zip': archive }));
    expect(paths).toEqual(['ct.zip/S1/I10']);
    expect(failures).toMatchObject([{ code: 'intake/damaged-archive', file: 'ct.zip/S1/I2' }]);
    expect(failures[0]?.reason).toMatch(/damaged in its archive/);
  });

  it('is not unpacked where it says it holds more than a tab can bear', async () => {
    const bomb = zipSync({ zeros: new Uint8Array(1000) });
    // The unpacked size in the entry of the directory at the end (APPNOTE 4.3.12), which follows its signature.
    const entry = Buffer.from(bomb).indexOf('PK\x01\x02');
    new DataView(bomb.buffer).setUint32(entry + 24, 2 ** 31, true);
    const { failures } = await read(named({ 'bomb.zip': bomb }));
    expect(failures).toMatchObject([{ code: 'intake/too-large', file: 'bomb.zip' }]);
  });
});

describe('nothing found', () => {
  it('says whether there were files at all', () => {
    expect(nothingFound(0).reason).toMatch(/^There were no files/);
    expect(nothingFound(1).reason).toMatch(/^The file is no DICOM image/);
    expect(nothingFound(12).reason).toMatch(/^None of the 12 files is a DICOM image/);
  });
});

const data = process.env.HEAD_CT_DATA ?? '../shared/data';

describe.skipIf(!existsSync(data))(`real discs (skipped where ${data} is absent)`, () => {
  function folder(name: string): IntakeFile[] {
    return readdirSync(join(data, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: path.slice(data.length + 1), file: new File([readFileSync(path)], path) }));
  }

  it('reads every slice of a head CT in the order of its files', async () => {
    const { paths, failures } = await read(folder('head-ct-ge'));
    expect(failures).toEqual([]);
    expect(paths).toEqual(
      Array.from({ length: 28 }, (_, index) => `head-ct-ge/${String(index + 1).padStart(2, '0')}.dcm`),
    );
  });

  it('reads the images of a Philips disc and calls its five indices indices', async () => {
    const { paths, failures } = await read(folder('phantom-philips'));
    expect(paths.filter((path) => path.includes('/S2010/'))).toHaveLength(28);
    expect(paths).toContain('phantom-philips/S21570/S1000/I10');
    const indices = failures.filter(({ code }) => code === 'dicom/dicomdir').map(({ file }) => file);
    expect(indices).toHaveLength(5);
    expect(paths.length + failures.length).toBe(40);
  });

  it('gives every malformed file a line or an image, and breaks on none', async () => {
    const files = folder('malformed');
    const { paths, failures } = await read(files);
    expect([...paths, ...failures.map(({ file }) => file)].toSorted()).toEqual(
      files.map(({ path }) => path).toSorted(),
    );
    expect(failures.map(({ code }) => code)).not.toContain('intake/unexpected');
  });
});
