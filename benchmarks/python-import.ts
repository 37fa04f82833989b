/** How much longer a Python app takes to start for importing this library. */
import { join } from 'node:path';
import { median } from './median';
import { pythonWith } from '../scripts/python';
import { runTool } from '../scripts/run-tool';

/** In an interpreter of its own each time, as an app pays it. */
const PROGRAM = `
import time
start = time.perf_counter()
import cdktf
core = time.perf_counter()
import cdktf_access_tokens
print(core - start, time.perf_counter() - core)
`;

export interface PythonImport {
  /** Seconds that `import cdktf` takes; the median of the runs. */
  readonly cdktfSeconds: number;
  /** Seconds that `import cdktf_access_tokens` takes after it; the median of the runs. */
  readonly extraSeconds: number;
}

/** Installs the wheel in a virtual environment, unless that is done, and measures there. */
export async function measurePythonImport(runs: number): Promise<PythonImport> {
  const python = join(await pythonWith('cdktf'), 'python');
  const measured: number[][] = [];
  // The first run writes Python's bytecode, and is not counted.
  for (let run = 0; run <= runs; run++) {
    const output = await runTool(python, ['-W', 'error', '-c', PROGRAM]);
    if (run > 0) {
      measured.push(output.trim().split(' ').map(Number));
    }
  }
  return { cdktfSeconds: median(measured.map(([core]) => core)), extraSeconds: median(measured.map(([, extra]) => extra)) };
}
