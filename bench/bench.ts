// npm run bench: the figures of the product, measured against the emulator in the same run so that they are ratios
// on whatever machine this is. Prints a table and writes bench/results/latest.json. --large adds 500,000
// people; --only NAME[,NAME] takes some of the scenarios.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres } from '../src/store/postgres/server.ts';
import { runChild } from './child.ts';
import { measureFleet, presentFleet } from './fleet.ts';
import { measureLists, presentLists } from './lists.ts';
import { measureScenario } from './scenario.ts';
import type { Figures, Scenario } from './scenario.ts';
import { presentTable } from './table.ts';
import type { Row } from './table.ts';

const { values: options } = parseArgs({ options: { large: { type: 'boolean' }, only: { type: 'string' } } });

const scenarios: (Scenario & { name: string; isLarge?: boolean })[] = [
  { name: '1k', people: 1_000, latencyMs: 0, group: null },
  { name: '20k', people: 20_000, latencyMs: 0, group: null },
  { name: '20k-group', people: 20_000, latencyMs: 0, group: 5_000 },
  { name: '100k', people: 100_000, latencyMs: 0, group: null },
  { name: '100k-latency', people: 100_000, latencyMs: 100, group: null },
  { name: '500k', people: 500_000, latencyMs: 0, group: null, isLarge: true },
];
const chosen = options.only?.split(',');
const figures: Record<string, Figures> = {};
const rows: Row[] = [];

rows.push(...(await measurePlanner()), ...(await measureWorkbench()));
rows.push(...(await measureStarts()));
for (const { name, isLarge, ...scenario } of scenarios) {
  if (chosen ? !chosen.includes(name) : isLarge && !options.large) continue;
  process.stderr.write(`measuring ${name} …\n`);
  const measured = await measureScenario(scenario);
  figures[name] = measured;
  rows.push(...presentScenario(name, measured));
}
const fleet = { templates: 1_000, people: 50 };
if (!chosen || chosen.includes('fleet')) rows.push(...presentFleet(fleet, await measureFleet(fleet)));
const lists = !chosen || chosen.includes('lists') ? await measureLists() : [];
rows.push(...presentLists(lists));
process.stdout.write(`${presentTable(rows)}\n`);
const folder = join(import.meta.dirname, 'results');
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, 'latest.json'),
  `${JSON.stringify({ at: new Date().toISOString(), rows, figures, lists }, null, 2)}\n`,
);

async function measurePlanner(): Promise<Row[]> {
  const { out, error } = await runChild([join(import.meta.dirname, 'planner.ts'), '100000']);
  if (out === '') throw new Error(error);
  const { unchanged, allNew } = JSON.parse(out) as Record<'unchanged' | 'allNew', { perSecond: number }>;
  return [
    {
      what: 'planner alone, nothing changed',
      value: unchanged.perSecond,
      unit: 'people/s',
      atLeast: 100_000,
    },
    { what: 'planner alone, all values new', value: allNew.perSecond, unit: 'people/s', atLeast: 20_000 },
  ];
}

async function measureWorkbench(): Promise<Row[]> {
  const { out, error } = await runChild([join(import.meta.dirname, 'workbench.ts'), '50000']);
  if (out === '') throw new Error(error);
  const { best } = JSON.parse(out) as { best: number };
  return [{ what: 'a mapping tried on 50,000 people', value: best, unit: 's', atMost: 2 }];
}

async function measureStarts(): Promise<Row[]> {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');
  const version = await runChild([main, '--version']);
  const dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const open = async () => {
    const started = performance.now();
    const server = await openPostgres({ dataFolder });
    const seconds = (performance.now() - started) / 1000;
    await server.close();
    return seconds;
  };
  try {
    const first = await open();
    const later = await open();
    return [
      { what: 'process start (rollcall --version)', value: version.seconds, unit: 's' },
      { what: 'database, first start', value: first, unit: 's' },
      { what: 'database, later start', value: later, unit: 's', atMost: 0.5 },
    ];
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function presentScenario(name: string, measured: Figures): Row[] {
  const { floor, first, unchanged, changed } = measured;
  const is = (...names: string[]) => names.includes(name);
  const limit = (condition: boolean, atMost: number) => (condition ? { atMost } : {});
  const mega = (bytes: number | null) => (bytes === null ? null : bytes / 1024 / 1024);
  return [
    { what: `${name}: floor`, value: floor.seconds, unit: 's' },
    { what: `${name}: first run`, value: first.seconds, unit: 's' },
    {
      what: `${name}: first run ÷ floor`,
      value: first.seconds / floor.seconds,
      unit: '×',
      ...limit(is('100k'), 12),
      ...limit(is('100k-latency'), 1.6),
    },
    { what: `${name}: unchanged run`, value: unchanged.seconds, unit: 's', ...limit(is('100k'), 1.5) },
    { what: `${name}: 1 % changed`, value: changed.seconds, unit: 's', ...limit(is('100k'), 3) },
    {
      what: `${name}: requests, first run`,
      value: first.requests,
      unit: '',
      ...limit(is('20k'), 30),
      ...limit(is('20k-group'), 12),
    },
    {
      what: `${name}: requests, unchanged run`,
      value: unchanged.requests,
      unit: '',
      ...limit(is('20k'), 3),
      ...limit(is('20k-group'), 8),
    },
    { what: `${name}: bytes, first run`, value: mega(first.bytes), unit: 'MiB' },
    { what: `${name}: users created`, value: first.counts['create'] ?? 0, unit: '' },
    { what: `${name}: users changed by 1 % changed`, value: changed.counts['change'] ?? 0, unit: '' },
    {
      what: `${name}: peak memory of Node`,
      value: mega(Math.max(first.peakBytes ?? 0, changed.peakBytes ?? 0)),
      unit: 'MiB',
      ...limit(is('100k'), 400),
      ...limit(is('500k'), 800),
    },
    { what: `${name}: peak memory of PostgreSQL`, value: mega(measured.databasePeakBytes), unit: 'MiB' },
  ];
}
