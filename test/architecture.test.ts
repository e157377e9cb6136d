// The house's rules about files and imports, read from the files themselves. What a linter can tell (functions of
// 50 lines, any, floating promises) is the linter's; here it is only seen to that the linter is told to.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const sources = globSync([
  '{src,emulator,test,demo,bench,scripts}/**/*.ts',
  'web/**/*.{ts,tsx}',
  'vite.config.ts',
]).toSorted();
const documents = globSync(['*.md', '{docs,src,emulator,web}/**/*.md']).toSorted();
const textOf = new Map([...sources, ...documents].map((file) => [file, readFileSync(file, 'utf8')]));
const read = (file: string): string => textOf.get(file) ?? readFileSync(file, 'utf8');
const isTest = (file: string): boolean => file.endsWith('.test.ts') || /^test\/|\/testing\//u.test(file);

interface Import {
  from: string;
  /** A file of ours, or a package's name. */
  to: string;
  isOurs: boolean;
}

const imports: Import[] = sources.flatMap((from) =>
  [
    ...read(from).matchAll(
      /(?:^|\n)(?:import|export)\b[^;'"]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gu,
    ),
  ].map((found) => {
    const name = found[1] ?? found[2] ?? '';
    const isOurs = name.startsWith('.');
    return { from, to: isOurs ? normalize(join(dirname(from), name)) : name, isOurs };
  }),
);
const shipped = imports.filter(({ from }) => !isTest(from));
const show = ({ from, to }: Import): string => `${from} imports ${to}`;

/** Who may import whom: each from those before it, and from nobody beside it. */
const layers = [
  ['plan'],
  ['log.ts'],
  ['connectors', 'store', 'audit', 'mail', 'access'],
  ['run'],
  ['jobs', 'document', 'config.ts'],
  ['api'],
  ['cli'],
  ['main.ts'],
];
const layerOf = (file: string): number =>
  layers.findIndex((layer) => layer.includes(file.split('/')[1] ?? ''));
/** Made by scripts/portal-types.ts, and read by nobody. */
const madeTypes = 'web/api/api-types.ts';
/** What server, command line and portal decide alike; it pulls no more than itself into the bundle. */
const decidersOfPortal = new Set([
  // What a service's attributes are filled from, and how a company may be, stand once.
  'src/plan/attribute-fields.ts',
  'src/plan/company-health.ts',
  // Provider Settings are checked while they are typed, by what checks them when they are saved.
  'src/plan/guide.ts',
  'src/plan/guide-steps.ts',
  'src/plan/json-object.ts',
  'src/plan/json-syntax.ts',
  'src/plan/provider-json.ts',
]);
const isIn = (folder: string) => (file: string) => file.startsWith(`${folder}/`);

describe('imports', () => {
  test('there are some to look at', () => {
    expect(imports.filter((i) => i.isOurs).length).toBeGreaterThan(500);
    for (const { to, isOurs } of imports) if (isOurs) expect(existsSync(to), to).toBe(true);
  });

  test('go from plan to main.ts and never back or aside', () => {
    const folderOf = (file: string) => file.split('/')[1];
    const inside = shipped.filter(({ from, to, isOurs }) => isOurs && isIn('src')(from) && isIn('src')(to));
    expect(inside.filter(({ from, to }) => layerOf(from) < 0 || layerOf(to) < 0).map(show)).toEqual([]);
    const wrong = inside.filter(
      ({ from, to }) => folderOf(from) !== folderOf(to) && layerOf(from) <= layerOf(to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('of plan/ are its own files and pure packages', () => {
    const pure = new Set([
      '@marcbachmann/cel-js',
      'node:assert/strict',
      'libphonenumber-js/max',
      'temporal-polyfill',
      'jsonc-parser',
      'fastest-levenshtein',
    ]);
    const ofPlan = shipped.filter(({ from }) => isIn('src/plan')(from));
    expect(
      ofPlan.filter(({ to, isOurs }) => (isOurs ? !isIn('src/plan')(to) : !pure.has(to))).map(show),
    ).toEqual([]);
  });

  test('never lead from src/ to the emulator or back, or to a test’s own parts', () => {
    const wrong = shipped.filter(
      ({ from, to, isOurs }) =>
        isOurs &&
        ((isIn('src')(from) && !isIn('src')(to)) ||
          (isIn('emulator')(from) && !isIn('emulator')(to)) ||
          isTest(to)),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  test('of the portal are its own, packages, and what decides in plain values; nobody needs the portal', () => {
    const isDecider = (file: string) => decidersOfPortal.has(file);
    const wrong = shipped.filter(
      ({ from, to, isOurs }) =>
        isOurs &&
        ((isIn('web')(from) && !isIn('web')(to) && !isDecider(to)) ||
          (!isIn('web')(from) && isIn('web')(to))),
    );
    expect(wrong.map(show)).toEqual([]);
    const ofServer = shipped.filter(({ from, to }) => isIn('web')(from) && to.startsWith('node:'));
    expect(ofServer.map(show)).toEqual([]);
  });

  test('make no circle', () => {
    const next = Map.groupBy(
      shipped.filter((i) => i.isOurs),
      ({ from }) => from,
    );
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      assert(!path.includes(file), `a circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
      if (done.has(file)) return;
      for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(done.size).toBeGreaterThan(100);
  });

  test('name files with their ending, or packages that package.json lists; there are no aliases', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const listed = new Set(Object.keys({ ...dependencies, ...devDependencies }));
    const packageOf = (name: string) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
    const wrong = imports.filter(({ to, isOurs }) =>
      isOurs ? !/\.(tsx?|json|css)$/u.test(to) : !to.startsWith('node:') && !listed.has(packageOf(to)),
    );
    expect(wrong.map(show)).toEqual([]);
    expect(read('tsconfig.json')).not.toContain('"paths"');
  });

  test('are of the file that makes the thing: nothing is exported on behalf of another', () => {
    expect(sources.filter((file) => /^export\s[^;(=]*\sfrom\s'/mu.test(read(file)))).toEqual([]);
  });
});

describe('files', () => {
  const banned = [
    'utils',
    'util',
    'helpers',
    'helper',
    'common',
    'misc',
    'types',
    'manager',
    'service',
    'index',
  ];

  test('are named in kebab-case after what they do', () => {
    const wrong = sources.filter(
      (file) =>
        !/^[a-z0-9]+(-[a-z0-9]+)*(\.live|\.property|\.browser|\.exchange|\.config)?(\.test)?\.tsx?$/u.test(
          basename(file),
        ),
    );
    expect(wrong).toEqual([]);
    expect(sources.filter((file) => banned.includes(basename(file).split('.')[0] ?? ''))).toEqual([]);
  });

  test('have at most 300 lines, of tests at most 600', () => {
    const lines = (file: string) => read(file).split('\n').length - 1;
    const most = (file: string) => (file.endsWith('.test.ts') ? 600 : 300);
    const tooLong = sources.filter((file) => file !== madeTypes && lines(file) > most(file));
    expect(tooLong.map((file) => `${file}: ${lines(file)}`)).toEqual([]);
  });

  test('open with a comment of at most 6 lines that says what they do', () => {
    const head = (file: string) =>
      read(file)
        .replace(/^#!.*\n/u, '')
        .split('\n')
        .findIndex((line) => !line.startsWith('//'));
    const wrong = sources.filter((file) => head(file) > 6 || (head(file) < 1 && !file.endsWith('.test.ts')));
    expect(wrong).toEqual([]);
  });

  test('tell the compiler nothing that is not so', () => {
    // In two pieces, so that this file does not name it.
    const hushed = new RegExp(
      `@ts-${'(ignore|expect-error|nocheck)'}|(:|as|<)\\s*any\\b(?!thing)[^a-z]`,
      'u',
    );
    const code = (file: string) =>
      read(file).replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//gu, (comment) =>
        comment.includes('@ts-') ? comment : '',
      );
    expect(sources.filter((file) => hushed.test(code(file).replaceAll(/'[^'\n]*'|`[^`]*`/gu, "''")))).toEqual(
      [],
    );
  });

  test('where things are decided exist', () => {
    const decided = ['leavers', 'requirements', 'reasons', 'plan', 'numbers', 'claims', 'brakes'].map(
      (name) => `src/plan/${name}.ts`,
    );
    const read = ['absence', 'graph', 'delta'].map((name) => `src/connectors/entra/${name}.ts`);
    expect([...decided, ...read].filter((file) => !sources.includes(file))).toEqual([]);
  });
});

describe('the linter', () => {
  const rules = read('.oxlintrc.json');

  test.each(['no-explicit-any', 'ban-ts-comment', 'no-floating-promises', 'no-cycle', 'no-console'])(
    'is told %s',
    (rule) => {
      expect(rules).toMatch(new RegExp(`/${rule}": "error"`, 'u'));
    },
  );

  test('is told that functions have at most 50 lines', () => {
    expect(rules).toMatch(/max-lines-per-function":\s*\[\s*"error",\s*\{\s*"max": 50/u);
  });
});

describe('runtime dependencies', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };

  test('are at most 22, each on one exact version', () => {
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(22);
    expect(Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual(
      [],
    );
  });

  test('have a line of reason each in docs/decisions/', () => {
    const reasons = documents.filter(isIn('docs/decisions')).map(read).join('\n');
    expect(
      Object.keys(dependencies).filter(
        (name) => !new RegExp(`^\\|[^|]*\`${name}\`[^|]*\\| *\\S`, 'mu').test(reasons),
      ),
    ).toEqual([]);
  });
});

describe('documents', () => {
  test('name only files that exist', () => {
    const missing = documents.flatMap((file) => {
      const text = read(file).replaceAll(/^(```|    ).*$/gmu, '');
      const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/gu)].map((found) =>
        join(dirname(file), found[1] ?? ''),
      );
      const named = [
        ...text.matchAll(/`((?:src|emulator|test|docs|demo|bench|scripts|web)\/[\w./-]+)`/gu),
      ].map((found) => found[1] ?? '');
      return [...links, ...named].filter((path) => !existsSync(path)).map((path) => `${file} names ${path}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('tests', () => {
  test('have titles that are unique in their file', () => {
    const again = sources
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) => {
        const titles = [...read(file).matchAll(/^\s*(?:test|it)\(\s*(['"`])(.*?)\1,/gmsu)].map(
          (found) => found[2],
        );
        return titles
          .filter((title, nth) => titles.indexOf(title) !== nth)
          .map((title) => `${file}: ${title}`);
      });
    expect(again).toEqual([]);
  });

  test('mock no module, wait for no clock, keep no snapshot and leave nothing out', () => {
    const shy = new RegExp(
      `\\bvi\\.(${'mock|doMock|useFakeTimers'})|toMatch(Inline)?${'Snapshot'}|\\b(test|it|describe)\\.(${'skip|only|todo'})\\b`,
      'u',
    );
    expect(sources.filter((file) => isTest(file) && shy.test(read(file)))).toEqual([]);
  });
});
