// Outlines and lines as GeoJSON: read from the text of a field, and written there from points.

import type { Geometry, Position } from "geojson";

import type { Place } from "./coordinates";

/** The most points that are changed one by one; more are changed as text. */
const MOST = 300;

/** How deep the coordinates of each kind of geometry are nested. */
const DEPTHS: Record<string, number> = { Point: 0, MultiPoint: 1, LineString: 1, Polygon: 2, MultiLineString: 2, MultiPolygon: 3 };

/** What the text of a field holds: nothing; one outline or line of points; another geometry; or something that is none. */
export type Held = { is: "nothing" } | { is: "points"; line: boolean; points: Place[] } | { is: "whole"; geometry: Geometry } | { is: "unread" };

/** Why points make no shape. */
export type Fault = "few" | "crosses";

function nested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false;
  if (depth > 0) return value.length > 0 && value.every((part) => nested(part, depth - 1));
  const [lon, lat] = value as unknown[];
  return typeof lon === "number" && typeof lat === "number" && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function isGeometry(value: unknown): value is Geometry {
  if (typeof value !== "object" || value === null) return false;
  const { type, coordinates, geometries } = value as Record<string, unknown>;
  if (type === "GeometryCollection") return Array.isArray(geometries) && geometries.every(isGeometry);
  const depth = typeof type === "string" ? DEPTHS[type] : undefined;
  return depth !== undefined && nested(coordinates, depth);
}

/** The places of coordinates, whatever they are nested in. */
function flat(value: unknown): Place[] {
  if (!Array.isArray(value)) return [];
  const [lon, lat] = value as unknown[];
  return typeof lon === "number" ? [{ lat: Number(lat), lon }] : (value as unknown[]).flatMap(flat);
}

/** Every place of a geometry. */
export function places(geometry: Geometry): Place[] {
  return geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(places) : flat(geometry.coordinates);
}

const same = (one: Place | undefined, other: Place | undefined): boolean => one?.lat === other?.lat && one?.lon === other?.lon;

/** Reads the text of a field. Heights, holes and parts would be lost among points, so what has them is shown as a whole. */
export function held(text: string): Held {
  if (text.trim() === "") return { is: "nothing" };
  const geometry = parsed(text);
  if (!geometry) return { is: "unread" };
  const line = geometry.type === "LineString";
  const one = sole(geometry);
  if (!one || one.length > MOST || one.some((position) => position.length !== 2)) return { is: "whole", geometry };
  const points = flat(one);
  if (!line && !same(points[0], points.pop())) return { is: "whole", geometry };
  return { is: "points", line, points };
}

function parsed(text: string): Geometry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isGeometry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The positions of a geometry that is one line, or one ring. */
function sole(geometry: Geometry): Position[] | undefined {
  if (geometry.type === "LineString") return geometry.coordinates;
  return geometry.type === "Polygon" && geometry.coordinates.length === 1 ? geometry.coordinates[0] : undefined;
}

/** Points without those that repeat the one before them, around a ring too. */
function apart(points: Place[], line: boolean): Place[] {
  const kept = points.filter((at, no) => no === 0 || !same(at, points[no - 1]));
  while (!line && kept.length > 1 && same(kept[0], kept.at(-1))) kept.pop();
  return kept;
}

/** To which side one turns at b on the way from a to c; 0 is straight on or back. */
function turn(a: Place, b: Place, c: Place): number {
  return Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon));
}

/** Whether c, which lies on the straight line through a and b, lies between them. */
function between(a: Place, b: Place, c: Place): boolean {
  const inside = (one: number, other: number, it: number): boolean => Math.min(one, other) <= it && it <= Math.max(one, other);
  return inside(a.lon, b.lon, c.lon) && inside(a.lat, b.lat, c.lat);
}

/** Whether two stretches have a place in common. */
function meet([a, b]: [Place, Place], [c, d]: [Place, Place]): boolean {
  const [ac, ad, ca, cb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (ac !== ad && ca !== cb) return true;
  return (ac === 0 && between(a, b, c)) || (ad === 0 && between(a, b, d)) || (ca === 0 && between(c, d, a)) || (cb === 0 && between(c, d, b));
}

/** Whether a ring meets itself anywhere but where its stretches follow each other, or goes back upon itself there. */
function crosses(ring: Place[]): boolean {
  const stretches = ring.map((at, no): [Place, Place] => [at, ring[(no + 1) % ring.length] ?? at]);
  const back = (from: Place, over: Place, to: Place): boolean => turn(from, over, to) === 0 && !between(from, to, over);
  return stretches.some(([a, b], no) =>
    stretches.slice(no + 1).some(([c, d]) => {
      if (b === c) return back(a, b, d);
      return d === a ? back(c, d, b) : meet([a, b], [c, d]);
    }),
  );
}

/** What points lack to be an outline or a line; nothing where there are none. */
export function fault(points: Place[], line: boolean): Fault | undefined {
  const kept = apart(points, line);
  if (kept.length === 0) return undefined;
  if (kept.length < (line ? 2 : 3)) return "few";
  return !line && crosses(kept) ? "crosses" : undefined;
}

/** Points as the shape that they make so far, to be seen or written; one point makes none. Rings go against the clock, from their first point. */
export function geometry(points: Place[], line: boolean): Geometry | undefined {
  const kept = apart(points, line);
  const positions = kept.map(({ lat, lon }) => [lon, lat]);
  if (kept.length < 2) return undefined;
  if (line || kept.length < 3) return { type: "LineString", coordinates: positions };
  const twice = kept.reduce((sum, { lat, lon }, no) => {
    const next = kept[(no + 1) % kept.length] ?? { lat, lon };
    return sum + lon * next.lat - next.lon * lat;
  }, 0);
  const [first = [], ...rest] = positions;
  return { type: "Polygon", coordinates: [[first, ...(twice < 0 ? rest.reverse() : rest), first]] };
}
