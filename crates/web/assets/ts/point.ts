// The button beside coordinates that opens a map: what is pointed at stands in the field at once, in the notation that people type.

import { placed, written } from "./coordinates";
import type { Point } from "./pick-map";
import { pickPoint } from "./pick";

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** The dialog with the map. It goes when it is closed, and the map with it. */
function open(button: HTMLButtonElement, input: HTMLInputElement): void {
  const words = button.dataset;
  const dialog = element("dialog", "picker");
  dialog.setAttribute("aria-labelledby", "picker-title");
  const title = element("h2", "", words["title"]);
  title.id = "picker-title";
  const canvas = element("div", "map");
  Object.assign(canvas.dataset, { label: words["title"], worker: words["worker"], base: words["base"], outlines: words["outlines"] });
  Object.assign(canvas.dataset, { script: words["script"], sheet: words["sheet"] });
  const told = element("p", "told");
  told.setAttribute("role", "status");
  const close = element("button", "btn", words["done"]);
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  const actions = element("p", "actions");
  actions.append(close);
  dialog.append(title, element("p", "hint", words["hint"]), canvas, told, actions);
  dialog.addEventListener("close", () => {
    dialog.remove();
    input.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  const onPick = (point: Point): void => {
    input.value = written(point);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    told.textContent = point.district ? `${input.value} · ${point.district}` : input.value;
  };
  void pickPoint(canvas, onPick, placed(input.value)).then((drawn) => {
    if (drawn) canvas.querySelector("canvas")?.focus();
    else told.textContent = words["failed"] ?? "";
  });
}

/** Wakes the buttons of a form, or of a part that came anew. Without script there are none, and coordinates are typed. */
export function points(root: ParentNode): void {
  root.querySelectorAll<HTMLButtonElement>("button[data-point]").forEach((button) => {
    const input = document.getElementById(button.dataset["point"] ?? "");
    if (!button.hidden || !(input instanceof HTMLInputElement)) return;
    button.hidden = false;
    button.addEventListener("click", () => open(button, input));
  });
}
