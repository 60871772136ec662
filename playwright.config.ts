import { defineConfig } from '@playwright/test';

const isRoot = process.getuid?.() === 0;

/** The journeys: one browser, one at a time, no second chances. `npm test` names the browser in CHROMIUM. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: process.env['AMPARO_E2E_OUTPUT'] ?? 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  use: {
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        // Chromium's own sandbox cannot be set up by root.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
