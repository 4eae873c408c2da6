import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureChromium, ensureDicomTools } from './chromium.js';

/** `npm test`: format, types, lint, unit, training and end-to-end, each a script of its own, and one plain count at the end. */

const results = mkdtempSync(join(tmpdir(), 'hemolens-test-'));
process.env.CHROMIUM = ensureChromium();
ensureDicomTools();

const count = { passed: 0, failed: 0, skipped: 0 };

function run(script, environment = {}, extra = []) {
  console.log(`\n— ${script} —`);
  const command = ['run', '--silent', script, ...(extra.length ? ['--', ...extra] : [])];
  return (
    spawnSync('npm', command, { stdio: 'inherit', env: { ...process.env, ...environment } }).status === 0
  );
}

function check(script) {
  count[run(script) ? 'passed' : 'failed'] += 1;
}

/** A runner that writes a report counts its own tests; one that died before that is one failure. */
function suite(script, report, { environment, extra }, read) {
  const succeeded = run(script, environment, extra);
  let tests;
  try {
    tests = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    tests = { passed: 0, failed: 1, skipped: 0 };
  }
  if (!succeeded && tests.failed === 0) tests.failed = 1;
  for (const key of Object.keys(count)) count[key] += tests[key];
}

check('test:format');
check('test:types');
check('test:lint');

const unit = join(results, 'unit.json');
suite(
  'test:unit',
  unit,
  { extra: ['--reporter=default', '--reporter=json', `--outputFile.json=${unit}`] },
  (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  }),
);

const training = join(results, 'training.json');
suite('test:training', training, { extra: [`--report=${training}`] }, (report) => report);

const e2e = join(results, 'e2e.json');
suite(
  'test:e2e',
  e2e,
  { extra: ['--reporter=list,json'], environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: e2e } },
  ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }),
);

rmSync(results, { recursive: true, force: true });
console.log(
  `\n${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`,
);
process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
