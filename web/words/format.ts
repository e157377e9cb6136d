// Numbers, dates and order as people of the language write them (sv-SE, en-GB), in the company's time zone. Pure.
import type { Language } from './language.ts';

const locales = { sv: 'sv-SE', en: 'en-GB' } as const;

export interface Format {
  number(value: number): string;
  /** share: 0 to 1. */
  percent(share: number): string;
  /** "22 nov" of this year, "22 nov 2024" of another. */
  date(instant: string | number | Date): string;
  /** "december 2026", of YYYY-MM. */
  month(month: string): string;
  /** "02:14". */
  time(instant: string | number | Date): string;
  /** "22 nov 02:14". */
  dateTime(instant: string | number | Date): string;
  /** "02:14" of today, "21 nov 02:14" of another day. */
  moment(instant: string | number | Date): string;
  /** "för 3 timmar sedan"; for tooltips. */
  relative(instant: string | number | Date, now: number): string;
  /** "1 min 12 s". */
  duration(ms: number): string;
  list(values: readonly string[]): string;
  compare(a: string, b: string): number;
}

export function openFormat(language: Language, timeZone: string | undefined): Format {
  const locale = locales[language];
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const short = { day: 'numeric', month: 'short', timeZone } as const;
  const thisYear = new Intl.DateTimeFormat(locale, short);
  const otherYear = new Intl.DateTimeFormat(locale, { ...short, year: 'numeric' });
  const times = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const lists = new Intl.ListFormat(locale);
  const collator = new Intl.Collator(locale, { numeric: true });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const date = (instant: string | number | Date): string => {
    const day = new Date(instant);
    const isNear = day.getFullYear() === new Date().getFullYear();
    return (isNear ? thisYear : otherYear).format(day).replace('.', '');
  };
  const time = (instant: string | number | Date): string => times.format(new Date(instant));
  const dateTime = (instant: string | number | Date): string => `${date(instant)} ${time(instant)}`;
  return {
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    date,
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    time,
    dateTime,
    moment: (instant) => (date(instant) === date(Date.now()) ? time(instant) : dateTime(instant)),
    relative: (instant, now) => presentRelative(locale, new Date(instant).getTime() - now),
    duration: (ms) => presentDuration(ms, numbers),
    list: (values) => lists.format(values),
    compare: (a, b) => collator.compare(a, b),
  };
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function presentRelative(locale: string, ms: number): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const [unit, size] = units.find(([, length]) => Math.abs(ms) >= length) ?? (['second', 1_000] as const);
  return relative.format(Math.round(ms / size), unit);
}

function presentDuration(ms: number, numbers: Intl.NumberFormat): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60)
    return ms < 10_000 ? `${numbers.format(Math.max(0.1, Math.round(ms / 100) / 10))} s` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
