/** What `npm run bench` may be asked for. */
import { parseArgs } from 'node:util';
import { CONTENDERS, type ContenderName } from './contenders.ts';
import { MODELS, type BenchModel } from './names.ts';

export const ADAPTERS = ['auto', 'software'] as const;
export type AdapterChoice = (typeof ADAPTERS)[number];
export const PLACES = ['browser', 'node'] as const;

export interface Options {
  readonly help: boolean;
  readonly where: (typeof PLACES)[number];
  readonly adapter: AdapterChoice;
  readonly contenders: readonly ContenderName[];
  readonly models: readonly BenchModel[];
  readonly batches: readonly number[];
  readonly runs: number;
  readonly patienceMs: number;
  readonly threads: number;
  readonly json: string | undefined;
}

export const HELP = `Usage: npm run bench -- [OPTION]...

Slices through the same network on the same weights: ours beside the runtimes people know, in one run, on one adapter,
in turn. Outputs are compared before any time counts.

  --models A,B       ${MODELS.join(', ')} (default: default,resnext50)
  --batches N,M      slices handed over at once (default: 1)
  --contenders A,B   ${CONTENDERS.slice(0, 4).join(', ')},
                     ${CONTENDERS.slice(4).join(', ')}
                     (default: all; the last in Node alone, where onnxruntime-node is installed)
  --runs N           timed runs of each, after its warm-up (default: 5)
  --patience SECONDS what one contender may take in all, start not counted, for one model and batch (default: 240):
                     a slow one is given fewer runs, one whose first run takes longer is stopped
  --threads N        for onnxruntime-web's WebAssembly; the others compute on one (default: 1)
  --in PLACE         browser (Chromium), or node (over Dawn; needs no browser) (default: browser)
  --adapter CHOICE   of the browser: auto takes a graphics processor where there is one, software takes SwiftShader
                     (default: auto)
  --json FILE        writes what was measured

Where SwiftShader on two cores is the only adapter, the default takes about a quarter of an hour, most of it in stock
tfjs; \`--models default\` takes three minutes. Everything, on a graphics processor:

  npm run bench -- --models ${MODELS.join(',')} --batches 1,8 --runs 20 --json bench.json
`;

/** @throws {RangeError} in words for the user, where an argument is none of the above */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parse(args);
  const where = oneOf('--in', values.in, PLACES);
  return {
    help: values.help,
    where,
    adapter: oneOf('--adapter', values.adapter, ADAPTERS),
    contenders:
      values.contenders === undefined
        ? CONTENDERS.filter((name) => where === 'node' || name !== 'ort-node-webgpu')
        : values.contenders.split(',').map((name) => oneOf('--contenders', name, CONTENDERS)),
    models: values.models.split(',').map((name) => oneOf('--models', name, MODELS)),
    batches: values.batches.split(',').map((batch) => wholeNumber('--batches', batch)),
    runs: wholeNumber('--runs', values.runs),
    patienceMs: wholeNumber('--patience', values.patience) * 1000,
    threads: wholeNumber('--threads', values.threads),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        in: { type: 'string', default: 'browser' },
        adapter: { type: 'string', default: 'auto' },
        contenders: { type: 'string' },
        models: { type: 'string', default: 'default,resnext50' },
        batches: { type: 'string', default: '1' },
        runs: { type: 'string', default: '5' },
        patience: { type: 'string', default: '240' },
        threads: { type: 'string', default: '1' },
        json: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new RangeError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function oneOf<Name extends string>(option: string, wanted: string, all: readonly Name[]): Name {
  const found = all.find((name) => name === wanted);
  if (!found) throw new RangeError(`${option} takes ${all.join(', ')}, not “${wanted}”.`);
  return found;
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new RangeError(`${option} takes whole numbers from 1, not “${text}”.`);
  return number;
}
