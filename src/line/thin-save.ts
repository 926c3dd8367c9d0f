// What of a thin link outlives the process: a transfer that was under way goes on where it stood, hours later
// or after a restart. spec/thin.md

import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { createLink, partsOf, THIN_LINK, type LinkOptions, type ThinLink } from "./thin-link.ts";

const closed = { additionalProperties: false } as const;
const Id = Type.Integer({ minimum: 0, maximum: 31 });
const Bytes = Type.String({ pattern: "^[A-Za-z0-9_-]*$", maxLength: 96 * 1024 });
const Frames = { maxItems: THIN_LINK.frames } as const;

const Saved = Type.Object(
  {
    downrung: Type.Literal("thin-link/1"),
    nextId: Id,
    out: Type.Union([
      Type.Object(
        {
          id: Id,
          label: Type.Integer(),
          message: Bytes,
          acked: Type.Array(Type.Boolean(), { minItems: 1, ...Frames }),
        },
        closed,
      ),
      Type.Null(),
    ]),
    in: Type.Union([
      Type.Object(
        { id: Id, parts: Type.Array(Type.Union([Bytes, Type.Null()]), Frames), spoiled: Type.Integer() },
        closed,
      ),
      Type.Null(),
    ]),
    done: Type.Union([Type.Object({ id: Id, total: Type.Integer({ minimum: 1 }) }, closed), Type.Null()]),
  },
  closed,
);

const isSaved = Compile(Saved);

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const bytes = (value: string): Buffer => Buffer.from(value, "base64url");

export function saveLink({ nextId, out, in: coming, done }: ThinLink): string {
  return JSON.stringify({
    downrung: "thin-link/1",
    nextId,
    out: out && { id: out.id, label: out.label, message: text(Buffer.concat(out.parts)), acked: out.acked },
    in: coming && { ...coming, parts: coming.parts.map((part) => part && text(part)) },
    done,
  });
}

/** The link as it was saved; a new one when the text is none of ours. */
export function restoreLink(saved: string, options: LinkOptions): ThinLink {
  const fresh = createLink(options);
  const value = parse(saved);
  if (!isSaved.Check(value)) return fresh;
  const { nextId, out, in: coming, done } = value;
  const parts = out === null ? [] : partsOf(bytes(out.message));
  return {
    ...fresh,
    nextId,
    out:
      out === null || out.acked.length !== parts.length
        ? null
        : { id: out.id, label: out.label, acked: out.acked, parts },
    in: coming && { ...coming, parts: coming.parts.map((part) => (part === null ? null : bytes(part))) },
    done,
  };
}

function parse(saved: string): unknown {
  try {
    return JSON.parse(saved);
  } catch {
    return undefined;
  }
}
