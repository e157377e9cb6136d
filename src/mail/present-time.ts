// Times, dates and figures as mails say them, in the reader's language and the company's time zone. Pure.
import type { MailLanguage } from '../plan/company-mail.ts';

const locales = { sv: 'sv-SE', en: 'en-GB' } as const;
const DAY_MS = 24 * 3_600_000;

export interface Times {
  /** at: ISO time. "2 mars 2026 02:14". */
  moment(at: string): string;
  /** date: YYYY-MM-DD. "2 mars 2026". */
  date(date: string): string;
  /** date: YYYY-MM-DD. "mars 2026". */
  month(date: string): string;
  number(value: number): string;
  /** Between two ISO times, roughly: "3 dagar". */
  span(from: string, to: string): string;
}

export function openTimes(language: MailLanguage, timeZone: string): Times {
  const locale = locales[language];
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const dates = new Intl.DateTimeFormat(locale, { ...day, timeZone });
  const plainDates = new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const numbers = new Intl.NumberFormat(locale);
  const count = (value: number, unit: keyof (typeof units)['sv']) => {
    const [one, many] = units[language][unit];
    return `${numbers.format(value)} ${value === 1 ? one : many}`;
  };
  return {
    moment: (at) => `${dates.format(new Date(at))} ${clock.format(new Date(at))}`,
    date: (date) => plainDates.format(new Date(`${date}T00:00:00Z`)),
    month: (date) => months.format(new Date(`${date}T00:00:00Z`)),
    number: (value) => numbers.format(value),
    span(from, to) {
      const ms = Math.max(0, Date.parse(to) - Date.parse(from));
      if (ms >= 2 * DAY_MS) return count(Math.round(ms / DAY_MS), 'day');
      if (ms >= 2 * 3_600_000) return count(Math.round(ms / 3_600_000), 'hour');
      return count(Math.max(1, Math.round(ms / 60_000)), 'minute');
    },
  };
}

const units = {
  sv: { day: ['dag', 'dagar'], hour: ['timme', 'timmar'], minute: ['minut', 'minuter'] },
  en: { day: ['day', 'days'], hour: ['hour', 'hours'], minute: ['minute', 'minutes'] },
} as const;
