// The JSON editor: line numbers, colours, a wavy line under what is wrong. Loaded with the form only. Tab leaves it, paste is never in
// the way, and what is right or wrong is told to it from outside: it checks nothing itself.
import { useEffect, useImperativeHandle, useRef } from 'react';
import type { ReactNode, Ref, RefObject } from 'react';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface EditorMark {
  from: number;
  to: number;
  message: string;
}

export interface EditorHandle {
  /** Puts the caret there, and the focus. */
  goTo: (from: number, to: number) => void;
}

export interface EditorProps {
  value: string;
  label: string;
  describedBy: string;
  marks: readonly EditorMark[];
  isReadOnly: boolean;
  isInvalid: boolean;
  /** The caret, where somebody was typing before the editor was there. */
  startAt: number | null;
  onChange: (value: string) => void;
  handle: Ref<EditorHandle>;
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--rc-accent-text)' },
  { tag: tags.string, color: 'var(--rc-ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--rc-warn)' },
  { tag: tags.invalid, color: 'var(--rc-bad)' },
]);

/** Eight lines of 20 px. */
const look = EditorView.theme({
  '&': { minHeight: '160px', fontSize: '0.78rem', backgroundColor: 'transparent', color: 'var(--rc-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    lineHeight: '20px',
    minHeight: '176px',
  },
  '.cm-content': { caretColor: 'var(--rc-text)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--rc-text)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    border: 'none',
    color: 'var(--rc-dimmed)',
    minWidth: '38px',
  },
  '.cm-activeLine': { backgroundColor: 'var(--rc-hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--rc-selected)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--rc-selected)', color: 'inherit' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--rc-bad)',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip': { backgroundColor: 'var(--rc-raised)', border: '1px solid var(--rc-line)' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-lint-marker-error': {
    content: 'normal',
    width: '8px',
    height: '8px',
    marginTop: '2px',
    borderRadius: '4px',
    backgroundColor: 'var(--rc-bad)',
  },
});

function extensionsOf(nonce: string, onChange: (value: string) => void): Extension {
  return [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    json(),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    look,
    // Tab is not among the keys: it goes on to the next field, as everywhere.
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}

export function JsonEditor(props: EditorProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const attributes = useRef(new Compartment());
  const view = useView(box, attributes, props);
  useText(view, props.value);
  useAttributes(view, attributes, props);
  useMarks(view, props.marks);
  useImperativeHandle(props.handle, () => ({
    goTo(from, to) {
      const open = view.current;
      if (!open) return;
      const end = open.state.doc.length;
      const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
      open.dispatch({ selection, scrollIntoView: true });
      open.focus();
    },
  }));
  return <div ref={box} />;
}

type View = RefObject<EditorView | null>;
type Attributes = RefObject<Compartment>;

/** Made once, with what stands in the field at that moment. */
function useView(box: RefObject<HTMLElement | null>, attributes: Attributes, props: EditorProps): View {
  const view = useRef<EditorView | null>(null);
  const change = useRef(props.onChange);
  const start = useRef(props);
  useEffect(() => {
    change.current = props.onChange;
  });
  useEffect(() => {
    if (!box.current) return undefined;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
    const extensions = [extensionsOf(nonce, (text) => change.current(text)), attributes.current.of([])];
    const { value: doc, startAt } = start.current;
    const opened = new EditorView({ parent: box.current, state: EditorState.create({ doc, extensions }) });
    view.current = opened;
    if (startAt !== null) {
      opened.dispatch({ selection: { anchor: Math.min(startAt, opened.state.doc.length) } });
      opened.focus();
    }
    return () => opened.destroy();
  }, [box, attributes]);
  return view;
}

/** What is changed elsewhere (a field, a mending) is changed here too, as one step that can be undone. */
function useText(view: View, value: string): void {
  useEffect(() => {
    const now = view.current?.state.doc;
    if (now && now.toString() !== value)
      view.current?.dispatch({ changes: { from: 0, to: now.length, insert: value } });
  }, [view, value]);
}

function useAttributes(
  view: View,
  attributes: Attributes,
  { label, describedBy, isReadOnly, isInvalid }: EditorProps,
): void {
  useEffect(() => {
    const shown = {
      'aria-label': label,
      'aria-describedby': describedBy,
      'aria-invalid': String(isInvalid),
      'aria-readonly': String(isReadOnly),
      tabindex: '0',
      spellcheck: 'false',
    };
    const extensions = [EditorState.readOnly.of(isReadOnly), EditorView.contentAttributes.of(shown)];
    view.current?.dispatch({ effects: attributes.current.reconfigure(extensions) });
  }, [view, attributes, label, describedBy, isReadOnly, isInvalid]);
}

function useMarks(view: View, marks: readonly EditorMark[]): void {
  useEffect(() => {
    const open = view.current;
    if (!open) return;
    const end = open.state.doc.length;
    const diagnostics = marks.map(({ from, to, message }) => ({
      from: Math.min(from, end),
      to: Math.min(Math.max(to, from + 1), end),
      severity: 'error' as const,
      message,
    }));
    open.dispatch(setDiagnostics(open.state, diagnostics));
  }, [view, marks]);
}
