// The heading of a page and the title of its window. A drill says so in the first word of the title.

import { useEffect, useRef, type ReactNode } from "react";
import { useStore } from "../api/store.ts";
import { usePath } from "../router.tsx";
import { useSay } from "../words/voice.tsx";

let firstPage = true;

export function PageTitle({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  const { say } = useSay();
  const drill = useStore((state) => state.node?.compact.mode === "drill");
  const path = usePath();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = say(drill ? "app.title.drill" : "app.title", { page: title, app: say("app.name") });
  }, [title, drill, say]);
  // Going to another page moves the focus to its heading, as a full load would; the first page leaves it.
  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, [path]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children ?? title}
    </h1>
  );
}
