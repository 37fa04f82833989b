import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { Complaint, type Conclude, NAME } from './command-line';
import { version } from '../package.json';
import { type PolicyReport, readPolicyReport } from './policy/report';
import { sarifOf } from './policy/sarif';
import { textOf } from './policy/text';

const FORMATS = ['text', 'json', 'sarif'] as const;

/** What a command ends with if it was told to check, and the check fails. */
const CHECK_FAILED = 2;

interface PolicyFlags {
  readonly app: string;
  readonly format: typeof FORMATS[number];
  readonly output?: string;
  readonly check?: boolean;
}

export function addPolicyCommand(program: Command, conclude: Conclude): void {
  const command = program.command('policy');
  command
    .description('Shows what the token policies of an app found at its last synth.')
    .option('--app <folder>', 'output folder of the app', 'cdktf.out')
    .addOption(command.createOption('--format <format>', 'how to show it').choices(FORMATS).default('text'))
    .option('--output <file>', 'write to this file instead of standard output')
    .option('--check', `end with code ${CHECK_FAILED} if a token violates a policy`)
    .addHelpText('after', `
Examples
  ${NAME} policy
  ${NAME} policy --format sarif --output policy.sarif   for code scanning`)
    .action((flags: PolicyFlags) => conclude(policy(flags)));
}

async function policy(flags: PolicyFlags): Promise<number> {
  const report = readPolicyReport(flags.app);
  write(flags.output, render(report, flags));
  return flags.check && report.summary.errors > 0 ? CHECK_FAILED : 0;
}

function render(report: PolicyReport, { format, app }: PolicyFlags): string {
  switch (format) {
    case 'json': return `${JSON.stringify(report, undefined, 2)}\n`;
    case 'sarif': return `${JSON.stringify(sarifOf(report, version, (stack) => join(app, 'stacks', stack, 'cdk.tf.json')), undefined, 2)}\n`;
    default: return textOf(report);
  }
}

function write(file: string | undefined, text: string): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    fs.writeFileSync(file, text);
  } catch (error) {
    throw new Complaint(`'${file}' cannot be written: ${(error as Error).message}`);
  }
}
