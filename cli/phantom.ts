/** `hemolens phantom`: synthetic head CT as DICOM files, with their truth on standard output. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HemolensError } from '../src/base/index.ts';
import {
  BLEED_KINDS,
  phantomFileName,
  phantomSeries,
  writeDicom,
  type BleedKind,
} from '../src/phantom/index.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { writeWhole } from './output.ts';
import { isLitter } from './paths.ts';

export const command: Command = {
  name: 'phantom',
  usage: 'phantom --out DIR [--slices N] [--seed S] [--bleed KIND]...',
  summary: `Writes a synthetic head CT; KIND is ${BLEED_KINDS.join(', ')} or none.`,
  async run(args, terminal) {
    const { out, slices, seed, bleeds } = parse(args);
    await makeFolder(out);
    const identity = { seed: [seed, slices, ...bleeds].join('/') };
    for (const slice of phantomSeries({ seed, slices, bleeds })) {
      const file = join(out, phantomFileName(slice));
      await writeWhole(file, writeDicom(slice, identity));
      terminal.out(`${JSON.stringify({ file, truth: slice.truth })}\n`);
      terminal.progress(`Wrote ${slice.index + 1} of ${slices} slices`);
    }
    return EXIT.done;
  },
};

interface Arguments {
  readonly out: string;
  readonly slices: number;
  readonly seed: string;
  readonly bleeds: readonly BleedKind[];
}

function parse(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      slices: { type: 'string', default: '28' },
      seed: { type: 'string', default: '1' },
      bleed: { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.out === undefined || values.out === '') throw new UsageError('--out DIR is missing');
  const slices = Number(values.slices);
  if (!/^\d+$/.test(values.slices) || slices < 1 || slices > 2000) {
    throw new UsageError(`--slices takes a whole number from 1 to 2000, not ${values.slices}`);
  }
  return { out: values.out, slices, seed: values.seed, bleeds: parseBleeds(values.bleed) };
}

function parseBleeds(names: readonly string[]): BleedKind[] {
  if (names.includes('none') && names.length > 1) throw new UsageError('--bleed none stands alone');
  return names
    .filter((name) => name !== 'none')
    .map((name) => {
      const kind = BLEED_KINDS.find((known) => known === name);
      if (!kind) throw new UsageError(`--bleed takes ${BLEED_KINDS.join(', ')} or none, not ${name}`);
      return kind;
    });
}

/**
 * A folder of this series alone: slices left there by a longer one would join it.
 * @throws {HemolensError} `cli/cannot-write`, `cli/folder-not-empty`
 */
async function makeFolder(folder: string): Promise<void> {
  let names: readonly string[];
  try {
    await mkdir(folder, { recursive: true });
    names = await readdir(folder);
  } catch (cause) {
    throw new HemolensError('cli/cannot-write', 'The folder for the result could not be made.', {
      file: folder,
      cause,
    });
  }
  if (names.every(isLitter)) return;
  throw new HemolensError(
    'cli/folder-not-empty',
    'This folder holds files already, which would mix with the new series: name a new one.',
    { file: folder },
  );
}
