// Nothing is here: said plainly, with the way on.

import type { ReactNode } from "react";
import { Link } from "../router.tsx";
import type { WordId } from "../words/say.ts";
import { useSay } from "../words/voice.tsx";
import { PageTitle } from "./page-title.tsx";

export function Lost({ because = "lost-page.answer" }: { readonly because?: WordId }): ReactNode {
  const { say } = useSay();
  return (
    <div className="lost">
      <PageTitle title={say("lost-page.title")}>{say(because)}</PageTitle>
      {because !== "lost-page.answer" && <p>{say("lost-page.about")}</p>}
      <p>
        <Link to="/" className="button">
          {say("lost-page.home")}
        </Link>
      </p>
    </div>
  );
}
