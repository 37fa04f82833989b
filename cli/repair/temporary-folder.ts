import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const temporaryFolders = new Set<string>();

/** For what holds secrets: a folder that nobody else reads, and that goes at once, also if this process is told to stop. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'access-tokens-'));
  temporaryFolders.add(folder);
  if (temporaryFolders.size === 1) {
    STOPPING.forEach((signal) => process.on(signal, stop));
  }
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    temporaryFolders.delete(folder);
    if (temporaryFolders.size === 0) {
      STOPPING.forEach((signal) => process.removeListener(signal, stop));
    }
  }
}

const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function stop(signal: NodeJS.Signals): void {
  temporaryFolders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  process.exit(128 + constants.signals[signal]);
}
