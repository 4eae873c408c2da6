import process from 'node:process';
import { HemolensError } from '../src/base/index.ts';
import { EXIT, UsageError, type Command, type ExitCode } from './command.ts';
import { processTerminal } from './terminal.ts';

/** Loaded on demand: `inspect` need not wait for a GPU runtime to load. */
const commands: Record<string, () => Promise<Command>> = {
  score: async () => (await import('./score.ts')).command,
  verify: async () => (await import('./verify.ts')).command,
  convert: async () => (await import('./convert.ts')).command,
  inspect: async () => (await import('./inspect.ts')).command,
  phantom: async () => (await import('./phantom.ts')).command,
};

async function main(args: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal();
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(await help());
    return EXIT.done;
  }
  const load = name === undefined ? undefined : commands[name];
  if (!load) {
    terminal.message(
      name === undefined ? 'hemolens: no command given' : `hemolens: no command called ${name}`,
    );
    terminal.message(await help());
    return EXIT.usage;
  }
  const command = await load();
  try {
    return await command.run(rest, terminal);
  } catch (thrown) {
    return explain(thrown, command, terminal.message.bind(terminal));
  }
}

function explain(thrown: unknown, command: Command, message: (line: string) => void): ExitCode {
  if (thrown instanceof UsageError || isParseArgsError(thrown)) {
    message(`hemolens ${command.name}: ${thrown.message}`);
    message(`usage: hemolens ${command.usage}`);
    return EXIT.usage;
  }
  if (thrown instanceof HemolensError) {
    message(
      `hemolens ${command.name}: ${thrown.file ? `${thrown.file}: ` : ''}${thrown.message} [${thrown.code}]`,
    );
    return EXIT.failure;
  }
  message(
    `hemolens ${command.name}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`,
  );
  return EXIT.failure;
}

/** `node:util` parseArgs reports unknown and malformed options this way. */
function isParseArgsError(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    typeof thrown.code === 'string' &&
    thrown.code.startsWith('ERR_PARSE_ARGS')
  );
}

async function help(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = all.map(({ usage, summary }) => `  ${usage}\n      ${summary}\n`);
  return `usage: hemolens <command>\n\n${lines.join('')}`;
}

process.exitCode = await main(process.argv.slice(2));
