import { describe, expect, it } from 'vitest';
import { EXIT } from './command.ts';
import { hemolens } from './dispatch.ts';

async function run(...args: string[]) {
  const out: string[] = [];
  const messages: string[] = [];
  const exit = await hemolens(args, {
    out: (text) => out.push(text),
    message: (line) => messages.push(line),
    progress: () => undefined,
  });
  return { exit, out: out.join(''), messages: messages.join('\n') };
}

describe('hemolens', () => {
  it.each(['score', 'verify', 'convert', 'inspect', 'phantom'])(
    '%s --help prints its usage and what it does, as a sentence',
    async (name) => {
      const { exit, out, messages } = await run(name, '--help');
      expect(exit).toBe(EXIT.done);
      expect(messages).toBe('');
      const [usage, summary] = out.split('\n\n');
      expect(usage).toMatch(new RegExp(`^usage: hemolens ${name} `));
      expect(summary).toMatch(/^[A-Z].*\.\n$/s);
    },
  );

  it('helps whatever else is on the line, save behind --, where files stand', async () => {
    expect((await run('inspect', 'somewhere', '-h')).out).toContain('usage: hemolens inspect');
    const { exit, out } = await run('inspect', '--', '--help');
    expect(exit).toBe(EXIT.failure);
    expect(out).toContain('cli/no-such-path');
  });

  it('lists every command on --help', async () => {
    const { exit, out } = await run('--help');
    expect(exit).toBe(EXIT.done);
    for (const name of ['score', 'verify', 'convert', 'inspect', 'phantom'])
      expect(out).toContain(`  ${name} `);
  });

  it('ends with 2 and the usage where arguments are off, and names an unknown command', async () => {
    const { exit, messages } = await run('inspect');
    expect(exit).toBe(EXIT.usage);
    expect(messages).toContain('usage: hemolens inspect PATH...');
    expect((await run('inspekt')).messages).toContain('no command called inspekt');
    expect((await run('toString')).exit).toBe(EXIT.usage);
  });

  it('ends with 1 and the code where a command fails', async () => {
    const { exit, messages } = await run('verify', 'no-such-model');
    expect(exit).toBe(EXIT.failure);
    expect(messages).toMatch(/^hemolens verify: no-such-model: .+ \[cli\/no-model\]$/);
  });
});
