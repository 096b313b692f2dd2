// What lies over the districts of the live map: what is closed on a day and the tracks of raids, and what a click on them tells.

import type { FeatureCollection } from "geojson";
import * as maplibre from "maplibre-gl";

import { token } from "./base-map";

/** What a click on something tells: what it is, and where it leads. */
interface Card {
  key: string;
  name: string;
  lines: string[];
  ways: { text: string; url: string }[];
}

/** The layers of what is closed, and of tracks. */
export const BANS = ["closed-areas", "closed-edges", "closed-lines", "closed-places"];
export const TRACKS = ["tracks-under", "tracks"];

/** How far from the pointer something thin may lie, in pixels. */
const REACH = 6;

/** Slanting lines of a colour, as the drawn map has them. */
function hatch(color: string): ImageData | undefined {
  const size = 16;
  const canvas = document.createElement("canvas");
  canvas.width = size;
  canvas.height = size;
  const drawn = canvas.getContext("2d");
  if (!drawn) return undefined;
  drawn.strokeStyle = color;
  drawn.lineWidth = 3;
  for (const from of [-size, 0, size]) {
    drawn.moveTo(from, size);
    drawn.lineTo(from + size, 0);
  }
  drawn.stroke();
  return drawn.getImageData(0, 0, size, size);
}

/** Whether something is drawn as an area, a line, or a place. */
function form(name: string): maplibre.ExpressionSpecification {
  return ["==", ["get", "form"], name] as unknown as maplibre.ExpressionSpecification;
}

/** Lays what is closed over the map. */
export function addBans(map: maplibre.Map, closed: FeatureCollection): void {
  const late = token("late");
  const image = hatch(late);
  if (image) map.addImage("closed-days", image, { pixelRatio: 2 });
  map.addSource("closed", { type: "geojson", data: closed });
  map.addLayer({
    id: "closed-areas",
    type: "fill",
    source: "closed",
    filter: form("area"),
    paint: image ? { "fill-pattern": "closed-days" } : { "fill-color": late, "fill-opacity": 0.3 },
  });
  map.addLayer({ id: "closed-edges", type: "line", source: "closed", filter: form("area"), paint: { "line-color": late, "line-width": 2 } });
  map.addLayer({
    id: "closed-lines",
    type: "line",
    source: "closed",
    filter: form("line"),
    paint: { "line-color": late, "line-width": 3, "line-dasharray": [2, 1] },
  });
  map.addLayer({
    id: "closed-places",
    type: "circle",
    source: "closed",
    filter: form("place"),
    paint: { "circle-radius": 7, "circle-color": token("paper"), "circle-stroke-color": late, "circle-stroke-width": 3 },
  });
}

/** Lays tracks over the map. */
export function addTracks(map: maplibre.Map, tracks: FeatureCollection): void {
  map.addSource("tracks", { type: "geojson", data: tracks });
  const line = (id: string, color: string, width: number) => {
    map.addLayer({
      id,
      type: "line",
      source: "tracks",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": token(color), "line-width": width },
    });
  };
  line("tracks-under", "paper", 5);
  line("tracks", "ink", 2.5);
}

/** What of these layers lies under a point of the screen, the uppermost first. */
export function lying(map: maplibre.Map, point: maplibre.Point): maplibre.MapGeoJSONFeature[] {
  const layers = [...TRACKS, ...BANS].filter((layer) => map.getLayer(layer));
  if (layers.length === 0) return [];
  const around: [maplibre.PointLike, maplibre.PointLike] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ];
  return map.queryRenderedFeatures(around, { layers });
}

function told(card: Card): HTMLElement {
  const part = document.createElement("section");
  const name = document.createElement("strong");
  name.textContent = card.name;
  const lines = document.createElement("ul");
  for (const text of card.lines) {
    const line = document.createElement("li");
    line.textContent = text;
    lines.append(line);
  }
  const ways = document.createElement("p");
  for (const { text, url } of card.ways) {
    if (!url.startsWith("/")) continue;
    const way = document.createElement("a");
    way.href = url;
    way.textContent = text;
    ways.append(way);
  }
  part.append(name, lines, ways);
  return part;
}

/** Opens what is told of everything that lies where somebody clicked; says whether something does. Escape closes it. */
export function cards(map: maplibre.Map, all: FeatureCollection[]): (point: maplibre.Point, at: maplibre.LngLat) => boolean {
  const known = new Map<string, Card>();
  for (const { properties } of all.flatMap((collection) => collection.features)) {
    const card = properties as Card | null;
    if (card) known.set(card.key, card);
  }
  let open: maplibre.Popup | undefined;
  return (point, at) => {
    open?.remove();
    open = undefined;
    const keys = new Set(lying(map, point).map((feature) => String(feature.properties["key"])));
    const found = [...keys].flatMap((key) => known.get(key) ?? []);
    if (found.length === 0) return false;
    const box = document.createElement("div");
    box.className = "cards";
    box.append(...found.map(told));
    const popup = new maplibre.Popup({ closeButton: false, maxWidth: "min(340px, 80vw)" });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      popup.remove();
      map.getCanvas().focus();
    });
    popup.setLngLat(at).setDOMContent(box).addTo(map);
    open = popup;
    return true;
  };
}
