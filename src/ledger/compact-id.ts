// The name of a compact in every act: the digest of its founding document in canonical JSON (RFC 8785).
// spec/compact.md

import canonicalize from "canonicalize";
import { sha256Base64url } from "../crypto/hash.ts";

/** The compact's id: SHA-256 of the document's RFC 8785 form, base64url. The keys are part of the document. */
export const compactIdOf = (document: unknown): string => sha256Base64url(canonicalize(document) ?? "");
