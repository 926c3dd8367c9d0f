// The ladder's picture as SVG, with its colours in the page's style sheet.

import type { Picture, Shape } from "../core/compact/picture-shapes.ts";

export const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** An inline picture that says its title to those who cannot see it. The table beside it holds the same facts. */
export function svgOf(picture: Picture, title: string): string {
  const tones = [...new Set(picture.shapes.filter(({ is }) => is === "line").map(({ tone }) => tone))];
  const heads = tones.map(
    (tone) =>
      `<marker id="head-${tone}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">` +
      `<path class="head ${tone}" d="M0 0 8 4 0 8z"/></marker>`,
  );
  return [
    `<svg class="ladder" role="img" aria-labelledby="ladder-title" direction="${picture.dir}" viewBox="-1 -1 ${picture.width + 2} ${picture.height + 2}" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="ladder-title">${escapeXml(title)}</title>`,
    `<defs>${heads.join("")}</defs>`,
    ...picture.shapes.map(svgShape),
    "</svg>",
  ].join("\n");
}

function svgShape(shape: Shape): string {
  switch (shape.is) {
    case "box":
      return `<rect class="box ${shape.tone}" x="${shape.x}" y="${shape.y}" width="${shape.w}" height="${shape.h}" rx="6"/>`;
    case "bar":
      return `<rect class="bar ${shape.tone}" x="${shape.x}" y="${shape.y}" width="${shape.w}" height="${shape.h}"/>`;
    case "line": {
      const points = shape.points.map((point) => point.join(",")).join(" ");
      const head = shape.arrow ? ` marker-end="url(#head-${shape.tone})"` : "";
      return `<polyline class="line ${shape.tone}${shape.dashed ? " dashed" : ""}" points="${points}"${head}/>`;
    }
    case "text": {
      const weight = shape.bold ? ' font-weight="700"' : "";
      return `<text class="${shape.tone}" x="${shape.x}" y="${shape.y}" font-size="${shape.size}" text-anchor="${shape.anchor}"${weight}>${escapeXml(shape.text)}</text>`;
    }
    default:
      return shape satisfies never;
  }
}
