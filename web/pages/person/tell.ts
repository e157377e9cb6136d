// An explanation in the words of the chosen language: verdict, stations, changes and evidence, by station and code. What has no words is
// said as the server says it, and marked as English. Pure.
import type { ExplanationStation, PersonExplanation } from '../../api/api-types.ts';
import { presentFieldName } from '../../steps/field-words.ts';
import { findReason, tellReason } from '../../steps/reason-words.ts';
import type { Spoken } from '../../steps/reason-words.ts';
import type { ExplainFacts } from '../../words/sv/people-stations.ts';

export interface Said {
  text: string;
  /** Set where the words are not of the chosen language. */
  lang: 'en' | undefined;
}
type Change = ExplanationStation['changes'][number];
/** Of an explanation: whatever its sentences name. */
export interface Telling extends Spoken {
  explanation: PersonExplanation;
  template: string;
}

export function tellVerdict(telling: Telling): Said {
  const { explanation, words, format, language } = telling;
  const { verdict, stations, smallestChanges, user, otherTemplate } = explanation;
  if (language === 'en') return { text: verdict.message, lang: undefined };
  const w = words.people.explain().verdicts;
  const alias = user?.alias ?? '';
  const first = (is: 'stops' | 'unknown'): Said => {
    const station = stations.find((one) => one.verdict === is);
    return station ? tellStation(station, telling) : { text: '', lang: undefined };
  };
  const plain = (text: string): Said => ({ text, lang: undefined });
  switch (verdict.is) {
    case 'user':
      return plain(w.user(alias));
    case 'leaving':
      return plain(w.leaving(alias, user?.deleteOn ? format.date(`${user.deleteOn}T12:00:00Z`) : ''));
    case 'otherTemplate':
      return plain(w.otherTemplate(otherTemplate ?? ''));
    case 'next':
      return plain(w.next);
    case 'unknown': {
      const { text, lang } = first('unknown');
      return lang ? { text: verdict.message, lang } : plain(w.unknown(text));
    }
    case 'stopped': {
      const { text, lang } = first('stops');
      const stopping = stations.filter((one) => one.verdict === 'stops').length;
      const count = Math.max(smallestChanges.length, stopping);
      return lang ? { text: verdict.message, lang } : plain(w.stopped(count, format.number(count), text));
    }
  }
}

export function tellStation(station: ExplanationStation, telling: Telling): Said {
  const { words, language } = telling;
  if (language === 'en') return { text: station.message, lang: undefined };
  const texts = words.people.explain().stations;
  const isLate =
    station.station === 'scope' && station.verdict === 'passes' && !telling.explanation.scope.isIn;
  if (station.codes.length === 0) {
    const says = texts[isLate ? 'scope.late' : `${station.station}.${station.verdict}`];
    return says ? { text: says(factsOf('', station, telling)), lang: undefined } : asServer(station.message);
  }
  const told = station.codes.map((code) => {
    const says = texts[`${station.station}.${code}`] ?? texts[code];
    return says ? says(factsOf(code, station, telling)) : tellCode(code, station, telling);
  });
  return told.every((text) => text !== null)
    ? { text: told.join(' '), lang: undefined }
    : asServer(station.message);
}

const asServer = (text: string): Said => ({ text, lang: 'en' });

/** As the reason itself is told, with what it names where the plan has told it as well. */
function tellCode(code: string, { message }: ExplanationStation, telling: Telling): string | null {
  if (!findReason(code, telling.words)) return null;
  const known = telling.explanation.reasons.find((reason) => reason.code === code);
  const value = telling.explanation.values.find(({ field }) => code.startsWith(`${field}.`));
  const fallback = { code, message, cure: '', value: value?.found ?? '' };
  return tellReason({ ...(known ?? fallback) }, telling).text;
}

/** nth: of the station's changes; they come in the order of its codes. */
export function tellChange(station: ExplanationStation, change: Change, nth: number, telling: Telling): Said {
  if (telling.language === 'en') return { text: change.what, lang: undefined };
  const code = station.codes[nth] ?? station.codes[0] ?? '';
  const texts = telling.words.people.explain().changes;
  const says =
    texts[`${station.station}.${code}`] ?? texts[code] ?? texts[code.slice(code.lastIndexOf('.') + 1)];
  if (says) return { text: says(factsOf(code, station, telling)), lang: undefined };
  const found = findReason(code, telling.words);
  const cure = found ? tellReason({ code, message: change.what, cure: change.what }, telling).cure : '';
  return cure ? { text: cure, lang: undefined } : asServer(change.what);
}

function factsOf(code: string, station: ExplanationStation, telling: Telling): ExplainFacts {
  const { explanation, words, format, template } = telling;
  const field = code.slice(0, code.lastIndexOf('.'));
  const value = explanation.values.find((one) => one.field === field);
  const alike =
    station.station === 'match' ? station.evidence.map(({ what }) => what.replace(/^user /u, '')) : [];
  const mode = station.evidence.find(({ what }) => what === 'mode')?.is ?? '';
  return {
    template,
    alias: explanation.user?.alias ?? '',
    field: value ? presentFieldName(value.field, words) : '',
    source: value?.source ?? '',
    found: value?.found ?? '',
    groups: format.list(explanation.scope.groups),
    otherTemplate: explanation.otherTemplate ?? '',
    alike: format.list(alike),
    mode: words.people.explain().evidence[mode] ?? mode,
  };
}

/** Terms of the server in evidence, whole or as its beginning; moments as people write them. */
export function tellTerm(text: string, { words, format }: Spoken): string {
  const terms = words.people.explain().evidence;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u.test(text)) return format.dateTime(text);
  const whole = terms[text];
  if (whole !== undefined) return whole;
  const start = Object.keys(terms).find((term) => term.endsWith(' ') && text.startsWith(term));
  return start === undefined ? text : `${terms[start]}${text.slice(start.length)}`;
}
