// A compact document as the YAML that people read and write. Short entries stand on one line, as the
// ready compacts have them; an amendment names no keys, because it takes them from the founding document.

import { Document, isCollection, isPair, visit, type Node } from "yaml";
import type { CompactDocument } from "../../src/core/compact/document.ts";

/** An entry that fits one line of a page is written on one. */
const ONE_LINE = 84;

export const withoutKeys = (document: CompactDocument): CompactDocument => ({
  ...document,
  parties: Object.fromEntries(
    Object.entries(document.parties).map(([id, { name, role, zone }]) => [id, { name, role, zone }]),
  ),
});

/** A wording without keys, with those that the founding document gives its parties. */
export const withKeys = (document: CompactDocument, { parties: founding }: CompactDocument): CompactDocument => ({
  ...document,
  parties: Object.fromEntries(
    Object.entries(document.parties).map(([id, party]) => {
      const keys = founding[id]?.keys;
      return [id, keys === undefined || party.keys !== undefined ? party : { ...party, keys }];
    }),
  ),
});

export function yamlText(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection: (_, node, path) => {
      if (path.length > 1 && isShort(node)) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Short, and no deeper than a list of entries of scalars. */
const isShort = (node: Node): boolean => depthOf(node) <= 2 && JSON.stringify(node.toJSON()).length <= ONE_LINE;

function depthOf(node: unknown): number {
  if (!isCollection(node)) return 0;
  const values = node.items.map((item: unknown) => (isPair(item) ? item.value : item));
  return 1 + Math.max(0, ...values.map(depthOf));
}
