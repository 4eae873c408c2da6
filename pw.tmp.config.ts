import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, ensureChromium } from './tools/chromium.js';

const port = 4179;

/** End to end against the built page, served with the headers a host is asked to send. */
export default defineConfig({
  testDir: 'e2e',
  // One device, two cores: tests side by side would only wait for each other.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: ensureChromium(), args: CHROMIUM_ARGUMENTS },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `npm run --silent build && npm run --silent preview -- --port ${port} --strictPort`,
    url: `http://localhost:${port}`,
    timeout: 180_000,
    reuseExistingServer: false,
  },
});
