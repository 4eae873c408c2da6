#!/usr/bin/env node
// Runs the TypeScript sources as they are: there is no build step between reading this code and running it.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
