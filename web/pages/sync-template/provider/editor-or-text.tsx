// The JSON editor as soon as it is there, and until then, or where it can not be loaded, a plain field for the same text: what is typed
// is checked either way.
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { EditorProps } from './json-editor.tsx';
import classes from './provider.module.css';

export function EditorOrText(props: Omit<EditorProps, 'startAt'>): ReactNode {
  const { value, label, describedBy, isReadOnly, isInvalid, onChange, handle } = props;
  const [Editor, setEditor] = useState<ComponentType<EditorProps> | null>(null);
  const [startAt, setStartAt] = useState<number | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    let isWanted = true;
    import('./json-editor.tsx').then(
      ({ JsonEditor }) => {
        if (!isWanted) return;
        const isTyping = field.current !== null && document.activeElement === field.current;
        setStartAt(isTyping ? (field.current?.selectionStart ?? 0) : null);
        setEditor(() => JsonEditor);
      },
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, []);
  useImperativeHandle(Editor ? null : handle, () => ({
    goTo(from, to) {
      field.current?.focus();
      field.current?.setSelectionRange(from, to);
    },
  }));
  if (Editor) return <Editor {...props} startAt={startAt} />;
  return (
    <textarea
      ref={field}
      className={classes['plain']}
      rows={8}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      readOnly={isReadOnly}
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
