// The map on which an outline or a line is drawn within a form. It is loaded only when somebody asks for it: see pick.ts.

import type { Feature, FeatureCollection, Geometry } from "geojson";
import * as maplibre from "maplibre-gl";

import { make, token } from "./base-map";
import type { Place } from "./coordinates";
import { districts } from "./pick-map";
import { places } from "./shape";

/** What is done on the map. */
export interface Hands {
  /** A point is set. */
  add: (at: Place) => void;
  /** A point is dragged; at the end of it `done`. */
  move: (no: number, at: Place, done: boolean) => void;
}

/** The map as a view: it shows what it is told. */
export interface Board {
  /** Shows a shape and the points that can be moved; `near` goes to where they are. */
  show: (shape: Geometry | undefined, points: Place[], near: boolean) => void;
}

/** Where something lies, to the sixth digit. */
function told(at: maplibre.LngLat): Place {
  const { lat, lng } = at.wrap();
  return { lat: Number(lat.toFixed(6)), lon: Number(lng.toFixed(6)) };
}

function collection(shape: Geometry | undefined): FeatureCollection {
  const features: Feature[] = shape ? [{ type: "Feature", properties: {}, geometry: shape }] : [];
  return { type: "FeatureCollection", features };
}

function frame(all: Place[]): maplibre.LngLatBounds {
  const bounds = new maplibre.LngLatBounds();
  for (const { lat, lon } of all) bounds.extend([lon, lat]);
  return bounds;
}

/** Layers of the shape, as the drawing on an entry's page has them. */
function layers(map: maplibre.Map, shape: Geometry | undefined): void {
  map.addSource("shape", { type: "geojson", data: collection(shape) });
  const accent = token("accent");
  const area = { "fill-color": accent, "fill-opacity": 0.18 };
  const line = { "line-color": accent, "line-width": 2.5 };
  const point = { "circle-color": accent, "circle-radius": 6 };
  map.addLayer({ id: "shape-area", type: "fill", source: "shape", filter: ["==", ["geometry-type"], "Polygon"], paint: area });
  map.addLayer({ id: "shape-line", type: "line", source: "shape", filter: ["!=", ["geometry-type"], "Point"], paint: line });
  map.addLayer({ id: "shape-point", type: "circle", source: "shape", filter: ["==", ["geometry-type"], "Point"], paint: point });
}

/** Keeps a numbered mark at each point, to be dragged. The list of points says the same to who cannot see the map. */
function marks(map: maplibre.Map, hands: Hands): (points: Place[]) => void {
  const known: maplibre.Marker[] = [];
  const made = (no: number): maplibre.Marker => {
    const element = document.createElement("span");
    element.className = "handle";
    element.textContent = String(no + 1);
    element.setAttribute("aria-hidden", "true");
    const mark = new maplibre.Marker({ element, draggable: true });
    mark.on("drag", () => hands.move(no, told(mark.getLngLat()), false));
    mark.on("dragend", () => hands.move(no, told(mark.getLngLat()), true));
    return mark;
  };
  return (points) => {
    points.forEach(({ lat, lon }, no) => {
      const mark = known[no];
      if (mark) mark.setLngLat([lon, lat]);
      else known[no] = made(no).setLngLat([lon, lat]).addTo(map);
    });
    for (const mark of known.splice(points.length)) mark.remove();
  };
}

/** A click sets a point there; by keyboard arrows move the map under its middle, and Enter or the space bar sets a point in the middle. */
function setting(map: maplibre.Map, container: HTMLElement, hands: Hands): void {
  const middle = document.createElement("div");
  middle.className = "middle";
  container.append(middle);
  map.on("click", (event) => {
    const { target } = event.originalEvent;
    if (target instanceof Element && target.closest(".handle")) return;
    hands.add(told(event.lngLat));
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    hands.add(told(map.getCenter()));
  });
}

/** What the library says in the page's language; a wheel alone and one finger move the page, not the map. */
function options({ wheel = "", fingers = "", nearer = "", farther = "" }: DOMStringMap): Partial<maplibre.MapOptions> {
  const locale = {
    "CooperativeGesturesHandler.WindowsHelpText": wheel,
    "CooperativeGesturesHandler.MacHelpText": wheel.replace("Ctrl", "⌘"),
    "CooperativeGesturesHandler.MobileHelpText": fingers,
    "NavigationControl.ZoomIn": nearer,
    "NavigationControl.ZoomOut": farther,
  };
  return { center: [67, 48], zoom: 3.4, fadeDuration: 0, doubleClickZoom: false, cooperativeGestures: true, locale };
}

/** Shows a map in an element, at first the own district. Nothing where this browser draws none. */
export function draw(container: HTMLElement, hands: Hands): Board | undefined {
  const { worker, base, outlines, label } = container.dataset;
  const map = worker ? make(container, worker, base ?? "", options(container.dataset)) : undefined;
  if (!map) return undefined;
  map.getCanvas().setAttribute("aria-label", label ?? "");
  setting(map, container, hands);
  const mark = marks(map, hands);
  let shown: Geometry | undefined;
  let all: Place[] = [];
  const near = (bounds: maplibre.LngLatBounds): void => {
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 40, maxZoom: 13, animate: false });
  };
  map.on("load", () => {
    const around = outlines ? districts(map, outlines) : Promise.resolve(new maplibre.LngLatBounds());
    void around.catch(() => new maplibre.LngLatBounds()).then((bounds) => {
      layers(map, shown);
      if (all.length === 0) near(bounds);
      container.setAttribute("data-ready", "");
    });
  });
  return {
    show: (shape, points, go) => {
      shown = shape;
      all = [...points, ...(shape ? places(shape) : [])];
      mark(points);
      void map.getSource<maplibre.GeoJSONSource>("shape")?.setData(collection(shape));
      if (go) near(frame(all));
    },
  };
}
