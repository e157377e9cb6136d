// The logo is known by its bytes: what is no picture, is cut off, too large or says that it is something else is told apart.
import { describe, expect, test } from 'vitest';
import { drawLogo } from '../../scripts/sample-logo.ts';
import { decideLogoSize, parseLogo } from './logo.ts';

const url = (type: string, bytes: Buffer) => `data:image/${type};base64,${bytes.toString('base64')}`;
const png = Buffer.from(drawLogo(400, 96).split(',')[1] ?? '', 'base64');
/** Markers of a JPEG of 300 × 80: start, application data, start of frame, end. */
const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc0000b080050012c01011100ffda0008010100003f00ffd9',
  'hex',
);

describe('a logo', () => {
  test('is a PNG or a JPEG with its size in pixels', () => {
    expect(parseLogo(url('png', png))).toEqual({ type: 'image/png', bytes: png, width: 400, height: 96 });
    expect(parseLogo(url('jpeg', jpeg))).toEqual({ type: 'image/jpeg', bytes: jpeg, width: 300, height: 80 });
  });

  test.each([
    ['no data: URL', 'https://nordvik.example/logo.png', /no PNG or JPEG as a data: URL/],
    ['SVG, which can run programs', 'data:image/svg+xml;base64,PHN2Zy8+', /no PNG or JPEG/],
    [
      'HTML that says it is a PNG',
      url('png', Buffer.from('<script>alert(1)</script>'.repeat(9))),
      /neither a PNG nor/,
    ],
    ['a PNG that is cut off', url('png', png.subarray(0, 300)), /cut off/],
    ['a JPEG that is cut off', url('jpeg', jpeg.subarray(0, 30)), /cut off/],
    [
      'a JPEG of markers that lead out of it',
      url(
        'jpeg',
        Buffer.concat([
          jpeg.subarray(0, 4),
          Buffer.from('ffff'.repeat(10), 'hex'),
          Buffer.from('ffd9', 'hex'),
        ]),
      ),
      /cut off/,
    ],
    ['a PNG that says it is a JPEG', url('jpeg', png), /says image\/jpeg and is image\/png/],
    ['too many bytes', url('png', Buffer.concat([png, Buffer.alloc(100_000)])), /at most 100000/],
    ['a strip that nobody sees', drawLogo(400, 8), /400 × 8 pixels/],
    ['a bomb of pixels', drawLogo(16, 2_001), /16 × 2001 pixels/],
  ])('is not %s', (_, dataUrl, fault) => {
    expect(parseLogo(dataUrl)).toEqual({
      fault: expect.stringMatching(fault),
      cure: expect.stringMatching(/\.$/),
    });
  });

  test('is shown as it is, or smaller so that it fits', () => {
    expect(decideLogoSize({ width: 100, height: 40 })).toEqual({ width: 100, height: 40 });
    expect(decideLogoSize({ width: 400, height: 96 })).toEqual({ width: 200, height: 48 });
    expect(decideLogoSize({ width: 2_000, height: 16 })).toEqual({ width: 220, height: 2 });
  });
});
