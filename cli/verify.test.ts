import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT, UsageError } from './command.ts';
import { command } from './verify.ts';

const shipped = fileURLToPath(new URL('../public/models/resnext26-16x4d-phantom', import.meta.url));
const SHARD = 'group1-shard2of4.bin';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hemolens-verify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(...args: string[]): Promise<string> {
  let out = '';
  const exit = await command.run(args, {
    out: (text) => (out += text),
    message: () => undefined,
    progress: () => undefined,
  });
  expect(exit).toBe(EXIT.done);
  return out;
}

/** A copy of the shipped model, to be damaged. */
async function copy(name: string): Promise<string> {
  const path = join(folder, name);
  await cp(shipped, path, { recursive: true });
  return path;
}

describe('verify', () => {
  it('finds the shipped model whole and right on this device, by its id', async () => {
    const out = await verify('resnext26-16x4d-phantom', '--device', 'wasm');
    expect(out).toContain('ResNeXt-26 16×4d');
    expect(out).toContain('self-test passed on wasm');
  });

  it('names a missing shard', async () => {
    const path = await copy('missing');
    await rm(join(path, SHARD));
    await expect(verify(path)).rejects.toMatchObject({
      code: 'model/missing-shard',
      file: expect.stringContaining(SHARD) as string,
    });
  });

  it('notices a single changed byte of the weights', async () => {
    const path = await copy('flipped');
    const bytes = await readFile(join(path, SHARD));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(join(path, SHARD), bytes);
    await expect(verify(path)).rejects.toMatchObject({ code: 'model/corrupt-weights' });
  });

  it('tells a model whose description is no JSON from one that is not there', async () => {
    const path = await copy('garbled');
    await writeFile(join(path, 'model.json'), '{"format": ');
    await expect(verify(path)).rejects.toMatchObject({
      code: 'model/bad-manifest',
      message: expect.stringContaining('JSON') as string,
      file: join(path, 'model.json'),
    });
    await expect(verify(join(folder, 'absent'))).rejects.toMatchObject({ code: 'cli/no-model' });
  });

  it('wants one model', async () => {
    await expect(verify()).rejects.toThrow(UsageError);
  });
});
