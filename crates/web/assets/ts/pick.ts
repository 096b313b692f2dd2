// Maps of a form. The library of maps is a large file, so it comes only when somebody asks to point at a place or to draw.

import type { Point } from "./pick-map";

declare global {
  interface Window {
    qorgauPick?: (container: HTMLElement, onPick: (point: Point) => void, start?: Point) => boolean;
  }
}

let coming: Promise<void> | undefined;

/** Brings the library of maps, once. */
export function loaded(container: HTMLElement): Promise<void> {
  const { script, sheet } = container.dataset;
  if (window.qorgauPick || !script) return Promise.resolve();
  coming ??= bring(script, sheet).catch((error: unknown) => {
    coming = undefined;
    throw error;
  });
  return coming;
}

function bring(script: string, sheet: string | undefined): Promise<void> {
  if (sheet) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet;
    document.head.append(link);
  }
  return new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = script;
    tag.addEventListener("load", () => done());
    tag.addEventListener("error", () => failed(new Error("the map did not come")));
    document.head.append(tag);
  });
}

/**
 * Shows a map in `container` and tells each place pointed at. The element names its files: `data-script`, `data-sheet`, `data-worker`,
 * `data-base` where the server has a base map, and `data-outlines`, the districts around. `false`: this browser draws no map, and coordinates are typed.
 */
export async function pickPoint(container: HTMLElement, onPick: (point: Point) => void, start?: Point): Promise<boolean> {
  try {
    await loaded(container);
  } catch {
    return false;
  }
  return window.qorgauPick?.(container, onPick, start) ?? false;
}
