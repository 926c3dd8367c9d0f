// The native dialog: it keeps the focus, closes with Escape and gives the focus back.

import { useEffect, useId, useRef, type ReactNode } from "react";
import { useSay } from "../words/voice.tsx";

type DialogProps = {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

export function Dialog({ title, onClose, wide = false, children }: DialogProps): ReactNode {
  const { say } = useSay();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("h2")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? "wide" : undefined}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className="quiet" onClick={onClose}>
          {say("compose.close")}
        </button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
