// Takes a signed token apart for reading. It verifies nothing: the node has done that, and the offline
// check does it again. spec/act.md

export type TokenParts = {
  readonly header: unknown;
  readonly payload: unknown;
  readonly signature: string;
  readonly disclosures: readonly { readonly salt: string; readonly name: string; readonly value: unknown }[];
};

function decode(part: string): unknown {
  const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** The parts of an SD-JWT; undefined when it is not one. */
export function readToken(token: string): TokenParts | undefined {
  try {
    const [jwt = "", ...rest] = token.split("~");
    const [header = "", payload = "", signature = ""] = jwt.split(".");
    const disclosures = rest
      .filter((part) => part !== "")
      .map((part) => {
        const [salt, name, value] = decode(part) as readonly [string, string, unknown];
        return { salt, name, value };
      });
    return { header: decode(header), payload: decode(payload), signature, disclosures };
  } catch {
    return undefined;
  }
}
