// A company's logo: a data: URL of a PNG or JPEG, known by its bytes and not by what it says of itself, with its size in
// pixels. Pure.

import { createHash } from 'node:crypto';

export interface Logo {
  type: 'image/png' | 'image/jpeg';
  bytes: Buffer;
  width: number;
  height: number;
}

const MOST_BYTES = 100_000;
const MOST_PIXELS = 2_000;

/** fault: what is wrong, and what to do about it. */
export function parseLogo(dataUrl: string): Logo | { fault: string; cure: string } {
  const again = 'Save it as PNG or JPEG and try again.';
  const found = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/u.exec(dataUrl);
  if (!found) {
    const cure = 'Write it as data:image/png;base64,… or data:image/jpeg;base64,….';
    return { fault: 'The logo is no PNG or JPEG as a data: URL.', cure };
  }
  const bytes = Buffer.from(found[2] ?? '', 'base64');
  if (bytes.length > MOST_BYTES) {
    const fault = `The logo has ${bytes.length} bytes; at most ${MOST_BYTES} fit.`;
    return {
      fault,
      cure: 'Make it smaller: it goes out with every mail, and is shown at most 48 pixels high.',
    };
  }
  const image = matchPng(bytes) ?? matchJpeg(bytes);
  if (image === null)
    return { fault: 'The logo is neither a PNG nor a JPEG, or it is cut off.', cure: again };
  if (image.type !== `image/${found[1]}`) {
    return {
      fault: `The logo says image/${found[1]} and is ${image.type}.`,
      cure: `Write data:${image.type};base64,….`,
    };
  }
  const { width, height } = image;
  if (width < 16 || height < 16 || width > MOST_PIXELS || height > MOST_PIXELS) {
    const fault = `The logo is ${width} × ${height} pixels large.`;
    return { fault, cure: `Make it 16 to ${MOST_PIXELS} pixels wide and high; about 400 × 96 is good.` };
  }
  return { ...image, bytes };
}

/** In words, for lists of changes; another picture gives other words. */
export function presentLogo(dataUrl: string): string {
  const logo = parseLogo(dataUrl);
  const hash = createHash('sha256').update(dataUrl).digest('hex').slice(0, 8);
  if ('fault' in logo) return `a picture (${hash})`;
  const { type, bytes, width, height } = logo;
  return `${type === 'image/png' ? 'PNG' : 'JPEG'}, ${width} × ${height} pixels, ${bytes.length} bytes (${hash})`;
}

type Image = Pick<Logo, 'type' | 'width' | 'height'>;

function matchPng(bytes: Buffer): Image | null {
  const isPng = bytes.length > 45 && bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));
  if (!isPng || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  if (bytes.toString('latin1', bytes.length - 8, bytes.length - 4) !== 'IEND') return null;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Goes from marker to marker to the one that tells the size. */
function matchJpeg(bytes: Buffer): Image | null {
  if (
    bytes.length < 20 ||
    bytes.readUInt16BE(0) !== 0xffd8 ||
    bytes.readUInt16BE(bytes.length - 2) !== 0xffd9
  )
    return null;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Start of frame, of any coding; C4, C8 and CC are tables.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** How large it is shown: as it is, but at most 220 × 48 pixels. */
export function decideLogoSize({ width, height }: Pick<Logo, 'width' | 'height'>): {
  width: number;
  height: number;
} {
  const scale = Math.min(1, 220 / width, 48 / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
