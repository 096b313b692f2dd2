// A small map on which a place is pointed out. It is loaded only when somebody asks for it: see pick.ts.

import type { FeatureCollection } from "geojson";
import * as maplibre from "maplibre-gl";

import { make, token } from "./base-map";
import type { Place } from "./coordinates";

/** A place, and the district it lies in, where that is known. */
export interface Point extends Place {
  district?: string;
}

/** Draws the districts around, each with its name; tells where the reader's own lies. */
export async function districts(map: maplibre.Map, url: string): Promise<maplibre.LngLatBounds> {
  const bounds = new maplibre.LngLatBounds();
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) return bounds;
  const all = (await answer.json()) as FeatureCollection;
  const own = all.features.some((feature) => feature.properties?.["own"] === true);
  map.addSource("districts", { type: "geojson", data: all });
  map.addLayer({ id: "districts", type: "fill", source: "districts", paint: { "fill-color": token("paper"), "fill-opacity": 0.6 } });
  map.addLayer({ id: "borders", type: "line", source: "districts", paint: { "line-color": token("ink-2"), "line-width": 1 } });
  for (const { geometry, properties } of all.features) {
    const label = document.createElement("div");
    label.className = "place-name";
    label.textContent = String(properties?.["name"] ?? "");
    new maplibre.Marker({ element: label }).setLngLat(properties?.["middle"] as [number, number]).addTo(map);
    if (geometry.type !== "MultiPolygon" || (own && properties?.["own"] !== true)) continue;
    for (const [lon, lat] of geometry.coordinates.flatMap((polygon) => polygon[0] ?? [])) {
      if (lon !== undefined && lat !== undefined) bounds.extend([lon, lat]);
    }
  }
  return bounds;
}

/**
 * Shows a map in an element. Every click there moves the mark and is told, with six digits; by keyboard arrows move the map under its
 * middle, plus and minus bring it nearer, and Enter or the space bar sets the mark in the middle. At first the own district is shown.
 */
export function pick(container: HTMLElement, onPick: (point: Point) => void, start?: Point): boolean {
  const { worker, base, outlines, label } = container.dataset;
  const center: [number, number] = start ? [start.lon, start.lat] : [67, 48];
  const map = worker ? make(container, worker, base ?? "", { center, zoom: start ? 9 : 3.4, fadeDuration: 0 }) : undefined;
  if (!map) return false;
  const canvas = map.getCanvas();
  canvas.setAttribute("aria-label", label ?? "");
  const middle = document.createElement("div");
  middle.className = "middle";
  container.append(middle);
  const mark = new maplibre.Marker({ draggable: true, color: token("late") }).setLngLat(center);
  if (start) mark.addTo(map);
  const tell = () => {
    const at = mark.getLngLat().wrap();
    const found = map.getLayer("districts") ? map.queryRenderedFeatures(map.project(at), { layers: ["districts"] }) : [];
    const district: unknown = found.at(-1)?.properties["name"];
    onPick({ lat: Number(at.lat.toFixed(6)), lon: Number(at.lng.toFixed(6)), ...(typeof district === "string" ? { district } : {}) });
  };
  const set = (at: maplibre.LngLat) => {
    mark.setLngLat(at).addTo(map);
    tell();
  };
  map.on("click", (event) => set(event.lngLat));
  mark.on("dragend", tell);
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    set(map.getCenter());
  });
  if (outlines) {
    map.on("load", () => {
      void districts(map, outlines).then((bounds) => {
        if (!start && !bounds.isEmpty()) map.fitBounds(bounds, { padding: 24, animate: false });
        container.setAttribute("data-ready", "");
      });
    });
  }
  return true;
}
