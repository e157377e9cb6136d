// Draws what a command prints on a terminal as an SVG, for the README:
//   node scripts/picture.ts TITLE FILE.svg < output-with-colours
import { readFileSync, writeFileSync } from 'node:fs';

const [title = '', file = ''] = process.argv.slice(2);
const colours: Record<string, string> = {
  '31': '#e5534b',
  '32': '#57ab5a',
  '33': '#c69026',
  '34': '#539bf5',
  '35': '#b083f0',
  '36': '#39c5cf',
  '90': '#768390',
  '2': '#768390',
};
const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const lines = readFileSync(0, 'utf8').replaceAll('\r', '').trimEnd().split('\n');
const charWidth = 8.43;
const lineHeight = 19;
// A terminal's colour codes begin with the escape character.
const colourCode = `${String.fromCharCode(27)}\\[([\\d;]*)m`;
const plain = (line: string) => line.replace(new RegExp(colourCode, 'gu'), '');
const width = Math.ceil(Math.max(60, ...lines.map((line) => plain(line).length)) * charWidth) + 40;
const height = lines.length * lineHeight + 66;

function presentLine(line: string, n: number): string {
  let style = '';
  let bold = false;
  const spans = line.split(new RegExp(`(${colourCode.replace('(', '(?:')})`, 'u')).flatMap((part) => {
    const code = new RegExp(`^${colourCode}$`, 'u').exec(part)?.[1];
    if (code !== undefined) {
      for (const one of code.split(';')) {
        if (one === '0' || one === '' || one === '39' || one === '22') [style, bold] = ['', false];
        else if (one === '1') bold = true;
        else style = colours[one] ?? style;
      }
      return [];
    }
    const attributes = `${style ? ` fill="${style}"` : ''}${bold ? ' font-weight="bold"' : ''}`;
    return part === '' ? [] : [`<tspan${attributes}>${escape(part)}</tspan>`];
  });
  return `<text x="20" y="${56 + n * lineHeight}" xml:space="preserve">${spans.join('')}</text>`;
}

writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<rect width="100%" height="100%" rx="10" fill="#22272e"/>
<g fill="#768390"><circle cx="22" cy="20" r="6"/><circle cx="42" cy="20" r="6"/><circle cx="62" cy="20" r="6"/></g>
<text x="50%" y="25" text-anchor="middle" fill="#768390" font-family="sans-serif" font-size="13">${escape(title)}</text>
<g fill="#cdd9e5" font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
${lines.map(presentLine).join('\n')}
</g>
</svg>
`,
);
