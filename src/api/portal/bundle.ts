// The built portal as files: read when they are asked for, so that a new build is served without a new start. Names are plain names
// in one of two folders, so that no address leads anywhere else. What was not built is not there, and that is no fault.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface Asset {
  bytes: Buffer<ArrayBuffer>;
  type: string;
  /** As it lies compressed on the disk; null: as it is. */
  encoding: 'br' | 'gzip' | null;
}

export interface Bundle {
  /** null: nothing has been built here. */
  readPage(): Promise<string | null>;
  /** name: of a file in assets/ (`hashed`) or beside the page. */
  readAsset(
    place: 'hashed' | 'beside',
    name: string,
    acceptEncoding: string | undefined,
  ): Promise<Asset | null>;
}

/** Of everything that a build writes and a browser asks for; other files are not shown to anybody. */
const typesByEnding: Readonly<Record<string, { type: string; isText: boolean }>> = {
  '.js': { type: 'text/javascript; charset=utf-8', isText: true },
  '.css': { type: 'text/css; charset=utf-8', isText: true },
  '.svg': { type: 'image/svg+xml', isText: true },
  '.png': { type: 'image/png', isText: false },
  '.woff2': { type: 'font/woff2', isText: false },
};

export function openBundle(folder: string): Bundle {
  return {
    async readPage() {
      return (await readIfThere(join(folder, 'index.html')))?.toString('utf8') ?? null;
    },
    async readAsset(place, name, acceptEncoding) {
      const known = typesByEnding[extname(name)];
      if (!known || !/^\w[\w.-]*$/u.test(name)) return null;
      const path = place === 'hashed' ? join(folder, 'assets', name) : join(folder, name);
      for (const [encoding, ending] of known.isText ? matchEncodings(acceptEncoding) : []) {
        const bytes = await readIfThere(path + ending);
        if (bytes) return { bytes, type: known.type, encoding };
      }
      const bytes = await readIfThere(path);
      return bytes && { bytes, type: known.type, encoding: null };
    },
  };
}

async function readIfThere(path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null;
    throw error;
  }
}

/** What the browser takes, the smaller first. Refused with q=0, it is not taken. */
function matchEncodings(accepted = ''): ['br' | 'gzip', string][] {
  const taken = accepted
    .split(',')
    .map((one) =>
      one
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/u),
    )
    .filter(([, quality = 'q=1']) => !/^q=0(\.0*)?$/u.test(quality))
    .map(([name]) => name);
  const known: ['br' | 'gzip', string][] = [
    ['br', '.br'],
    ['gzip', '.gz'],
  ];
  return known.filter(([name]) => taken.includes(name));
}
