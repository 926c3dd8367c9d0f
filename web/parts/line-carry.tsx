// What people can carry to another desk when no machine reaches it: one sealed file, or codes on a screen.
// It is open by itself while the line is cut.

import { useState, type ReactNode } from "react";
import type { PartyId } from "../../src/core/kernel/act.ts";
import type { Packed } from "../../src/node/http/courier-api.ts";
import { post } from "../api/client.ts";
import type { LineProps } from "../pages/line.tsx";
import { nameOf, useNode } from "../words/voice.tsx";
import { LineCodes } from "./line-codes.tsx";
import { Told, type Telling } from "./line-told.tsx";

type CarryProps = LineProps & { readonly party: PartyId; readonly open: boolean };

export function LineCarry({ party, open, t, onChanged }: CarryProps): ReactNode {
  const { compact, party: me } = useNode();
  const [told, setTold] = useState<Telling>(null);
  const pack = async (): Promise<void> => {
    const outcome = await post<Packed>("/api/courier/pack", { to: [party] });
    if (!outcome.ok) return setTold(outcome);
    const letters = outcome.value.letters[party] ?? 0;
    save(outcome.value.file, `${me}-to-${party}.courier`);
    setTold(t("line.courier.packed", { count: letters, party: nameOf(compact, party) }));
    onChanged();
  };
  return (
    <details className="line-carry" open={open}>
      <summary>{t("line.carry")}</summary>
      <p className="soft">{t("line.carry.about")}</p>
      <div className="line-carry-do">
        <button type="button" onClick={() => void pack()}>
          {t("line.courier.pack")}
        </button>
        <LineCodes to={party} />
      </div>
      <Told telling={told} />
    </details>
  );
}

/** Hands the bytes to the browser as a download. */
function save(base64: string, name: string): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
