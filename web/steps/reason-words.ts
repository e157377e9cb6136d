// A reason of the plan in the words of the chosen language: found by its code, those of fields by the field's name and the trouble.
// In English the server's own sentence, which knows more, is said; in Swedish it stands beside where only it says what it is. Pure.
import type { Reason } from '../api/api-types.ts';
import type { Language } from '../words/language.ts';
import type { Format } from '../words/format.ts';
import type { ReasonFacts, TellReason } from '../words/reason-shape.ts';
import type { Words } from '../words/words.tsx';
import { presentFieldName } from './field-words.ts';
import { findWhyIn } from './why-words.ts';

export interface ToldReason {
  title: string;
  text: string;
  /** Empty when there is nothing to do. */
  cure: string;
  /** The server's English sentence, where the words above say less than it does. */
  aside: string | null;
  /** Set where the words are not of the chosen language. */
  lang: 'en' | undefined;
}

export interface Spoken {
  words: Words;
  format: Format;
  language: Language;
}

/** Codes of people, or values, that are left out as they are; all others tell why something was done. */
const leftOut =
  /^(person\.(disabled|guest|ignored|otherTemplate|unreadable)|filter\.failed|link\.conflict|user\.held|field\.pinned)$/u;

export const isLeftOut = (code: string): boolean =>
  leftOut.test(code) || fieldTroubles.has(code.slice(code.lastIndexOf('.') + 1));

const fieldTroubles = new Set(['missing', 'invalid', 'taken', 'reserved', 'cooling', 'leaving']);

/** Codes whose sentence is the same for everybody, or whose particulars the words above tell by themselves. */
const toldWhole =
  /^(person\.(new|back|disabled|guest|gone|ignored|unknown)|scope\.left|filter\.false|user\.held|mapping\.changed|source\.(changed|drift)|template\.(paused|busy|retiring)|preview\.\w+|run\.interrupted|undo\.(asked|done|userGone|unlinked|inScope|moved|word|erased|nothing|impossible)|approval\.stale|credential\.(expired|isId)|internal|brake\.\w+|field\.\w+)$/u;

/** Where a code has no words, the server's own are shown as what they are. */
export function tellReason(
  reason: Pick<Reason, 'code' | 'message' | 'cure'> & { [key: string]: unknown },
  spoken: Spoken,
): ToldReason {
  const found = findReason(reason.code, spoken.words);
  const { message, cure } = reason;
  if (!found) return { title: message, text: message, cure, aside: null, lang: langOf(spoken) };
  const told = found.tell(readFacts(reason, found.field, spoken));
  if (spoken.language === 'en')
    return { title: told.title, text: message, cure, aside: null, lang: undefined };
  const why = reason.code.endsWith('.invalid') ? findWhyIn(message, spoken) : null;
  if (why !== null)
    return { ...told, text: `${told.text.replace(/\.$/u, '')}: ${why}.`, aside: null, lang: undefined };
  const saysMore =
    !toldWhole.test(reason.code) && !(found.field !== '' && /\.(taken|reserved)$/u.test(reason.code));
  const isMoot = cure === '' && found.field === '';
  return { ...told, cure: isMoot ? '' : told.cure, aside: saysMore ? message : null, lang: undefined };
}

const langOf = ({ language }: Spoken): 'en' | undefined => (language === 'en' ? undefined : 'en');

/** For counts, where nobody in particular is meant; the code itself where it has no words. */
export function tellReasonTitle(code: string, words: Words): string {
  const found = findReason(code, words);
  const nobody: ReasonFacts = { field: found?.field ?? '', value: '', winner: '', until: '', candidates: '' };
  return found ? found.tell(nobody).title : code;
}

/** field: how the field of the code is called; '' when it has none. null: the code has no words. */
export function findReason(code: string, words: Words): { tell: TellReason; field: string } | null {
  const reasons: Readonly<Record<string, TellReason | undefined>> = words.reasons;
  const whole = reasons[code];
  if (whole) return { tell: whole, field: '' };
  const at = code.lastIndexOf('.');
  const [field, trouble] = [code.slice(0, at), code.slice(at + 1)];
  const tell = at > 0 && fieldTroubles.has(trouble) ? reasons[trouble] : undefined;
  return tell ? { tell, field: presentFieldName(field, words) } : null;
}

function readFacts(
  reason: { [key: string]: unknown },
  codeField: string,
  { words, format }: Spoken,
): ReasonFacts {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const own = text(reason['field']);
  const until = text(reason['until']);
  const candidates = Array.isArray(reason['candidates'])
    ? (reason['candidates'] as { alias?: unknown }[])
    : [];
  return {
    field: codeField || (own && presentFieldName(own, words)),
    value: text(reason['value']),
    winner: text((reason['winner'] as { name?: unknown } | undefined)?.name),
    until: until && format.date(`${until}T12:00:00Z`),
    candidates: format.list(candidates.map((one) => text(one.alias)).filter((alias) => alias !== '')),
  };
}
