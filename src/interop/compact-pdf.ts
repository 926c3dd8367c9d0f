// A compact as PDF by Typst. The page goes in as JSON and never as markup, the template is the only file
// that is read, and the time of making is fixed, so that the same compact gives the same bytes.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { CompactPage } from "./compact-page.ts";

const { resolve } = createRequire(import.meta.url);

/** One upright and one bold cut a script; the first is for everything that is neither Arabic nor Chinese. */
const FONTS = [
  "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf",
  "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf",
  "@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
  "@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
  "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
] as const;

let compiler: NodeCompiler | undefined;

function typst(): NodeCompiler {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: FONTS.map((font) => readFileSync(resolve(font))) }] });
  return compiler;
}

/** The page as the template gets it. */
export const pdfInput = (page: CompactPage): string => JSON.stringify(page);

const template = (): string => readFileSync(new URL("compact.typ", import.meta.url), "utf8");

export function compactPdf(page: CompactPage): Uint8Array {
  const made = typst();
  const compiled = made.compile({ mainFileContent: template(), inputs: { page: pdfInput(page) } });
  const { result } = compiled;
  if (result === null) {
    const diagnostics = compiled.takeDiagnostics();
    const why = diagnostics === null ? "" : JSON.stringify(diagnostics.shortDiagnostics);
    throw new Error(`invariant: the template does not compile: ${why}`);
  }
  return made.pdf(result, { creationTimestamp: 0 });
}
