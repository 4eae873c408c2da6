/**
 * What decoding costs: every file under a folder, parsed and decoded to stored values on one thread, beside DCMTK's program
 * for its transfer syntax. DCMTK's time is the whole run of a program, from file to file; what such a run costs without
 * decoding (dcmconv of an uncompressed image of as many bytes as were decoded) is taken off.
 *
 *     npm run bench:decode -- FOLDER [--runs N]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findFiles } from '../cli/paths.ts';
import { decodeStored, parseInstance, transferSyntax } from '../src/dicom/index.ts';
import { quantile } from './statistics.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '15' } },
});
const [folder] = positionals;
const runs = Number(values.runs);
if (folder === undefined || !Number.isInteger(runs) || runs < 1) {
  throw new RangeError('npm run bench:decode -- FOLDER [--runs N]');
}

/** By the end of the UID; DCMTK has neither JPEG 2000 nor HTJ2K. */
const PEERS: readonly (readonly [RegExp, string])[] = [
  [/\.4\.(50|51|53|55|57|70)$/, 'dcmdjpeg'],
  [/\.4\.8[01]$/, 'dcmdjpls'],
  [/\.1\.2\.5$/, 'dcmdrle'],
  [/\.1\.2\.1\.99$/, 'dcmconv'],
];

const hasDcmtk = spawnSync('which', ['dcmdjpeg']).status === 0;
const work = await mkdtemp(join(tmpdir(), 'hemolens-decode-'));
console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}; medians of ${runs}, a frame`,
);
try {
  for await (const found of findFiles([folder])) {
    if ('failure' in found || typeof found.path !== 'string') continue;
    const line = await measured(found.path).catch(() => undefined);
    if (line !== undefined) console.log(line);
  }
} finally {
  await rm(work, { recursive: true });
}

async function measured(path: string): Promise<string | undefined> {
  const bytes = await readFile(path);
  const { instance } = parseInstance(bytes, path);
  const syntax = transferSyntax(instance.transferSyntaxUid);
  const once = () => decodeStored(parseInstance(bytes, path));
  const frames = await once();
  const failure = frames.find((frame) => 'code' in frame);
  if (failure) return undefined;
  // The first run loads the decoder, the next few are compiled while they run.
  for (let warm = 0; warm < 4; warm++) await once();
  const ours: number[] = [];
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    await once();
    ours.push((performance.now() - began) / instance.frames);
  }
  const peer = peerTime(path, instance.transferSyntaxUid, instance.frames);
  const beside = peer ? `${peer.program} ${peer.ms.toFixed(1)} ms` : 'no peer';
  return `${quantile(ours, 0.5).toFixed(1).padStart(6)} ms   ${beside.padEnd(18)} ${syntax?.name ?? ''} (${basename(path).slice(0, 30)}, ${instance.frames} of ${instance.rows} × ${instance.columns})`;
}

function peerTime(path: string, uid: string, frames: number): { program: string; ms: number } | undefined {
  const program = PEERS.find(([pattern]) => pattern.test(uid))?.[1];
  if (!hasDcmtk || program === undefined) return undefined;
  const [plain, out] = [join(work, 'plain.dcm'), join(work, 'out.dcm')];
  const uncompressed = program === 'dcmconv' ? ['+te'] : [];
  execFileSync(program, [...uncompressed, path, plain], { stdio: 'ignore' });
  const whole: number[] = [];
  const idle: number[] = [];
  for (let run = 0; run < runs; run++) {
    whole.push(timed(program, [...uncompressed, path, out]));
    idle.push(timed('dcmconv', [plain, out]));
  }
  return { program, ms: Math.max(0, quantile(whole, 0.5) - quantile(idle, 0.5)) / frames };
}

function timed(program: string, args: readonly string[]): number {
  const began = performance.now();
  execFileSync(program, args, { stdio: 'ignore' });
  return performance.now() - began;
}
