/** The command that the wheel installs is that of the npm package: nothing between it and what it runs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { archive, type Flavour, packed } from '../../scripts/packages';
import { pythonWith } from '../../scripts/python';
import { runTool } from '../../scripts/run-tool';
import { LONG, temporaryFolder } from '../util/packages';

jest.setTimeout(LONG);
const folder = temporaryFolder();
const bin: Record<Flavour, string> = { cdktf: '', cdktn: '' };
beforeAll(async () => {
  bin.cdktf = await pythonWith('cdktf');
  bin.cdktn = await pythonWith('cdktn');
}, LONG);

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: string[], environment: NodeJS.ProcessEnv = {}): { child: ChildProcess; end: Promise<End>; shown(text: string): Promise<void> } {
  const child = spawn(join(bin.cdktf, 'cdktf-access-tokens'), args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const end = new Promise<End>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const shown = (text: string) => new Promise<void>((resolve, reject) => {
    const look = () => stdout.includes(text) && resolve();
    child.stdout.on('data', look);
    void end.then(() => reject(new Error(`ended without '${text}': ${stderr}`)));
    look();
  });
  return { child, end, shown };
}

test.each(['cdktf', 'cdktn'] as const)('the wheel for %s has the command', async (flavour) => {
  expect(await runTool(join(bin[flavour], `${flavour}-access-tokens`), ['sandbox', '--help'])).toContain('Usage: ');
});

test('the environment of what it runs is untouched: its python3 is that of the user', async () => {
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  writeFileSync(join(tools, 'python3'), '#!/bin/sh\necho "$PATH"\n');
  chmodSync(join(tools, 'python3'), 0o755);
  const PATH = [tools, process.env.PATH].join(delimiter);
  const { code, stdout, stderr } = await start(['sandbox', '--', 'python3'], { PATH }).end;
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${PATH}\n`, stderr: '' });
});

test('arguments and exit code pass through unchanged', async () => {
  const { code, stdout } = await start(['sandbox', '--', process.execPath, '-e', 'console.log(process.argv[1]); process.exit(7)', "a b'c$d"]).end;
  expect([code, stdout]).toEqual([7, "a b'c$d\n"]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s reaches what it runs, and ends in no traceback', async (signal) => {
  const program = `process.on('${signal}', () => { console.log('told'); process.exit(5); }); setInterval(() => undefined, 1000); console.log('ready');`;
  const { child, end, shown } = start(['sandbox', '--', process.execPath, '-e', program]);
  await shown('ready');
  child.kill(signal);
  const { code, stdout, stderr } = await end;
  expect({ code, stdout, stderr }).toEqual({ code: 5, stdout: 'ready\ntold\n', stderr: '' });
});

test('a machine without Node.js is told what is missing', async () => {
  const { code, stderr } = await start(['--help'], { PATH: join(folder, 'nothing'), JSII_NODE: undefined }).end;
  expect([code, stderr]).toEqual([127, 'cdktf-access-tokens: needs Node.js >= 20.9 on the PATH: https://nodejs.org\n']);
});

test('the page on PyPI shows Python as Python, and names where documentation, changes and issues are', async () => {
  const wheel = archive(await packed('cdktf', 'python'), '.whl');
  const program = 'import zipfile, sys; z = zipfile.ZipFile(sys.argv[1]); print(z.read(next(n for n in z.namelist() if n.endswith(\'/METADATA\'))).decode())';
  const metadata = await runTool(join(bin.cdktf, 'python'), ['-c', program, wheel]);
  for (const label of ['Documentation', 'Changelog', 'Issues', 'Source']) {
    expect(metadata).toMatch(new RegExp(`^Project-URL: ${label}, https://`, 'm'));
  }
  expect(metadata).toMatch(/^Keywords: .*terraform/m);
  expect(metadata).toMatch(/^Requires-Python: >=3\.10/m);
  const blocks = [...metadata.matchAll(/^```python\n([^]*?)^```$/gm)].map(([, code]) => code);
  expect(blocks.length).toBeGreaterThan(8);
  expect(blocks.filter((code) => /^\s*(const|new) |;$/m.test(code))).toEqual([]);
  // Each link leads somewhere from any page.
  expect([...metadata.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link).filter((link) => !/^(https?:|#)/.test(link))).toEqual([]);
});

test('help() shows the same text', async () => {
  const doc = await runTool(join(bin.cdktf, 'python'), ['-c', 'import cdktf_access_tokens; print(cdktf_access_tokens.__doc__)'],
    { environment: { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' } });
  expect(doc).not.toContain('const ');
  expect(doc).toContain('```python');
  expect(readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8')).toContain('const ');
});
