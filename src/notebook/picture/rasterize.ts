import { Resvg } from "@resvg/resvg-js";
import { fontOptions } from "./typeface.js";

/** SVG to PNG on white, with the project's own fonts. */
export function rasterize(svg: string, scale: number): Buffer {
  const options = { font: fontOptions(), background: "white", fitTo: { mode: "zoom", value: scale } } as const;
  return new Resvg(svg, options).render().asPng();
}
