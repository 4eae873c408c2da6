/** `score` as it is called in a terminal, on WebAssembly, what it answers, and a folder to call it on. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phantomSeries, writeDicom } from '../../src/phantom/index.ts';
import type { ExitCode, Terminal } from '../command.ts';
import { command } from '../score.ts';

/** A new folder with three slices, `9.dcm` to `7.dcm`: named against their order in space, which is what must decide. */
export async function phantomFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hemolens-score-'));
  const slices = [...phantomSeries({ seed: '5', slices: 3, size: 128, bleeds: ['subdural'] })];
  for (const [i, slice] of slices.entries()) {
    await writeFile(join(folder, `${9 - i}.dcm`), writeDicom(slice, { seed: '5' }));
  }
  return folder;
}

export const score = (...args: string[]) => scoreWhile(() => undefined, ...args);

/** @param meanwhile  done whenever a slice is scored */
export async function scoreWhile(
  meanwhile: () => void,
  ...args: string[]
): Promise<{ exit: ExitCode; out: string; messages: string }> {
  const out: string[] = [];
  const messages: string[] = [];
  const terminal: Terminal = {
    out: (text) => out.push(text),
    message: (line) => messages.push(line),
    progress: () => meanwhile(),
  };
  const exit = await command.run(['--device', 'wasm', ...args], terminal);
  return { exit, out: out.join(''), messages: messages.join('\n') };
}
