// What the map page carries: the live map over the one that the server drew.

import "maplibre-gl/dist/maplibre-gl.css";

import { draw } from "./draw-map";
import { live } from "./live-map";
import { pick } from "./pick-map";

declare global {
  interface Window {
    /** What the place field of a form asks for. */
    qorgauPick?: typeof pick;
    /** What the field of an outline or a line asks for. */
    qorgauDraw?: typeof draw;
  }
}

window.qorgauPick = pick;
window.qorgauDraw = draw;
const place = document.getElementById("map");
if (place) void live(place);
