// A mail as it looks, in a frame that can do nothing (the server's /mail-frame says how). As high as the mail. Keys that are pressed inside
// it are not heard outside, where a dialog waits for them: Esc is told by the frame, and where Tab leaves it a guard leads on.
import { useEffect, useRef, useState } from 'react';
import type { FocusEvent, ReactNode, RefObject } from 'react';
import classes from './mail-frame.module.css';

/** Until the mail has told its own. */
const FIRST_HEIGHT_PX = 480;

const escape = { key: 'Escape', bubbles: true, cancelable: true };

interface Told {
  ready?: boolean;
  height?: number;
  isEscape?: boolean;
}

/** title: what a screen reader calls the frame. */
export function MailFrame({ html, title }: { html: string; title: string }): ReactNode {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(FIRST_HEIGHT_PX);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const hear = (event: MessageEvent): void => {
      if (event.source !== frame.current?.contentWindow) return;
      const { ready, height: told, isEscape } = event.data as Told;
      if (ready) setReady(true);
      if (typeof told === 'number') setHeight(Math.ceil(told));
      if (isEscape === true) frame.current?.dispatchEvent(new KeyboardEvent('keydown', escape));
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    // To the origin of nobody, which has no name.
    if (isReady) frame.current?.contentWindow?.postMessage({ html }, '*');
  }, [isReady, html]);
  return (
    <>
      <iframe
        ref={frame}
        title={title}
        src="/mail-frame"
        sandbox="allow-scripts"
        className={classes['frame']}
        style={{ height }}
      />
      <FocusGuard frame={frame} />
    </>
  );
}

const STOPS =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** What comes out of the frame goes on in the dialog that the frame is in, what comes back over the guard into the frame. */
function FocusGuard({ frame }: { frame: RefObject<HTMLIFrameElement | null> }): ReactNode {
  const guard = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const { current } = guard;
    if (current) current.tabIndex = current.closest('[role="dialog"]') === null ? -1 : 0;
  }, []);
  const lead = ({ currentTarget, relatedTarget: from }: FocusEvent): void => {
    const all = currentTarget.closest('[role="dialog"]')?.querySelectorAll<HTMLElement>(STOPS) ?? [];
    const stops = [...all].filter((one) => one.tabIndex >= 0 && one.checkVisibility());
    const after = stops.findIndex((one) => one === currentTarget) + 1;
    const next = from === null || from === frame.current ? (stops[after] ?? stops[0]) : frame.current;
    next?.focus();
  };
  return <span ref={guard} data-focus-guard onFocus={lead} />;
}
