/** Arguments to a command and its exit code, whatever the command throws. */
import { HemolensError } from '../src/base/index.ts';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command.ts';

/** Loaded on demand: `inspect` need not wait for a GPU runtime to load. */
const commands: Record<string, () => Promise<Command>> = {
  score: async () => (await import('./score.ts')).command,
  verify: async () => (await import('./verify.ts')).command,
  convert: async () => (await import('./convert.ts')).command,
  inspect: async () => (await import('./inspect.ts')).command,
  phantom: async () => (await import('./phantom.ts')).command,
};

/** Never rejects. @param args  as the shell splits them, without the program's own name */
export async function hemolens(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(await help());
    return EXIT.done;
  }
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    terminal.message(
      name === undefined ? 'hemolens: no command given' : `hemolens: no command called ${name}`,
    );
    terminal.message(await help());
    return EXIT.usage;
  }
  const command = await load();
  if (asksForHelp(rest)) {
    terminal.out(`usage: hemolens ${command.usage}\n\n${command.summary}\n`);
    return EXIT.done;
  }
  try {
    return await command.run(rest, terminal);
  } catch (thrown) {
    return explain(thrown, command, terminal.message.bind(terminal));
  }
}

/** What stands behind `--` is a file, whatever its name. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((word) => word === '--help' || word === '-h');
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
