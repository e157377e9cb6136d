// The QR codes of a page, read as a telephone's camera does: each picture is drawn as points, and what is found in them comes back.
import { decodeQR } from 'qr/decode.js';

/** Label of the picture ─▶ what the code says. Pictures are of our own writing: an SVG of one path, a square a module. */
export function readQrCodes(html: string): Record<string, string> {
  const pictures = html.matchAll(
    /<svg role="img" aria-label="([^"]*)" viewBox="0 0 (\d+) \d+"[^>]*><path d="([^"]*)"/gu,
  );
  return Object.fromEntries(
    [...pictures].map(([, label = '', size, path = '']) => [
      label,
      decodeQR(drawModules(path, Number(size))),
    ]),
  );
}

/** Points to a module: fewer, and its finder sees no patterns. */
const POINTS = 8;

/** Black on white. */
function drawModules(path: string, size: number) {
  const width = size * POINTS;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  let [x, y] = [0, 0];
  for (const [, letter, first = '', second = ''] of path.matchAll(/([Mm])(-?\d+)[ ,]?(-?\d+)/gu)) {
    [x, y] = letter === 'M' ? [Number(first), Number(second)] : [x + Number(first), y + Number(second)];
    for (let row = y * POINTS; row < (y + 1) * POINTS; row += 1)
      for (let column = x * POINTS; column < (x + 1) * POINTS; column += 1)
        data.set([0, 0, 0, 255], (row * width + column) * 4);
  }
  return { width, height: width, data };
}
