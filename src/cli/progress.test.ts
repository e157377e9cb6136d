import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { openProgress, presentProgress } from './progress.ts';

const plain = (text: string) => text;

test('progress is told in people, with a bar once it is known how many there are', () => {
  expect(presentProgress({ stage: 'reading', people: 1998, total: null }, plain)).toBe(
    'Reading  1,998 people',
  );
  expect(presentProgress({ stage: 'planning', people: 600, total: 1200 }, plain)).toBe(
    'Planning ████████████░░░░░░░░░░░░ 600 of 1,200 people',
  );
  expect(presentProgress({ stage: 'reading', people: 1300, total: 1200 }, plain)).toBe(
    `Reading  ${'█'.repeat(24)} 1,300 of 1,300 people`,
  );
});

function aScreen(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY });
  const drawn: string[] = [];
  stream.on('data', (chunk: Buffer) => drawn.push(chunk.toString()));
  return { stream: stream as unknown as NodeJS.WriteStream, drawn };
}

test('nothing is drawn where nobody watches', () => {
  const { stream, drawn } = aScreen(false);
  const line = openProgress(stream, () => 0);
  line.show({ stage: 'reading', people: 1, total: null });
  line.close();
  expect(drawn).toEqual([]);
});

test('the line is drawn at most ten times a second, at once for a new stage, and wiped at the end', () => {
  const { stream, drawn } = aScreen(true);
  let now = 0;
  const line = openProgress(stream, () => now);
  for (now = 0; now < 1000; now += 1) line.show({ stage: 'reading', people: now, total: null });
  expect(drawn).toHaveLength(10);
  line.show({ stage: 'planning', people: 0, total: null });
  expect(drawn).toHaveLength(11);
  line.close();
  expect(drawn.at(-1)).toBe('\r\u001B[K');
});
