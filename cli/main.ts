import process from 'node:process';
import { hemolens } from './dispatch.ts';
import { processTerminal } from './terminal.ts';

// npm runs a script in the package's folder; paths are meant from where its user stands.
if (process.env.npm_lifecycle_event === 'hemolens' && process.env.INIT_CWD)
  process.chdir(process.env.INIT_CWD);

process.exitCode = await hemolens(process.argv.slice(2), processTerminal());
