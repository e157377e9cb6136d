// A made-up logo for samples and tests: a PNG drawn here, dark letters on nothing, as many logos are.
import { crc32, deflateSync } from 'node:zlib';

/** As a data: URL. */
export function drawLogo(width = 260, height = 72): string {
  const pixels = Buffer.alloc((width * 4 + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) pixels.set(paintPixel(x, y, height), y * (width * 4 + 1) + 1 + x * 4);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // 8 bits for each of red, green, blue and how little can be seen through.
  head.set([8, 6, 0, 0, 0], 8);
  const chunks = [chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
  return `data:image/png;base64,${png.toString('base64')}`;
}

/** A disc with a wave in it, and three bars of text beside it. */
function paintPixel(x: number, y: number, height: number): [number, number, number, number] {
  const middle = height / 2;
  const distance = Math.hypot(x - middle, y - middle);
  if (distance < middle - 2) {
    const isWave = Math.abs(y - middle - Math.sin(x / 6) * (height / 8)) < height / 14;
    return isWave ? [255, 255, 255, 255] : [16, 74, 92, 255];
  }
  const isBar =
    x > height + 12 && [0.2, 0.45, 0.7].some((top) => y > height * top && y < height * (top + 0.13));
  return isBar && x < height + 12 + (y < middle ? 160 : 110) ? [24, 32, 40, 255] : [0, 0, 0, 0];
}

function chunk(name: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
