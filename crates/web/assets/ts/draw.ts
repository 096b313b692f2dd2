// Outlines and lines of a form, drawn: a list of points and a map beside the text that is sent. The list is what holds: the map shows it and adds to
// it, and the text is written from it, so that mouse and keyboard do the same. What cannot be told in points is shown, and changed as text.

import { placed, type Place, written } from "./coordinates";
import type { Board } from "./draw-map";
import { loaded } from "./pick";
import { fault, geometry, held } from "./shape";

function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...inside: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = element("button", "btn quiet small", text);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

class Drawing {
  private readonly kind = element("select", "");
  private readonly list = element("ol", "points by-points");
  private readonly told = element("p", "told");
  private readonly canvas = element("div", "map");
  private readonly frame = element("div", "board");
  private readonly more = button("", () => this.add("").focus());
  private readonly opener = button("", () => void this.turn(true));
  private readonly details = element("details", "as-text");
  private board: Board | undefined;
  private asked = false;
  /** Whether what is listed can be written. */
  private sound = true;
  /** The list as it was last read or written, so that a text whose points nobody touched stays as it is. */
  private said = "";
  private writing = false;

  /** `place` brings words and addresses and becomes the drawing; `text` is the field that is sent. */
  constructor(
    private readonly place: HTMLElement,
    private readonly text: HTMLTextAreaElement,
  ) {
    this.details.open = text.hasAttribute("aria-invalid");
    text.before(this.details);
    this.details.append(element("summary", "", this.word("asText")), text);
    const how = element("p", "hint by-points", this.word("how"));
    how.id = `${text.id}@how`;
    this.place.append(this.tools(), this.map(), this.told, how, this.list, element("p", "tools by-points", this.more));
    this.told.setAttribute("role", "status");
    this.more.textContent = this.word("add");
    this.place.hidden = false;
    this.read(false);
    this.kind.addEventListener("change", () => this.changed(false));
    this.list.addEventListener("change", () => this.changed(true));
    text.addEventListener("change", () => {
      if (!this.writing) this.read(true);
    });
    text.form?.addEventListener("submit", (event) => this.hold(event));
    if (text.value.trim() !== "") void this.turn(false);
  }

  private word(name: string): string {
    return this.place.dataset[name] ?? "";
  }

  /** The choice of what is drawn, and the button that opens the map. */
  private tools(): HTMLElement {
    const { kind, opener } = this;
    kind.id = `${this.text.id}@kind`;
    kind.append(new Option(this.word("outline"), "outline"), new Option(this.word("line"), "line"));
    const label = element("label", "by-points", this.word("kind"));
    label.htmlFor = kind.id;
    kind.classList.add("by-points");
    opener.textContent = this.word("open");
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", `${this.text.id}@map`);
    return element("p", "tools", label, kind, opener);
  }

  /** The map with what is done on it. */
  private map(): HTMLElement {
    const { frame, canvas } = this;
    frame.id = `${this.text.id}@map`;
    frame.hidden = true;
    const { worker, base, outlines, script, sheet, wheel, fingers, nearer, farther } = this.place.dataset;
    Object.assign(canvas.dataset, { worker, base, outlines, script, sheet, wheel, fingers, nearer, farther });
    canvas.dataset["label"] = `${this.place.getAttribute("aria-label") ?? ""}: ${this.word("title")}`;
    const last = button(this.word("last"), () => this.drop(this.list.lastElementChild));
    const clear = button(this.word("clear"), () => {
      this.list.replaceChildren();
      this.changed(false);
    });
    frame.append(element("p", "hint by-points", this.word("hint")), canvas, element("p", "tools by-points", last, clear));
    return frame;
  }

  /** Opens the map or puts it away. What the library needs comes with the first time. */
  private async turn(asked: boolean): Promise<void> {
    const { frame, opener, canvas } = this;
    const open = frame.hidden;
    frame.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    opener.textContent = this.word(open ? "shut" : "open");
    if (open && !this.asked) {
      this.asked = true;
      await loaded(canvas).catch(() => undefined);
      this.board = window.qorgauDraw?.(canvas, { add: (at) => this.set(at), move: (no, at, done) => this.move(no, at, done) });
      if (this.board) this.show(true);
      else canvas.replaceWith(element("p", "note", this.word("failed")));
    }
    if (open && asked) canvas.querySelector("canvas")?.focus();
  }

  private inputs(): HTMLInputElement[] {
    return [...this.list.querySelectorAll("input")];
  }

  /** The points of the list in their order, each with its line. */
  private points(): { at: Place; input: HTMLInputElement }[] {
    return this.inputs().flatMap((input) => {
      const at = placed(input.value);
      return at ? { at, input } : [];
    });
  }

  /** The list as it stands, to be compared. */
  private saying(): string {
    const typed = this.inputs().map((input) => input.value.trim());
    return [this.kind.value, ...typed.filter((text) => text !== "")].join("\n");
  }

  private places(): Place[] {
    return this.points().map(({ at }) => at);
  }

  private get line(): boolean {
    return this.kind.value === "line";
  }

