// A mail as it looks, in a frame that can do nothing (the server's /mail-frame says how). As high as the mail.
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import classes from './mail-frame.module.css';

/** Until the mail has told its own. */
const FIRST_HEIGHT_PX = 480;

/** title: what a screen reader calls the frame. */
export function MailFrame({ html, title }: { html: string; title: string }): ReactNode {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(FIRST_HEIGHT_PX);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const hear = (event: MessageEvent): void => {
      if (event.source !== frame.current?.contentWindow) return;
      const { ready, height: told } = event.data as { ready?: boolean; height?: number };
      if (ready) setReady(true);
      if (typeof told === 'number') setHeight(Math.ceil(told));
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    // To the origin of nobody, which has no name.
    if (isReady) frame.current?.contentWindow?.postMessage({ html }, '*');
  }, [isReady, html]);
  return (
    <iframe
      ref={frame}
      title={title}
      src="/mail-frame"
      sandbox="allow-scripts"
      className={classes['frame']}
      style={{ height }}
    />
  );
}
