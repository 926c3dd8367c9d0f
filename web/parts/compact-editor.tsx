// The editor of a compact: a plain text field with its line numbers. It keeps the browser's own undo, takes
// no key away from the keyboard (Tab leaves it), and indents a new line like the one before.

import { useRef, useImperativeHandle, type KeyboardEvent, type ReactNode, type Ref } from "react";
import type { Place, Remark } from "../compact/read-text.ts";
import { useCompactSpeech } from "../compact/speech.tsx";

export type EditorHandle = { readonly goTo: (place: Place) => void };

type EditorProps = {
  readonly text: string;
  readonly remarks: readonly Remark[];
  readonly onText: (text: string) => void;
  readonly handle: Ref<EditorHandle>;
};

const offsetOf = (text: string, { line, column }: Place): number =>
  text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, before) => sum + before.length + 1, 0) +
  column -
  1;

export function Editor({ text, remarks, onText, handle }: EditorProps): ReactNode {
  const { t } = useCompactSpeech();
  const field = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);
  useImperativeHandle(handle, () => ({
    goTo: (place) => {
      const element = field.current;
      if (element === null) return;
      const at = Math.min(offsetOf(element.value, place), element.value.length);
      element.focus();
      element.setSelectionRange(at, at);
      const lineHeight = Number.parseFloat(getComputedStyle(element).lineHeight);
      element.scrollTop = Math.max(0, (place.line - 4) * lineHeight);
    },
  }));
  const follow = (): void => {
    if (gutter.current !== null && field.current !== null) gutter.current.scrollTop = field.current.scrollTop;
  };
  const marks = new Map(remarks.toReversed().map((remark) => [remark.line, remark.is]));
  const lines = text.split("\n").length;
  return (
    <div className="editor" dir="ltr">
      <ol className="editor-lines" ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => (
          <li key={i} className={marks.has(i + 1) ? `line-${marks.get(i + 1)}` : undefined}>
            {i + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={field}
        className="editor-text"
        aria-label={t("compact.write.text")}
        aria-describedby="editor-keys"
        aria-invalid={remarks.some(({ is }) => is === "error") || undefined}
        value={text}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onScroll={follow}
        onKeyDown={indent}
        onChange={(event) => onText(event.target.value)}
      />
    </div>
  );
}

/** A new line begins where the one before began; after a colon or a dash that opens a block, two further in. */
function indent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
  const { value, selectionStart } = event.currentTarget;
  const line = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const margin = /^ */.exec(line)?.[0] ?? "";
  const deeper = /:\s*$/.test(line) ? "  " : "";
  event.preventDefault();
  // The one way to insert that the browser's own undo knows.
  document.execCommand("insertText", false, `\n${margin}${deeper}`);
}
