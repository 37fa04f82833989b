/** The page in a browser: what it shows, by pointer and by keyboard, for everybody, and that it asks nobody for anything. */
/// <reference lib="dom" />
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { start, temporaryFolder } from '../sandbox/support';
import { startBrowser } from '../util/browser';
import { COMMAND } from '../util/built-library';
import { type Estate, ESTATE_NOW, writeEstate } from '../util/token-estate';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

jest.setTimeout(120_000);

let browser: Browser;
let page: Page;
let file: string;
const requests: string[] = [];
const complaints: string[] = [];

function makePage(estate: Estate, args: string[], environment: NodeJS.ProcessEnv): string {
  const output = join(estate.folder, 'page.html');
  const { stderr, status } = spawnSync(process.execPath, [COMMAND, 'inventory', ...args, '--now', ESTATE_NOW, '--format', 'html', '--output', output], {
    cwd: estate.folder, encoding: 'utf8', env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, TERRAFORM_BINARY_NAME: estate.terraform, ...environment },
  });
  expect([status, stderr]).toEqual([0, '']);
  return output;
}

async function open(url: string, theme: 'light' | 'dark' = 'light'): Promise<void> {
  await page?.close();
  page = await browser.newPage();
  requests.splice(0);
  complaints.splice(0);
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push((error as Error).message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.setViewport({ width: 1400, height: 1000 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.goto(url);
}

const texts = (selector: string): Promise<string[]> => page.$$eval(selector, (found) => found.map(({ textContent }) => textContent ?? ''));
const names = (): Promise<string[]> => texts('tbody .name');
const text = async (selector: string): Promise<string> => (await texts(selector)).join('|');

const folder = mkdtempSync(join(tmpdir(), 'inventory-page-'));
beforeAll(async () => {
  browser = await startBrowser();
  file = pathToFileURL(makePage(writeEstate(folder, { stacks: 9, tokensPerStack: 8 }), ['--state'], {})).href;
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('shows the summary first, then time line, tokens and chains, and asks nobody for anything', async () => {
  await open(file);
  expect(await texts('h1, h2')).toEqual(['Access tokens', 'Time line', 'Tokens', 'Chains']);
  expect(await text('.figure .number')).toBe('72|1|12|59|6|3');
  expect(await text('.kind-title')).toBe('Ended|Ends soon|Never ends|Secret lost');
  expect(await text('.count')).toBe('72 tokens');
  expect((await names())[0]).toBe('data-platform dashboards 7');
  await page.mouse.wheel({ deltaY: 5_000 });
  await page.click('tbody .name');
  expect(requests).toEqual([file]);
  expect(complaints).toEqual([]);
});

test('its policy forbids requests, whatever a script would want', async () => {
  await open(file);
  const outcomes = await page.evaluate(async () => {
    const image = new Image();
    const loaded = new Promise((fulfil) => {
      image.onload = () => fulfil('loaded');
      image.onerror = () => fulfil('refused');
    });
    image.src = 'http://127.0.0.1:9/x.png';
    return Promise.all([fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused'), loaded]);
  });
  expect(outcomes).toEqual(['refused', 'refused']);
  expect(complaints.join()).toContain('Content Security Policy');
});

test('filters by words, system, scope, owner and finding, and a bookmark keeps it', async () => {
  await open(file);
  await page.type('#search', 'dashboards CHECKOUT');
  expect(await names()).toEqual(['checkout dashboards 7']);
  expect(await text('.count')).toBe('1 of 72 tokens');
  await page.click('.controls button');
  expect((await names()).length).toBeGreaterThan(50);
  await page.select('select[aria-label=System]', 'Harness');
  await page.select('select[aria-label=Owner]', 'search_bot');
  expect(await text('.count')).toBe('4 of 72 tokens');
  await page.select('select[aria-label=Finding]', 'ends-soon');
  expect(await names()).toEqual(['Deploy_0']);
  await open(page.url());
  expect(await names()).toEqual(['Deploy_0']);
  expect(await page.$eval('select[aria-label=Owner]', (element) => (element as HTMLSelectElement).value)).toBe('search_bot');
  await page.click('.controls button');
  await page.select('select[aria-label=Scope]', 'SandboxAccount00000000/delivery/fraud_prod');
  expect(await text('.count')).toBe('4 of 72 tokens');
});

test('a figure of the summary filters, and filters no more when pressed again', async () => {
  await open(file);
  await page.click('.figure.error');
  expect(await names()).toEqual(['data-platform dashboards 7']);
  expect(await page.$eval('.figure.error', (element) => element.getAttribute('aria-pressed'))).toBe('true');
  await page.click('.figure.error');
  expect(await text('.count')).toBe('72 tokens');
  await page.click('.kind:nth-child(2)');
  expect(await text('.count')).toBe('6 of 72 tokens');
});

test('sorts by each column, both ways, and says so', async () => {
  await open(file);
  await page.click('thead th:nth-child(1) button');
  const up = await names();
  expect(up.map((name) => name.toLowerCase())).toEqual(up.map((name) => name.toLowerCase()).sort());
  expect(await page.$eval('thead th:nth-child(1)', (element) => element.getAttribute('aria-sort'))).toBe('ascending');
  await page.click('thead th:nth-child(1) button');
  expect((await names())[0].toLowerCase() > up[0].toLowerCase()).toBe(true);
  expect(await page.$$eval('th[aria-sort]', (found) => found.length)).toBe(1);
  await page.click('thead th:nth-child(5) button');
  const ends = (await texts('tbody td:nth-child(5)')).map((cell) => cell.slice(0, 10));
  expect(ends).toEqual([...ends].sort());
});

test('rows come as they are scrolled to', async () => {
  await open(file);
  expect((await names()).length).toBeLessThanOrEqual(72);
  await page.evaluate(() => document.querySelector('.table-end')!.scrollIntoView());
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 72);
});

test('everything is in reach of the keyboard', async () => {
  await open(file);
  const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
  await page.keyboard.press('/');
  expect(await focused()).toBe('search');
  await page.keyboard.type('deploy_0');
  expect(await text('.count')).toBe('9 of 72 tokens');
  await page.keyboard.press('Escape');
  expect(await text('.count')).toBe('72 tokens');
  await page.focus('tbody .name');
  const [first, second] = await names();
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toBe(second);
  await page.keyboard.press('ArrowUp');
  expect(await focused()).toBe(first);
  await page.keyboard.press('End');
  expect(await focused()).toBe((await names()).at(-1));
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  expect(await text('dialog[open] h2')).toBe(first);
  await page.keyboard.press('Escape');
  expect(await page.$('dialog[open]')).toBeNull();
  expect(await focused()).toBe(first);
  await page.$eval('section svg.chains [role=button]', (element) => (element as SVGElement).focus());
  await page.keyboard.press('Enter');
  expect(await text('dialog[open] h2')).not.toBe('');
});

test('a token opens with what is wrong, the commands, its chain and its facts', async () => {
  await open(file);
  await page.type('#search', 'data-platform dashboards');
  await page.click('tbody .name');
  const shown = await text('dialog[open]');
  for (const part of ['Ended', 'It ended at 2026-11-22T09:00:00.000Z.', 'give it a later end (expiresAt)', 'cdktf deploy data-platform-prod', 'dynatrace_api_token.Ingest7', 'kubernetes_secret.Ingest7_Secret']) {
    expect(shown).toContain(part);
  }
  expect(await texts('dialog[open] svg.chains .axis')).toEqual(['Account or owner', 'Token', 'Used by']);
});

test('the chains go from the account over key and token to what uses it', async () => {
  await open(file);
  await page.type('#search', 'search_bot deploy_0');
  expect(await texts('section svg.chains .axis')).toEqual(['Account or owner', 'API key', 'Token', 'Used by']);
  expect((await texts('section svg.chains .node > text:not(.detail)'))).toEqual(['search_bot', 'Deploy', 'Deploy_0', expect.stringContaining('kubernetes_secret.Bot0'), 'output Token0']);
  expect(await page.$$eval('section svg.chains .link', (found) => found.length)).toBe(4);
});

test.each(['light', 'dark'] as const)('axe finds nothing in %s: contrast, roles, names', async (theme) => {
  await open(file, theme);
  const check = async (): Promise<unknown[]> => {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => (window as any).axe.run()) as AxeResults;
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`);
  };
  expect(await check()).toEqual([]);
  await page.click('tbody .name');
  expect(await check()).toEqual([]);
});

test('the reader chooses light or dark', async () => {
  await open(file, 'light');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click('header.top button');
  await page.click('header.top button');
  expect(await text('header.top button')).toBe('Theme: dark');
  expect(await ground()).not.toBe(light);
});

test('a list that is partial says so on top', async () => {
  const estate = writeEstate(join(temporaryFolder(), 'estate'), { stacks: 2, tokensPerStack: 4 });
  const sandbox = await start();
  const output = join(estate.folder, 'page.html');
  spawnSync(process.execPath, [COMMAND, 'inventory', '--live', '--format', 'html', '--output', output], {
    cwd: estate.folder, env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, HARNESS_ACCOUNT_ID: sandbox.environment.HARNESS_ACCOUNT_ID },
  });
  await open(pathToFileURL(output).href);
  expect(await text('.partial')).toContain('This list is partialHarness: set the variable HARNESS_PLATFORM_API_KEY');
});

test('2,000 tokens fit into 3 MB', () => {
  const estate = writeEstate(join(temporaryFolder(), 'estate'), { stacks: 40, tokensPerStack: 50 });
  expect(readFileSync(makePage(estate, ['--state'], {})).length).toBeLessThan(3_000_000);
});
