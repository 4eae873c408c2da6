import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HEMORRHAGE_CLASSES, HemolensError } from '../src/base/index.ts';
import {
  architectureName,
  convertCheckpoint,
  DEFAULT_HEAD,
  DEFAULT_PREPROCESSING,
  parseHead,
  parsePreprocessing,
  sha256,
} from '../src/model/index.ts';
import { EXIT, UsageError, type Command } from './command.ts';
import { cardMarkdown, manifestCard, NOTHING_STATED, parseCard } from './modelCard.ts';
import { oneOf } from './options.ts';
import { shellWord } from './shellWord.ts';
import { isTooLarge } from './tooLarge.ts';
import { checkModelFolder, replaceModelFolder } from './writeModelFolder.ts';

const MEBIBYTE = 1024 * 1024;

/** A checkpoint of one's own becomes a model that page and terminal run. */
export const command: Command = {
  name: 'convert',
  usage:
    'convert CHECKPOINT --out DIR [--precision float32|float16|uint8] [--preprocess FILE] [--head FILE] [--card FILE] [--name NAME]',
  summary: 'A PyTorch checkpoint of a ResNeXt with six outputs to a model folder; nothing in it is executed.',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        precision: { type: 'string', default: 'float32' },
        preprocess: { type: 'string' },
        head: { type: 'string' },
        card: { type: 'string' },
        name: { type: 'string' },
      },
    });
    const [checkpoint, ...more] = positionals;
    if (checkpoint === undefined || more.length > 0) throw new UsageError('one checkpoint is wanted');
    if (values.out === undefined) throw new UsageError('--out names the folder to write');
    if (values.name?.trim() === '') throw new UsageError('--name is empty');
    const out = resolve(values.out);
    const precision = oneOf('precision', values.precision, ['float32', 'float16', 'uint8']);
    await checkModelFolder(out);

    const bytes = await read(checkpoint);
    const card =
      values.card === undefined ? NOTHING_STATED : parseCard(await readJson(values.card), values.card);
    const preprocessing =
      values.preprocess === undefined
        ? DEFAULT_PREPROCESSING
        : parsePreprocessing(await readJson(values.preprocess), values.preprocess);
    const head =
      values.head === undefined ? DEFAULT_HEAD : parseHead(await readJson(values.head), values.head);
    const { manifest, files } = await convertCheckpoint(bytes, {
      file: checkpoint,
      card: manifestCard(card, {
        folder: basename(out),
        name: values.name,
        checkpoint: basename(checkpoint),
        checkpointSha256: await sha256(bytes),
      }),
      preprocessing,
      head,
      precision,
      outputs: card.outputs,
      onProgress: (done, all) => terminal.progress(`computing the self-test: layer ${done} of ${all}`),
    });
    if (values.preprocess === undefined) {
      terminal.message(
        'no --preprocess: brain, subdural and bone window at 224 pixels are taken for granted',
      );
    }
    if (head.outputStride === 16) {
      terminal.message(
        'output stride 16: the last stage keeps its size, without dilation; a network of replace_stride_with_dilation is another',
      );
    }
    if (card.outputs === undefined) {
      terminal.message(`no outputs in --card: they are taken to be ${HEMORRHAGE_CLASSES.join(', ')}`);
    }
    const markdown = cardMarkdown(manifest, card.notes, [
      `convert ${shellWord(withoutFolder(checkpoint))}`,
      option('out', basename(out)),
      option('precision', precision),
      ...(values.preprocess === undefined ? [] : [option('preprocess', withoutFolder(values.preprocess))]),
      ...(values.head === undefined ? [] : [option('head', withoutFolder(values.head))]),
      ...(values.card === undefined ? [] : [option('card', withoutFolder(values.card))]),
      ...(values.name === undefined ? [] : [option('name', values.name)]),
    ]);
    await replaceModelFolder(out, new Map([...files, ['CARD.md', new TextEncoder().encode(markdown)]]));

    const size = [...files.values()].reduce((sum, { length }) => sum + length, 0) / MEBIBYTE;
    terminal.message(
      `${values.out}: ${architectureName(manifest.architecture)}, ${precision}, ${size.toFixed(1)} MiB in ${files.size} files`,
    );
    return EXIT.done;
  },
};

/** A file as the card repeats it: no folder of the machine it was written on, and not to be taken for an option. */
function withoutFolder(file: string): string {
  const name = basename(file);
  return name.startsWith('-') ? `./${name}` : name;
}

/** A value that begins with a dash is only taken where it is joined to its option. */
function option(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`;
}

async function read(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new HemolensError(
      'cli/cannot-read',
      isTooLarge(cause) ? TOO_LARGE : 'This file could not be read.',
      {
        file,
        cause,
      },
    );
  }
}

const TOO_LARGE =
  'This file has 2 GiB or more, which cannot be read whole. Save the state dict alone, without the optimizer, or in 16 bits: ' +
  'torch.save({name: value.half() for name, value in model.state_dict().items()}, ...).';

async function readJson(file: string): Promise<unknown> {
  const text = new TextDecoder().decode(await read(file));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HemolensError('cli/bad-json', 'This file is no JSON.', { file, cause });
  }
}
