// The browser's tab says how the run stands, for whoever looks at something else meanwhile: before the title, and as a dot on the icon.
import { useEffect } from 'react';
import { useCompany } from '../../frame/use-company.ts';
import { toneOf } from '../../steps/run-badge.tsx';
import { isLive } from '../../steps/run-face.ts';
import type { Face } from '../../steps/run-face.ts';
import { useWords } from '../../words/words.tsx';
import { decideShare } from './live-news.ts';
import type { News } from './live-news.ts';

export function useTabState(face: Face, news: News, title: string): void {
  const { words, format } = useWords();
  const company = useCompany()?.name;
  const share = face === 'running' ? decideShare(news) : null;
  const told = share === null ? words.runs.states[face] : format.percent(Math.floor(share * 100) / 100);
  // After the page's own, which writes the title without it.
  useEffect(() => {
    document.title = [`${told} · ${title}`, company, words.common.product].filter(Boolean).join(' – ');
  }, [told, title, company, words]);
  const tone = toneOf(face);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (!icon) return undefined;
    const own = icon.href;
    icon.href = drawIcon(`--rc-${tone}`, isLive(face));
    return () => {
      icon.href = own;
    };
  }, [tone, face]);
}

/** A dot in the colour of how it stands; a ring while it goes. */
function drawIcon(token: string, isGoing: boolean): string {
  const color = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  const fill = isGoing ? `fill="none" stroke="${color}" stroke-width="10"` : `fill="${color}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="24" ${fill}/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
