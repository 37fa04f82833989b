/** A headless Chromium, which comes as an npm package. */
import puppeteer, { type Browser } from 'puppeteer-core';

// Its types are those of an ES module.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const chromium = require('@sparticuz/chromium');

export async function startBrowser(): Promise<Browser> {
  return puppeteer.launch({
    args: [...chromium.args, '--no-sandbox', '--font-render-hinting=none'],
    executablePath: await chromium.executablePath(),
    headless: 'shell',
  });
}
