// The live map: districts by a figure, entries as points and clusters, what is closed, tracks; layers to choose, a click that leads on.

import type { FeatureCollection } from "geojson";
import * as maplibre from "maplibre-gl";

import { make, token } from "./base-map";
import { BANS, TRACKS, addBans, addTracks, cards, lying } from "./over-map";

type Collection = FeatureCollection;

/** How strong the colour of each class is, as in the drawn map. */
const SHADES: [string, number][] = [["c0", 0], ["c1", 0.14], ["c2", 0.3], ["c3", 0.46], ["c4", 0.64], ["c5", 0.85], ["cx", 0]];

async function told(url: string | undefined): Promise<Collection> {
  const empty: Collection = { type: "FeatureCollection", features: [] };
  if (!url) return empty;
  const answer = await fetch(url, { credentials: "same-origin" });
  return answer.ok ? ((await answer.json()) as Collection) : empty;
}

/** The frame around everything that is drawn: districts by their outer rings, tracks by their lines. */
function frame(drawn: Collection): maplibre.LngLatBounds {
  const bounds = new maplibre.LngLatBounds();
  for (const { geometry } of drawn.features) {
    let lines: number[][][] = [];
    if (geometry.type === "MultiPolygon") lines = geometry.coordinates.map((polygon) => polygon[0] ?? []);
    if (geometry.type === "MultiLineString") lines = geometry.coordinates;
    for (const [lon, lat] of lines.flat()) if (lon !== undefined && lat !== undefined) bounds.extend([lon, lat]);
  }
  return bounds;
}

function addDistricts(map: maplibre.Map, districts: Collection): void {
  map.addSource("districts", { type: "geojson", data: districts });
  const shade = ["match", ["get", "class"], ...SHADES.flat(), 0] as unknown as maplibre.ExpressionSpecification;
  map.addLayer({ id: "districts", type: "fill", source: "districts", paint: { "fill-color": token("accent"), "fill-opacity": shade } });
  map.addLayer({ id: "borders", type: "line", source: "districts", paint: { "line-color": token("ink-2"), "line-width": 1 } });
}

function addPoints(map: maplibre.Map, points: Collection): void {
  map.addSource("points", { type: "geojson", data: points, cluster: true, clusterRadius: 44, clusterMaxZoom: 13 });
  map.addLayer({
    id: "points",
    type: "circle",
    source: "points",
    filter: ["!", ["has", "point_count"]],
    paint: { "circle-radius": 6, "circle-color": token("late"), "circle-stroke-color": token("paper"), "circle-stroke-width": 2 },
  });
  // Clusters are elements of the page, whose figures need no letters from elsewhere; this layer makes the source show them.
  map.addLayer({
    id: "clusters",
    type: "circle",
    source: "points",
    filter: ["has", "point_count"],
    paint: { "circle-radius": 1, "circle-opacity": 0 },
  });
}

/** Keeps an element for each cluster in sight. A click goes nearer until its entries stand apart. */
function clusters(map: maplibre.Map): (seen: boolean) => void {
  const markers = new Map<number, maplibre.Marker>();
  let wanted = true;
  const refresh = () => {
    const found = wanted && map.getSource("points") ? map.querySourceFeatures("points", { filter: ["has", "point_count"] }) : [];
    const seen = new Set<number>();
    for (const feature of found) {
      const id = Number(feature.properties["cluster_id"]);
      if (seen.has(id) || feature.geometry.type !== "Point") continue;
      seen.add(id);
      if (markers.has(id)) continue;
      const at = feature.geometry.coordinates as [number, number];
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cluster";
      button.textContent = String(feature.properties["point_count"]);
      button.addEventListener("click", () => {
        const source = map.getSource("points") as maplibre.GeoJSONSource;
        void source.getClusterExpansionZoom(id).then((zoom) => map.easeTo({ center: at, zoom }));
      });
      markers.set(id, new maplibre.Marker({ element: button }).setLngLat(at).addTo(map));
    }
    for (const [id, marker] of markers) {
      if (seen.has(id)) continue;
      marker.remove();
      markers.delete(id);
    }
  };
  map.on("idle", refresh);
  map.on("moveend", refresh);
  return (seen) => {
    wanted = seen;
    refresh();
  };
}

