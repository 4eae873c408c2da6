/** `hemolens phantom`: synthetic head CT as DICOM files, with their truth on standard output. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  BLEED_KINDS,
  FEATURES,
  phantomFileName,
  phantomSeries,
  writeDicom,
  type BleedKind,
} from '../src/phantom/index.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { makeFolder } from './newFolder.ts';
import { writeWhole } from './output.ts';
import { writeArrays } from './phantomArrays.ts';
import { writeImages } from './phantomImages.ts';
import type { PairsOptions } from './phantomPairs.ts';

export const command: Command = {
  name: 'phantom',
  usage:
    'phantom --out DIR [--slices N] [--seed S] [--bleed KIND]...\n' +
    '       phantom --arrays|--images --out DIR --count N [--seed S] [--from N] [--background DIR]... [--background-share X]\n' +
    '               [--without FEATURE]...',
  summary:
    `Writes a synthetic head CT; KIND is ${BLEED_KINDS.join(', ')} or none. With --arrays: slices to train on, in pairs ` +
    'with and without a bleed, some inserted into the real series of --background; with --images the same as ' +
    `DICOM files. FEATURE is ${FEATURES.join(', ')}.`,
  async run(args, terminal) {
    const given = parse(args);
    if ('count' in given) return (given.as === 'arrays' ? writeArrays : writeImages)(given, terminal);
    const { out, slices, seed, bleeds } = given;
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

const OF_SERIES = ['slices', 'bleed'] as const;
const OF_PAIRS = ['count', 'from', 'background', 'background-share', 'without'] as const;

function parse(args: readonly string[]): Arguments | (PairsOptions & { readonly as: 'arrays' | 'images' }) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string' },
      slices: { type: 'string' },
      seed: { type: 'string', default: '1' },
      bleed: { type: 'string', multiple: true },
      arrays: { type: 'boolean', default: false },
      images: { type: 'boolean', default: false },
      count: { type: 'string' },
      from: { type: 'string' },
      background: { type: 'string', multiple: true },
      'background-share': { type: 'string' },
      without: { type: 'string', multiple: true },
    },
  });
  if (values.arrays && values.images) throw new UsageError('--arrays or --images, not both');
  const pairs = values.arrays || values.images;
  const stray = (pairs ? OF_SERIES : OF_PAIRS).find((option) => values[option] !== undefined);
  if (stray)
    throw new UsageError(`--${stray} is of the form ${pairs ? 'without' : 'with'} --arrays or --images`);
  if (values.out === undefined || values.out === '') throw new UsageError('--out DIR is missing');
  if (pairs) {
    if (values['background-share'] !== undefined && values.background === undefined) {
      throw new UsageError('--background-share says nothing without --background');
    }
    if (values.without?.includes('planes') && values.background === undefined) {
      throw new UsageError('--without planes says nothing without --background');
    }
    const share = Number(values['background-share'] ?? 0.35);
    if (!(share >= 0 && share <= 1)) throw new UsageError('--background-share takes a number from 0 to 1');
    const count = whole('count', values.count ?? '');
    if (count < 1) throw new UsageError('--count is at least 1');
    return {
      as: values.arrays ? 'arrays' : 'images',
      out: values.out,
      seed: values.seed,
      count,
      from: whole('from', values.from ?? '0'),
      backgrounds: values.background ?? [],
      share,
      without: among(FEATURES, values.without ?? [], `--without takes ${FEATURES.join(', ')}`),
    };
  }
  const given = values.slices ?? '28';
  const slices = Number(given);
  if (!/^\d+$/.test(given) || slices < 1 || slices > 2000) {
    throw new UsageError(`--slices takes a whole number from 1 to 2000, not ${given}`);
  }
  return { out: values.out, slices, seed: values.seed, bleeds: parseBleeds(values.bleed ?? []) };
}

function whole(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError(`--${option} takes a whole number, not ${text || 'nothing'}`);
  return Number(text);
}

function parseBleeds(names: readonly string[]): BleedKind[] {
  if (names.includes('none') && names.length > 1) throw new UsageError('--bleed none stands alone');
  const kinds = names.filter((name) => name !== 'none');
  return among(BLEED_KINDS, kinds, `--bleed takes ${BLEED_KINDS.join(', ')} or none`);
}

/** @throws {UsageError} `takes`, and which name is none of those that are known */
function among<Name extends string>(known: readonly Name[], names: readonly string[], takes: string): Name[] {
  return names.map((name) => {
    const found = known.find((one) => one === name);
    if (!found) throw new UsageError(`${takes}, not ${name}`);
    return found;
  });
}
