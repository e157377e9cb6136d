// Runs every static check in turn and fails if any does: format, lint, types, unused code.
// The architecture rules are an ordinary test (test/architecture.test.ts) and run here as well.
import { spawnSync } from 'node:child_process';

const checks: [name: string, command: string, ...args: string[]][] = [
  ['format', 'oxfmt', '--check', '.'],
  ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
  ['types', 'tsc', '-p', '.'],
  ['types of the portal', 'tsc', '-p', 'web'],
  ['types of the browser tests', 'tsc', '-p', 'test/portal'],
  ['the portal’s types of the API', 'node', 'scripts/portal-types.ts', '--check'],
  ['unused code', 'knip'],
  ['architecture', 'vitest', 'run', 'test/architecture.test.ts'],
];

const failed: string[] = [];
for (const [name, command, ...args] of checks) {
  process.stdout.write(`— ${name}\n`);
  if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) failed.push(name);
}
process.stdout.write(failed.length ? `\nfailed: ${failed.join(', ')}\n` : '\nall checks passed\n');
process.exitCode = failed.length ? 1 : 0;
