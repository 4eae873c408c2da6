import process from 'node:process';
import { hemolens } from './dispatch.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await hemolens(process.argv.slice(2), processTerminal());
