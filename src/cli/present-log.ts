// Log lines as a person reads them on a terminal: time of day, level, sentence, fields, and the stack of an error below.
// What may be in a line is decided in log.ts; this only lays it out.
import { paint } from './terminal.ts';
import type { Paint } from './terminal.ts';

const colours: Readonly<Record<string, Paint>> = { debug: 'dim', info: 'cyan', warn: 'yellow', error: 'red' };

/** One JSON line ─▶ lines for a terminal, each with its line end. A line that is none is passed on as it is. */
export function presentLogLine(line: string, stream: NodeJS.WriteStream = process.stderr): string {
  const entry = parseEntry(line);
  if (!entry) return line;
  const { level, time, msg, pid: _pid, error, ...fields } = entry;
  const name = String(level);
  const at = new Date(String(time)).toLocaleTimeString('sv-SE');
  const said = Object.entries(fields).map(([key, value]) => `${key}=${presentValue(value)}`);
  const head = [
    paint('dim', at, stream),
    paint(colours[name] ?? 'bold', name.padEnd(5), stream),
    String(msg),
    paint('dim', said.join(' '), stream),
  ];
  return `${[head.join(' ').trimEnd(), ...presentErrorLines(error)].join('\n')}\n`;
}

const presentValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function presentErrorLines(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { name, code, message, stack, cause } = error as Record<string, unknown>;
  const head = [name, code, message].filter((part) => part !== undefined && part !== '').map(String);
  const frames = Array.isArray(stack) ? stack.map((frame) => `      ${String(frame)}`) : [];
  return [`    ${head.join(' ')}`, ...frames, ...presentErrorLines(cause)];
}

function parseEntry(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
