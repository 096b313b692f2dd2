// A small map on which a place is pointed out. It is loaded only when somebody asks for it: see pick.ts.

import * as maplibre from "maplibre-gl";

import { make } from "./base-map";

/** A place: latitude and longitude in degrees. */
export interface Point {
  lat: number;
  lon: number;
}

/** Shows a map in an element. Every click there moves the mark and is told, with six digits. The middle of the country is shown at first. */
export function pick(container: HTMLElement, onPick: (point: Point) => void, start?: Point): boolean {
  const { worker, base } = container.dataset;
  const center: [number, number] = start ? [start.lon, start.lat] : [67, 48];
  const map = worker ? make(container, worker, base ?? "", { center, zoom: start ? 9 : 3.4 }) : undefined;
  if (!map) return false;
  const mark = new maplibre.Marker({ draggable: true }).setLngLat(center);
  if (start) mark.addTo(map);
  const tell = () => {
    const { lat, lng } = mark.getLngLat().wrap();
    onPick({ lat: Number(lat.toFixed(6)), lon: Number(lng.toFixed(6)) });
  };
  map.on("click", (event) => {
    mark.setLngLat(event.lngLat).addTo(map);
    tell();
  });
  mark.on("dragend", tell);
  return true;
}
