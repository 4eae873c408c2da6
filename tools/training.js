import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { installed } from './chromium.js';

/**
 * `npm run test:training`: the tests of `training/`, by a Python that has PyTorch. Debian's packages are installed where
 * that may be; elsewhere the tests are skipped with a word, but never where `CI` is set.
 */

const NEEDED = 'import numpy, pydicom, torch, torchvision';
const PACKAGES = ['python3-torch', 'python3-torchvision', 'python3-pydicom', 'python3-matplotlib'];

/** @returns {string | undefined} the first Python here that has what the tests need */
function findPython() {
  const candidates = [process.env.PYTHON, 'python3', '/usr/bin/python3'];
  return candidates.find((python) => python && spawnSync(python, ['-c', NEEDED]).status === 0);
}

function ensurePython() {
  return findPython() ?? (installed(PACKAGES) ? findPython() : undefined);
}

/**
 * Counts from the two lines that unittest ends with: `Ran 12 tests in 0.8s`, and `OK (skipped=1)` or
 * `FAILED (failures=1, errors=2)`. A run that ends without them is one failure.
 */
function countOf(output, succeeded) {
  const ran = [...output.matchAll(/^Ran (\d+) tests? in /gm)].at(-1);
  if (!ran) return { passed: 0, failed: 1, skipped: 0 };
  const verdict = output.slice(ran.index);
  const of = (name) => Number(new RegExp(`[(,] ?${name}=(\\d+)`).exec(verdict)?.[1] ?? 0);
  const failed = of('failures') + of('errors') + of('unexpected successes');
  const skipped = of('skipped');
  return {
    passed: Math.max(0, Number(ran[1]) - failed - skipped),
    failed: succeeded ? failed : Math.max(1, failed),
    skipped,
  };
}

function runTests(python) {
  return new Promise((resolve) => {
    const tests = spawn(python, ['-m', 'unittest', 'discover', '-v', '-s', 'training', '-t', '.'], {
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let output = '';
    tests.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stderr.write(text);
    });
    tests.on('close', (code) => resolve(countOf(output, code === 0)));
  });
}

async function test() {
  const python = ensurePython();
  if (python) return runTests(python);
  const inCi = Boolean(process.env.CI);
  console.error(
    `The training tests ${inCi ? 'cannot run' : 'were skipped'}: no Python here has PyTorch, torchvision and pydicom. ` +
      `On Debian: apt-get install ${PACKAGES.join(' ')}. Elsewhere name one that has them in PYTHON.`,
  );
  return { passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1 };
}

const { values } = parseArgs({ options: { report: { type: 'string' } } });
const count = await test();
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(count));
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed === 0 ? 0 : 1;
