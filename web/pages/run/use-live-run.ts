// Watches a run while it goes: server-sent events, gathered to one drawing a frame; a line that says nothing for ten seconds is told as
// lost; one that the browser gives up is opened again. What is heard is only ever the server's.
import { useEffect, useRef, useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { addNews, noNews } from './live-news.ts';
import type { News, RunEvent } from './live-news.ts';

/** The server says a word every four seconds (src/api/runs/events.ts). */
const SILENCE_MS = 10_000;
const AGAIN_MS = 2_000;

interface LiveRun {
  news: News;
  /** Nothing has been heard for ten seconds. */
  isLost: boolean;
}

/** onTurn: its state is another one; also whenever the line is there again, as it may have become one in between. */
export function useLiveRun(run: string, isGoing: boolean, onTurn: () => void): LiveRun {
  const api = useApi();
  const [live, setLive] = useState<LiveRun>({ news: noNews, isLost: false });
  const turn = useRef(onTurn);
  useEffect(() => {
    turn.current = onTurn;
  });
  useEffect(() => {
    if (!isGoing) return undefined;
    const url = api.urlOf('/companies/{company}/runs/{run}/events', { path: { run } });
    return watch(url, { change: setLive, turn: () => turn.current() });
  }, [api, run, isGoing]);
  return live;
}

interface Ears {
  change: (make: (live: LiveRun) => LiveRun) => void;
  turn: () => void;
}

function watch(url: string, ears: Ears): () => void {
  let source: EventSource;
  let heardAt = Date.now();
  let wasLost = false;
  const gathered: RunEvent[] = [];
  let frame = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    frame = 0;
    const events = gathered.splice(0);
    ears.change(({ news }) => ({ news: addNews(news, events), isLost: false }));
    if (events.some(({ kind }) => kind === 'state')) ears.turn();
  };
  const hear = (): void => {
    heardAt = Date.now();
    if (wasLost) ears.turn();
    if (wasLost) ears.change((live) => ({ ...live, isLost: false }));
    wasLost = false;
  };
  const open = (): void => {
    source = new EventSource(url);
    source.addEventListener('open', hear);
    source.addEventListener('alive', hear);
    for (const kind of ['state', 'progress', 'waiting'] as const)
      source.addEventListener(kind, (message: MessageEvent<string>) => {
        hear();
        gathered.push(readEvent(kind, message));
        // A page in the background has no frames; its tab says how it goes all the same.
        if (document.hidden) tell();
        else frame ||= requestAnimationFrame(tell);
      });
    source.addEventListener('error', () => {
      // Refused, or answered by something in between: the browser does not come back by itself.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
    });
  };
  open();
  const clock = setInterval(() => {
    if (wasLost || Date.now() - heardAt < SILENCE_MS) return;
    wasLost = true;
    ears.change((live) => ({ ...live, isLost: true }));
  }, 1_000);
  return () => {
    clearInterval(clock);
    clearTimeout(again);
    cancelAnimationFrame(frame);
    source.close();
  };
}

function readEvent(kind: RunEvent['kind'], { data, lastEventId }: MessageEvent<string>): RunEvent {
  const { at, ...rest } = JSON.parse(data) as { at?: string } & Record<string, unknown>;
  return { id: Number(lastEventId), kind, at: at === undefined ? Date.now() : Date.parse(at), data: rest };
}
