/** No test of ours: what run-folder.test.ts starts and interrupts. It leaves all that tests leave, and does not end. */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdktf from 'cdktf';

test('does not end', async () => {
  cdktf.Testing.app();
  const folder = mkdtempSync(join(tmpdir(), 'left-'));
  // As Terraform is started, in a group of its own: it makes its folder anew whenever that is gone.
  const program = "setInterval(() => require('fs').mkdirSync(process.argv[1], { recursive: true }), 1); console.log('writes');";
  const writer = spawn(process.execPath, ['--eval', program, folder], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((fulfil) => writer.stdout.once('data', fulfil));
  writeSync(2, `left ${JSON.stringify({ folder, pids: [process.pid, writer.pid] })}\n`);
  await new Promise(() => undefined);
}, 600_000);