/** Names and figures as elements of the page; a name that would lie over another is left out until there is room. */
function names(map: maplibre.Map, districts: Collection): maplibre.Marker[] {
  const markers = districts.features.map((feature) => {
    const { name, said, middle, around } = feature.properties as { name: string; said: string; middle: [number, number]; around: boolean };
    const label = document.createElement("div");
    label.className = "place-name";
    label.textContent = around ? "" : said || "—";
    const under = document.createElement("span");
    under.textContent = name;
    label.append(under);
    return new maplibre.Marker({ element: label }).setLngLat(middle).addTo(map);
  });
  const room = () => {
    const taken: DOMRect[] = [];
    const free = (rect: DOMRect) =>
      taken.every((other) => rect.right < other.left || rect.left > other.right || rect.bottom < other.top || rect.top > other.bottom);
    for (const marker of markers) {
      const label = marker.getElement();
      const under = label.querySelector("span");
      if (!under) continue;
      label.style.visibility = "";
      under.hidden = false;
      if (!free(label.getBoundingClientRect())) under.hidden = true;
      const rect = label.getBoundingClientRect();
      if (free(rect)) taken.push(rect);
      else label.style.visibility = "hidden";
    }
  };
  map.on("idle", room);
  map.on("moveend", room);
  requestAnimationFrame(room);
  return markers;
}

/** What stands under the pointer, said; and where a click leads. */
function leads(map: maplibre.Map, over: Collection[]): void {
  const popup = new maplibre.Popup({ closeButton: false, closeOnClick: false });
  const opened = cards(map, over);
  const of = (layer: string, point: maplibre.Point) => (map.getLayer(layer) ? map.queryRenderedFeatures(point, { layers: [layer] })[0] : undefined);
  const under = (point: maplibre.Point) => of("points", point) ?? lying(map, point)[0] ?? of("districts", point);
  map.on("mousemove", (event) => {
    const feature = under(event.point);
    map.getCanvas().style.cursor = feature?.properties["url"] || feature?.properties["key"] ? "pointer" : "";
    if (!feature) return void popup.remove();
    const { name, said } = feature.properties as { name: string; said: string | null };
    popup.setLngLat(event.lngLat).setText(said ? `${name}: ${said}` : name).addTo(map);
  });
  map.on("mouseout", () => popup.remove());
  map.on("click", (event) => {
    const point = of("points", event.point);
    if (!point && opened(event.point, event.lngLat)) return void popup.remove();
    const url: unknown = (point ?? of("districts", event.point))?.properties["url"];
    if (typeof url === "string" && url.startsWith("/")) location.assign(url);
  });
}

function layers(place: HTMLElement, choices: [string, (seen: boolean) => void][]): void {
  const field = document.createElement("fieldset");
  field.className = "layers";
  const legend = document.createElement("legend");
  legend.className = "unseen";
  legend.textContent = place.dataset.layers ?? "";
  field.append(legend);
  for (const [name, show] of choices) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => show(box.checked));
    label.append(box, name);
    field.append(label);
  }
  place.prepend(field);
}

/** Draws the live map in the place of the one that the server drew; where that fails, the drawn one stays. */
export async function live(place: HTMLElement): Promise<void> {
  const { worker, districts: districtsUrl, points: pointsUrl, bans: bansUrl, tracks: tracksUrl, near, base } = place.dataset;
  const [districts, points, closed, tracks] = await Promise.all([told(districtsUrl), told(pointsUrl), told(bansUrl), told(tracksUrl)]);
  const bounds = frame(near !== undefined && tracks.features.length > 0 ? tracks : districts);
  if (!worker || bounds.isEmpty()) return;
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  canvas.setAttribute("aria-label", place.dataset.label ?? "");
  place.prepend(canvas);
  const map = make(canvas, worker, base ?? "", { bounds, fitBoundsOptions: { padding: 24, maxZoom: 15 } });
  if (!map) {
    canvas.remove();
    const said = document.createElement("p");
    said.className = "note";
    said.textContent = place.dataset.failed ?? "";
    place.append(said);
    return;
  }
  place.classList.add("live");
  map.on("load", () => {
    addDistricts(map, districts);
    if (bansUrl) addBans(map, closed);
    if (tracksUrl) addTracks(map, tracks);
    addPoints(map, points);
    const showClusters = clusters(map);
    const labels = names(map, districts);
    const visible = (ids: string[], seen: boolean) => {
      for (const id of ids) map.setLayoutProperty(id, "visibility", seen ? "visible" : "none");
    };
    const choices: [string, (seen: boolean) => void][] = [
      [place.dataset.layerDistricts ?? "", (seen) => {
        visible(["districts", "borders"], seen);
        for (const label of labels) label.getElement().hidden = !seen;
      }],
    ];
    if (pointsUrl) {
      choices.push([place.dataset.layerPoints ?? "", (seen) => {
        visible(["points", "clusters"], seen);
        showClusters(seen);
      }]);
    }
    if (bansUrl) choices.push([place.dataset.layerBans ?? "", (seen) => visible(BANS, seen)]);
    if (tracksUrl) choices.push([place.dataset.layerTracks ?? "", (seen) => visible(TRACKS, seen)]);
    layers(place, choices);
    leads(map, [closed, tracks]);
    place.setAttribute("data-ready", "");
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
}
