// What every map of ours begins with: the worker of our own host, colours of the page, and the base map where the server has one.

import * as maplibre from "maplibre-gl";
import { Protocol } from "pmtiles";

let ready = false;

/** Tells the library once where its worker and its tiles are. */
function prepare(worker: string): void {
  if (ready) return;
  ready = true;
  maplibre.setWorkerUrl(new URL(worker, location.href).href);
  const protocol = new Protocol();
  maplibre.addProtocol("pmtiles", protocol.tile);
}

/** A colour of the page's tokens, as it is now: light or dark. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Layers of a base map as Protomaps cuts it, without words: they would need letters from elsewhere. */
function base(url: string): Pick<maplibre.StyleSpecification, "sources" | "layers"> {
  if (!url) return { sources: {}, layers: [] };
  const line = (id: string, layer: string, color: string, width: number): maplibre.LayerSpecification => ({
    id,
    type: "line",
    source: "base",
    "source-layer": layer,
    paint: { "line-color": token(color), "line-width": width },
  });
  return {
    sources: { base: { type: "vector", url: `pmtiles://${new URL(url, location.href).href}` } },
    layers: [
      { id: "base-earth", type: "fill", source: "base", "source-layer": "earth", paint: { "fill-color": token("paper") } },
      { id: "base-water", type: "fill", source: "base", "source-layer": "water", paint: { "fill-color": token("line") } },
      line("base-roads", "roads", "line", 1),
      line("base-boundaries", "boundaries", "edge", 1),
    ],
  };
}

/** A map in an element, or nothing where the browser cannot draw one. */
export function make(canvas: HTMLElement, worker: string, baseUrl: string, view: Partial<maplibre.MapOptions>): maplibre.Map | undefined {
  prepare(worker);
  const under = base(baseUrl);
  try {
    const map = new maplibre.Map({
      container: canvas,
      style: {
        version: 8,
        sources: under.sources,
        layers: [{ id: "ground", type: "background", paint: { "background-color": token("well") } }, ...under.layers],
      },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maplibreLogo: false,
      ...view,
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
    return map;
  } catch {
    return undefined;
  }
}
