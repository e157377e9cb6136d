// A day as people of the language write it, and as it is sent: YYYY-MM-DD. Which language is the portal's, whatever the browser's is. Pure.
import type { Language } from '../words/language.ts';

/** 2026-12-04; a text that is no day stays as it was typed. */
export function presentDay(day: string, language: Language): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day) ?? [];
  return language === 'en' && year !== undefined ? `${date}/${month}/${year}` : day;
}

/** YYYY-MM-DD; null: it is no day. What is sent is understood in both languages. */
export function parseDay(typed: string, language: Language): string | null {
  const text = typed.trim();
  const iso = /^(\d{4})-?(\d{1,2})-?(\d{1,2})$/u.exec(text);
  const british = language === 'en' ? /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/u.exec(text) : null;
  const [year, month, date] = iso ? iso.slice(1) : (british?.slice(1).toReversed() ?? []);
  if (year === undefined || month === undefined || date === undefined) return null;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  // 30 February is taken for 2 March by Date.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? null : day;
}
