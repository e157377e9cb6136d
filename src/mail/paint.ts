// The colours of mails, light and dark, and the styles that can not be inline. Each colour is a part: the light one stands inline
// for every mail program, the dark one is chosen by the part's class where a program knows dark schemes.

// Property, light, dark; those of the portal. Text on its ground is at least 4.5 : 1 (tested in a browser).
const parts = {
  canvas: ['background-color', '#f6f6f7', '#0b0c0e'],
  sheet: ['background-color', '#ffffff', '#131518'],
  text: ['color', '#1b1d21', '#e9eaee'],
  dim: ['color', '#5b5f69', '#a3a7b1'],
  link: ['color', '#4450c8', '#a3adfb'],
  line: ['border-color', '#e6e7ea', '#2b2f36'],
  error: ['background-color', '#ffeeee', '#321a1b'],
  warning: ['background-color', '#fff5e0', '#302410'],
  good: ['background-color', '#e8f8ef', '#12291d'],
  plain: ['background-color', '#eff0f3', '#1f2228'],
  errorSign: ['color', '#b32a2a', '#f58a8a'],
  warningSign: ['color', '#8a5500', '#f0b64a'],
  goodSign: ['color', '#127043', '#5fd196'],
  plainSign: ['color', '#1857a3', '#7fb9fb'],
  filled: ['background-color', '#5361e0', '#5361e0'],
  onFilled: ['color', '#ffffff', '#ffffff'],
} as const;

export type Part = keyof typeof parts;

/** class and style of an element, ready to stand in its tag; colours last, as `border` sets one. extra: further classes. */
export function presentAttributes(painted: readonly Part[], style: string, extra = ''): string {
  const colours = painted.map((part) => `${parts[part][0]}:${parts[part][1]}`);
  const names = [...painted, ...(extra === '' ? [] : [extra])].join(' ');
  return `${names === '' ? '' : ` class="${names}"`} style="${[style, ...colours].filter(Boolean).join(';')}"`;
}

const dark = Object.entries(parts).map(([name, [property, , colour]]) => ({ name, property, colour }));
const rulesOf = (before: string, property?: string) =>
  dark
    .filter((one) => property === undefined || one.property === property)
    .map((one) => `${before}.${one.name}{${one.property}:${one.colour}!important}`)
    .join('');

/**
 * The dark scheme (Apple Mail, Thunderbird, Outlook on a Mac by the media query; Outlook on phones and in the browser mark what
 * they paint themselves with data-ogsc and data-ogsb), and narrow phones: less room at the edges, wide tables as lists.
 */
export const styleSheet = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'body{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}',
  'a{text-underline-offset:2px}',
  // Addresses and dates that a program makes links of by itself look like the text around them.
  'a[x-apple-data-detectors],u+#mail .auto a{color:inherit!important;text-decoration:none!important}',
  `@media (prefers-color-scheme:dark){${rulesOf('')}}`,
  rulesOf('[data-ogsc] ', 'color'),
  rulesOf('[data-ogsb] ', 'background-color'),
  '@media (max-width:480px){.edge{padding:12px 8px!important}.room{padding:22px 18px 6px!important}.fact{padding-left:12px!important}td.fact{padding-right:12px!important}',
  '.wide,.wide tbody,.wide tr,.wide td{display:block!important;width:auto!important}.wide thead{display:none!important}',
  '.wide td{border:0!important;padding:0 0 2px!important}.wide tr{border-bottom:1px solid;padding:10px 0!important}',
  '.wide .key{display:inline!important}.wide td:first-child{font-weight:600}.wide .none{display:none!important}}',
].join('\n');
