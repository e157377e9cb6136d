// The seven scales that everything is drawn in, each built around the tokens of the look. No other file names a colour by its value.
import type { MantineColorsTuple } from '@mantine/core';

export const iris: MantineColorsTuple = [
  '#eef0ff',
  '#dde1fd',
  '#bfc6fa',
  '#a3adfb',
  '#8490f2',
  '#6875ea',
  '#5361e0',
  '#4450c8',
  '#363fa3',
  '#20233d',
];
export const gray: MantineColorsTuple = [
  '#fbfbfc',
  '#f6f6f7',
  '#f0f0f2',
  '#e6e7ea',
  '#cdcfd4',
  '#8d919b',
  '#636771',
  '#4a4d55',
  '#2f3238',
  '#1b1d21',
];
export const dark: MantineColorsTuple = [
  '#e9eaee',
  '#c3c6cd',
  '#9b9fa9',
  '#656a75',
  '#3a3e47',
  '#25282e',
  '#1d2025',
  '#131518',
  '#0f1114',
  '#0b0c0e',
];
export const green: MantineColorsTuple = [
  '#e8f8ef',
  '#c9eed9',
  '#9fdfbb',
  '#5fd196',
  '#3bbf7b',
  '#22a464',
  '#178450',
  '#127043',
  '#0d5633',
  '#12291d',
];
export const red: MantineColorsTuple = [
  '#ffeeee',
  '#fbd5d5',
  '#f7b3b3',
  '#f58a8a',
  '#e86464',
  '#d64545',
  '#c43636',
  '#b32a2a',
  '#8c1f1f',
  '#321a1b',
];
export const amber: MantineColorsTuple = [
  '#fff6e3',
  '#fdeac2',
  '#fadb9a',
  '#f0b64a',
  '#d99a24',
  '#b97a0c',
  '#a06500',
  '#8a5500',
  '#6b4200',
  '#2e2413',
];
export const blue: MantineColorsTuple = [
  '#e9f4ff',
  '#d2e7fd',
  '#abd2fb',
  '#7fb9fb',
  '#569fee',
  '#3484dc',
  '#226cc0',
  '#1857a3',
  '#124480',
  '#14253a',
];
export const white = '#ffffff';

/** One value for light, one for dark; each becomes the CSS variable `--rc-NAME`. */
export const tokens: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  canvas: [gray[1]!, dark[9]!],
  sheet: [white, dark[7]!],
  raised: [white, dark[6]!],
  line: [gray[3]!, dark[5]!],
  'faint-line': [gray[2]!, dark[6]!],
  hover: [gray[1]!, dark[6]!],
  /** On the canvas: where one is, and what a choice stands in. */
  here: [gray[3]!, dark[6]!],
  text: [gray[9]!, dark[0]!],
  dimmed: [gray[6]!, dark[2]!],
  'field-border': [gray[5]!, dark[3]!],
  accent: [iris[6]!, iris[6]!],
  'accent-text': [iris[7]!, iris[3]!],
  selected: [iris[0]!, iris[9]!],
  ok: [green[7]!, green[3]!],
  'ok-bg': [green[0]!, green[9]!],
  bad: [red[7]!, red[3]!],
  'bad-bg': [red[0]!, red[9]!],
  warn: [amber[7]!, amber[3]!],
  'warn-bg': [amber[0]!, amber[9]!],
  info: [blue[7]!, blue[3]!],
  'info-bg': [blue[0]!, blue[9]!],
  bar: [gray[8]!, dark[5]!],
  'bar-text': [white, dark[0]!],
  'bar-bad': [red[3]!, red[3]!],
};