  /** A new line of the list. */
  private add(text: string): HTMLInputElement {
    const input = element("input", "");
    input.type = "text";
    input.autocomplete = "off";
    input.value = text;
    input.setAttribute("aria-describedby", `${this.text.id}@how`);
    const remove = button(this.word("remove"), () => this.drop(remove.parentElement));
    remove.value = "remove";
    remove.append(element("span", "unseen"));
    this.list.append(element("li", "", element("label", ""), input, remove));
    this.number();
    return input;
  }

  /** Says which point each line is. */
  private number(): void {
    [...this.list.children].forEach((row, no) => {
      const [label, input, unseen] = [row.querySelector("label"), row.querySelector("input"), row.querySelector(".unseen")];
      if (!label || !input || !unseen) return;
      input.id = `${this.text.id}@${no + 1}`;
      label.htmlFor = input.id;
      label.textContent = `${this.word("nth")} ${no + 1}`;
      unseen.textContent = `: ${label.textContent}`;
    });
  }

  /** Takes a line out; who pressed its button goes on at the next one. */
  private drop(row: Element | null): void {
    if (!row) return;
    const next = row.nextElementSibling?.querySelector("input") ?? this.more;
    const within = row.contains(document.activeElement);
    row.remove();
    this.number();
    this.changed(false);
    if (within) next.focus();
  }

  /** A point that is set on the map: a line that waits for one takes it. A second click at the same place says nothing new. */
  private set(at: Place): void {
    const last = this.inputs().at(-1);
    if (last?.value === written(at) || this.place.classList.contains("whole")) return;
    if (last && last.value.trim() === "") last.value = written(at);
    else this.add(written(at));
    this.changed(false);
  }

  private move(no: number, at: Place, done: boolean): void {
    const point = this.points()[no];
    if (!point) return;
    point.input.value = written(at);
    if (done) this.changed(false);
    else this.show(false);
  }

  /** The list, or what is drawn, changed: the text, the map and what is told follow. */
  private changed(near: boolean): void {
    const said = this.saying();
    if (said === this.said) return;
    this.said = said;
    const places = this.places();
    const wrong = this.inputs().filter((input) => input.value.trim() !== "" && !placed(input.value));
    for (const input of this.inputs()) {
      if (wrong.includes(input)) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    const lacking = wrong.length > 0 ? "wrong" : fault(places, this.line);
    this.sound = lacking === undefined;
    this.tell(places.length, lacking === "few" ? (this.line ? "fewLine" : "fewOutline") : lacking);
    this.told.classList.toggle("wrong", lacking === "wrong" || lacking === "crosses");
    const shape = this.sound ? geometry(places, this.line) : undefined;
    this.write(shape ? JSON.stringify(shape) : "");
    this.show(near);
  }

  private tell(count: number, lacking: string | undefined): void {
    const counted = count > 0 ? `${this.word("count")}: ${count}. ` : "";
    const told = `${counted}${lacking ? this.word(lacking) : ""}`.trim();
    if (this.told.textContent !== told) this.told.textContent = told;
  }

  private write(text: string): void {
    if (this.text.value === text) return;
    this.text.value = text;
    this.writing = true;
    for (const kind of ["input", "change"]) this.text.dispatchEvent(new Event(kind, { bubbles: true }));
    this.writing = false;
  }

  private show(near: boolean): void {
    const shape = held(this.text.value);
    if (shape.is === "whole") this.board?.show(shape.geometry, [], near);
    else this.board?.show(geometry(this.places(), this.line), this.places(), near);
  }

  /** Reads the text: when the page opens, and when somebody changed it by hand. */
  private read(near: boolean): void {
    const shape = held(this.text.value);
    const whole = shape.is === "whole" || shape.is === "unread";
    this.list.replaceChildren();
    this.place.classList.toggle("whole", whole);
    if (whole) this.details.open = true;
    if (shape.is === "points") {
      this.kind.value = shape.line ? "line" : "outline";
      for (const at of shape.points) this.add(written(at));
    }
    this.sound = true;
    this.said = this.saying();
    this.told.classList.remove("wrong");
    this.tell(this.inputs().length, whole ? shape.is : undefined);
    this.show(near);
  }

  /** What is not finished is not let go by silently: the form stays, and says what is missing. */
  private hold(event: SubmitEvent): void {
    if (!this.place.isConnected || this.place.classList.contains("whole")) return;
    this.changed(false);
    if (this.sound || !(event.submitter instanceof HTMLButtonElement) || event.submitter.value !== "check") return;
    event.preventDefault();
    this.told.classList.add("wrong");
    const wrong = this.list.querySelector<HTMLInputElement>("[aria-invalid]");
    (wrong ?? this.more).focus();
    this.told.scrollIntoView({ block: "center" });
  }
}

/** Wakes the drawings of a form, or of a part that came anew. Without script there are none, and the text is typed. */
export function drawings(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("[data-draw]").forEach((place) => {
    const text = document.getElementById(place.dataset["draw"] ?? "");
    if (place.hidden && text instanceof HTMLTextAreaElement) new Drawing(place, text);
  });
}
