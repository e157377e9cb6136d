// What is wrong with Provider Settings, by the check that server and portal share, each fault with its place in the text and the mending
// where there is one. The words for it are words/*/provider.ts's. Pure.
import { findNodeAtLocation } from 'jsonc-parser';
import type { JSONPath } from 'jsonc-parser';
import { parseProvider } from '../../../../src/plan/provider-json.ts';
import { mendJson, readJson } from '../../../../src/plan/json-syntax.ts';
import type { SyntaxCode } from '../../../../src/plan/json-syntax.ts';
import type { Fault } from '../../../../src/plan/json-object.ts';
import type { ConnectionReport } from '../../../api/api-types.ts';
import { readProvider } from './provider-text.ts';

export interface ProviderFault {
  /** '' where only the server knows what it is: told by its own sentences. */
  code: string;
  values: Readonly<Record<string, string>>;
  line: number | null;
  column: number | null;
  length: number;
  /** The server's English. */
  message: string;
  cure: string;
  /** Path below the provider. */
  path: string;
  /** Not wrong in form: Microsoft says so, and may say otherwise once something is put right there. */
  isFact: boolean;
  /** A group to write in place of the one that is not there. */
  candidates?: readonly { id: string; name: string; kind: string }[];
}

const builtIn = ['global', 'usgov', 'usgov-dod', 'china'];

export function checkProvider(text: string, secretMayBeAbsent: boolean): ProviderFault[] {
  // Which clouds the owner of the server has added only the server knows: it says so when it is saved or tested.
  const { cloud } = readProvider(text);
  const parsed = parseProvider(text, cloud === '' ? builtIn : [...builtIn, cloud], { secretMayBeAbsent });
  return 'faults' in parsed ? parsed.faults.map(present) : [];
}

const present = ({ code, values, line, column, length, message, cure, key }: Fault): ProviderFault => ({
  code: code ?? '',
  values: values ?? {},
  line,
  column,
  length: length ?? 1,
  message,
  cure,
  path: key,
  isFact: false,
});

/** Which faults a press can mend, and what the button that does it is called (words). */
export function mendingOf(code: string): 'replaceAll' | 'remove' | 'add' | null {
  switch (code) {
    case 'json.curlyQuotes':
    case 'json.singleQuotes':
      return 'replaceAll';
    case 'json.commaExtra':
    case 'value.unseenStart':
    case 'value.unseenEnd':
    case 'value.unseenInside':
    case 'group.twice':
      return 'remove';
    case 'json.commaMissing':
      return 'add';
    default:
      return null;
  }
}

/** The text with the fault mended; the same text where it can not be told how. */
export function mend(text: string, fault: ProviderFault): string {
  if (fault.code.startsWith('json.')) return mendJson(text, fault.code as SyntaxCode);
  const from = offsetOf(text, fault);
  if (from === null) return text;
  const to = from + fault.length;
  if (fault.code === 'group.twice') return takeItem(text, from, to);
  const value = text.slice(from + 1, to - 1);
  const edge = /^(?:[\s\p{Cf}\p{Cc}]|\\[tnr]|\\u00a0)+|(?:[\s\p{Cf}\p{Cc}]|\\[tnr]|\\u00a0)+$/giu;
  const clean =
    fault.code === 'value.unseenInside' ? value.replaceAll(/[\p{Cf}\p{Cc}\u2028\u2029]/gu, '') : value;
  return `${text.slice(0, from + 1)}${clean.replaceAll(edge, '')}${text.slice(to - 1)}`;
}

/** With the comma that parts it from its neighbour. */
function takeItem(text: string, from: number, to: number): string {
  const before = text.slice(0, from).replace(/,\s*$/u, '');
  return before.length < text.slice(0, from).length ? before + text.slice(to) : text;
}

/** Where the fault begins, as the caret counts. */
export function offsetOf(
  text: string,
  { line, column }: Pick<ProviderFault, 'line' | 'column'>,
): number | null {
  if (line === null || column === null) return null;
  const breaks = [...text.matchAll(/\r\n|\r|\n/gu)];
  const start = line === 1 ? 0 : breaks[line - 2];
  if (start === undefined) return null;
  const lineStart = start === 0 ? 0 : start.index + start[0].length;
  return Math.min(text.length, lineStart + column - 1);
}

/** What only Microsoft knows, at its place in the text that was tried. That it did not answer is no fault of the text. */
export function factFaults(text: string, report: ConnectionReport): ProviderFault[] {
  const { token, permissions, groups } = report;
  const plain = [token, ...permissions].flatMap(({ state, code, message, cure }) => {
    if (state !== 'failed' || code === null || code.startsWith('graph.')) return [];
    const path = keyOfFact(code);
    const place = placeOf(text, path === '' ? [] : [path]);
    return [{ code, values: {}, ...place, message, cure: cure ?? '', path, isFact: true }];
  });
  const ofGroups = groups.flatMap(({ state, rule, code, asked, message, cure, candidates }) => {
    if (state !== 'failed' || rule !== null || code === null || code.startsWith('graph.')) return [];
    const values = { group: asked, near: candidates[0]?.name ?? '', count: String(candidates.length) };
    const fault = { code, values, ...placeOfGroup(text, asked), message, cure: cure ?? '' };
    return [{ ...fault, path: 'user_filter', isFact: true, candidates }];
  });
  const all = [...plain, ...ofGroups];
  return all.filter((fault, at) => all.findIndex(({ message }) => message === fault.message) === at);
}

function keyOfFact(code: string): string {
  if (code.startsWith('credential.')) return 'client_secret';
  return code === 'app.unknown' ? 'client_id' : code === 'tenant.unknown' ? 'tenant_id' : '';
}

type Place = Pick<ProviderFault, 'line' | 'column' | 'length'>;
const nowhere: Place = { line: null, column: null, length: 1 };

function placeOf(text: string, path: JSONPath): Place {
  const { tree } = readJson(text);
  const node = tree && path.length > 0 ? findNodeAtLocation(tree, path) : undefined;
  if (!node) return nowhere;
  const before = text.slice(0, node.offset).split(/\r\n|\r|\n/u);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: node.length };
}

function placeOfGroup(text: string, asked: string): Place {
  for (const list of ['memberOf', 'notMemberOf'] as const) {
    const at = readProvider(text)[list].indexOf(asked);
    if (at >= 0) return placeOf(text, ['user_filter', list, at]);
  }
  return nowhere;
}
