import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { chromium as playwrightChromium } from '@playwright/test';

/** The browser of the end-to-end tests and benchmarks: the system's own Chromium before a download. */

const CANDIDATES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @returns {string | undefined} the path of a Chromium that is there */
export function findChromium() {
  return [...CANDIDATES, playwrightChromium.executablePath()].find((path) => path && existsSync(path));
}

/**
 * WebGPU on the CPU, so that the tests run where there is no graphics processor; nothing that calls home.
 * A sandbox cannot be had as root.
 */
export const CHROMIUM_ARGUMENTS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Gets Chromium where it is missing: Debian's package where we may install it and there is one, else Playwright's own build. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  // A bare machine has no font, and text without one has no size.
  if (!installed(['chromium', 'fonts-dejavu-core'])) {
    execFileSync('npx', ['playwright', 'install', '--with-deps', 'chromium'], { stdio: 'inherit' });
  }
  const path = findChromium();
  if (!path) throw new Error('No Chromium could be found or installed: set CHROMIUM to the path of one.');
  return path;
}

/**
 * Gets the references of window and export tests where that is possible: DCMTK (dcmj2pnm, dsrdump, dsr2html) and
 * dicom3tools (dciodvfy). Those tests skip without them.
 */
export function ensureDicomTools() {
  const missing = [
    ['/usr/bin/dcmj2pnm', 'dcmtk'],
    ['/usr/bin/dciodvfy', 'dicom3tools'],
  ].filter(([program]) => !existsSync(program));
  if (missing.length > 0) installed(missing.map(([, name]) => name));
}

/**
 * Installs packages where we may.
 * @returns whether they are there now: there may be no network, and Ubuntu has no package of Chromium
 */
export function installed(names) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${names.join(', ')} with apt-get`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    for (const step of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', ...names],
    ]) {
      execFileSync('apt-get', step, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    }
    return true;
  } catch (cause) {
    console.error(`They could not be installed: ${cause.message}`);
    return false;
  }
}
