/**
 * What the command's inventory takes: 200 stacks with 10,000 tokens from the code alone and from their states, the page in a browser, and the
 * state of one stack by the real Terraform.
 * Usage: ts-node -T benchmarks/inventory.ts   prints the section of RESULTS.md; `npm run bench` writes it with the rest
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LocalBackend } from 'cdktf';
import { median } from './median';
import { buildLibrary } from '../scripts/build-library';
import { installStandInProviders } from '../scripts/stand-in-providers';
import { ROOT } from '../scripts/tools';
import { Expiration, harness } from '../src';
import { startBrowser } from '../test/util/browser';
import { type Estate, ESTATE_NOW, writeEstate } from '../test/util/token-estate';
import { Workspace } from '../test/util/workspace';

interface Cost {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The command in a process of its own, from its start to its end. */
function inventory(cwd: string, args: string[], environment: NodeJS.ProcessEnv): Promise<Cost> {
  const usage = join(cwd, 'usage');
  const preload = join(cwd, 'preload.js');
  writeFileSync(preload, `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(usage)}, String(process.resourceUsage().maxRSS)));`);
  const start = process.hrtime.bigint();
  return new Promise((fulfil, reject) => {
    const child = spawn(process.execPath, ['-r', preload, join(ROOT, 'lib', 'cli.js'), 'inventory', '--now', ESTATE_NOW, '--output', join(cwd, 'out'), ...args], {
      cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      return code === 0 ? fulfil({ seconds, megabytes: Number(readFileSync(usage, 'utf8')) / 1024 }) : reject(new Error(`inventory ended with ${code}`));
    });
  });
}

async function repeated(rounds: number, measure: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    costs.push(await measure());
  }
  return { seconds: median(costs.map(({ seconds }) => seconds)), megabytes: Math.max(...costs.map(({ megabytes }) => megabytes)) };
}

/** Milliseconds from an input to the page as it is then laid out, the median of some, by what is done. */
async function interactions(page: string): Promise<Record<string, number>> {
  const browser = await startBrowser();
  try {
    const tab = await browser.newPage();
    await tab.setViewport({ width: 1400, height: 1000 });
    await tab.goto(pathToFileURL(page).href);
    // As a text, since what is compiled here would refer to helpers that the page does not have.
    const times = await tab.evaluate(`(async () => {
      const times = {};
      const input = document.querySelector('#search');
      const measure = async (name, act) => {
        times[name] = [];
        for (let round = 0; round < 15; round++) {
          const start = performance.now();
          act(round);
          document.body.getBoundingClientRect();
          times[name].push(performance.now() - start);
          await new Promise((fulfil) => requestAnimationFrame(() => setTimeout(fulfil)));
        }
      };
      await measure('a letter of the search', (round) => { input.value = 'deploy'.slice(0, 1 + round % 6); input.dispatchEvent(new Event('input')); });
      document.querySelector('.controls button').click();
      await measure('another order', (round) => document.querySelector('thead th:nth-child(' + (1 + round % 7) + ') button').click());
      await measure('a finding chosen', (round) => document.querySelectorAll('.kind')[round % 4].click());
      document.querySelector('.controls button').click();
      await measure('a token opened', (round) => { document.querySelector('dialog').close(); document.querySelectorAll('tbody .name')[round].click(); });
      return times;
    })()`) as Record<string, number[]>;
    return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
  } finally {
    await browser.close();
  }
}

/** One stack, deployed and read by Terraform itself. */
async function realState(): Promise<Cost & { readonly tokens: number }> {
  const tokens = 50;
  const workspace = await Workspace.open({ now: ESTATE_NOW, limits: { tokensPerApiKey: tokens } });
  try {
    workspace.synthStack((stack) => {
      const key = new harness.ServiceAccount(stack, 'Bot', { harnessScope: harness.HarnessScope.account(workspace.account) })
        .addApiKey('Deploy', { tokenLimit: tokens });
      for (let i = 0; i < tokens; i++) {
        key.addToken(`Token${i}`, { expiresAt: Expiration.at('2027-10-01T00:00:00Z') });
      }
    }, 'state', (stack) => new LocalBackend(stack, { path: join(workspace.folder, 'terraform.tfstate') }));
    await workspace.apply();
    const { environment } = await installStandInProviders();
    return { tokens, ...await repeated(5, () => inventory(workspace.folder, ['--app', 'state', '--state', '--format', 'json'], environment)) };
  } finally {
    await workspace.close();
  }
}

/** The section of RESULTS.md. */
export async function measureInventory(rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'inventory-bench-'));
  try {
    const estate = (name: string, stacks: number): Estate => writeEstate(join(folder, name), { stacks, tokensPerStack: 50, services: false });
    const large = estate('large', 200);
    const code = await repeated(rounds, () => inventory(large.folder, ['--format', 'json'], {}));
    const states = await repeated(rounds, () => inventory(large.folder, ['--no-app', ...large.stacks.flatMap((stack) => ['--state-file', large.stateFileOf(stack)]), '--format', 'json'], {}));
    const commands = await repeated(rounds, () => inventory(large.folder, ['--state', '--format', 'json'], { TERRAFORM_BINARY_NAME: large.terraform }));
    const medium = estate('medium', 40);
    await inventory(medium.folder, ['--state', '--format', 'html'], { TERRAFORM_BINARY_NAME: medium.terraform });
    const page = join(medium.folder, 'page.html');
    writeFileSync(page, readFileSync(join(medium.folder, 'out')));
    const times = await interactions(page);
    const real = await realState();
    const cost = ({ seconds, megabytes }: Cost): string => `${seconds.toFixed(1)} s | ${megabytes.toFixed(0)} MB`;
    return `## Inventory

200 stacks with ${large.tokens.toLocaleString('en')} tokens; the times are of whole processes. A command that prints prepared JSON stands in for Terraform, eight at a time.

| read | time | peak memory | to reach |
|---|---|---|---|
| the code alone | ${cost(code)} | 5 s |
| states, from files, without the code | ${cost(states)} | 60 s, 500 MB |
| code and states, by a command for each stack | ${cost(commands)} | 60 s, 500 MB |

The state of one stack with ${real.tokens} tokens, by the real Terraform: ${real.seconds.toFixed(1)} s, of which nearly all is Terraform's own.

The page of ${medium.tokens.toLocaleString('en')} tokens has ${(statSync(page).size / 1e6).toFixed(1)} MB (to reach: 3 MB). In headless Chromium, until the page is laid out anew (to reach: 100 ms):
${Object.entries(times).map(([name, milliseconds]) => `${name} ${milliseconds.toFixed(0)} ms`).join(', ')}.
`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (require.main === module) {
  void buildLibrary().then(() => measureInventory(5)).then((section) => console.log(section));
}
