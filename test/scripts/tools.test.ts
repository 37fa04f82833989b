import { run } from '../../scripts/tools';

test('lines of both streams arrive whole, also where one stream writes within a line of the other', async () => {
  const lines: string[] = [];
  const program = `
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    process.stdout.write('out: first ');
    pause()
      .then(() => process.stderr.write('err: first '))
      .then(pause)
      .then(() => process.stdout.write('half\\nout: no newline'))
      .then(pause)
      .then(() => process.stderr.write('half\\nerr: no newline'));
  `;
  await run(process.execPath, ['-e', program], { onLine: (line) => lines.push(line) });
  expect(lines.sort()).toEqual(['err: first half', 'err: no newline', 'out: first half', 'out: no newline']);
});
