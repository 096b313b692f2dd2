// Drafts: what was typed stays in this browser, for the account that typed it and the form, until the server's receipt.
// Another account on the same device neither sees nor deletes them.

/** A draft as it is kept. */
export interface Draft {
  /** The form: `new:offence`, `correct:<entry>`. */
  form: string;
  /** Where the form is, without the language. */
  place: string;
  /** What the form is called. */
  title: string;
  /** When it was kept, in milliseconds. */
  at: number;
  /** The entry's id, by which the receipt names it. */
  id: string;
  /** What stands in the form. */
  pairs: [string, string][];
}

const PREFIX = "qorgau.draft.";

function account(): string {
  return document.querySelector<HTMLElement>("[data-account]")?.dataset["account"] ?? "";
}

function key(form: string): string {
  return `${PREFIX}${account()}.${form}`;
}

function read(name: string): Draft | null {
  try {
    const text = localStorage.getItem(name);
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    return null;
  }
}

/** Every draft of the account at work, the last first. */
export function drafts(): Draft[] {
  const own = `${PREFIX}${account()}.`;
  const found: Draft[] = [];
  for (let at = 0; at < localStorage.length; at += 1) {
    const name = localStorage.key(at);
    const draft = name?.startsWith(own) ? read(name) : null;
    if (draft) found.push(draft);
  }
  return found.sort((a, b) => b.at - a.at);
}

function pairs(form: HTMLFormElement): [string, string][] {
  const found: [string, string][] = [];
  new FormData(form).forEach((value, name) => {
    if (typeof value === "string" && name !== "mark" && name !== "@do") found.push([name, value]);
  });
  return found;
}

/** The place of a page without its language. */
function place(path: string): string {
  return path.replace(/^\/(kk|ru|en)(?=\/)/, "");
}

/** Sends pairs to a form's page, which then shows them; rows and found names are made by the server. */
export function resume(url: string, mark: string, draft: [string, string][]): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.hidden = true;
  for (const [name, value] of [["mark", mark], ["@do", "edit"], ...draft] as [string, string][]) {
    const input = document.createElement("textarea");
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

/** The mark that every form of this session carries. */
export function mark(): string {
  return document.querySelector<HTMLInputElement>("input[name=mark]")?.value ?? "";
}

function write(form: HTMLFormElement, name: string): void {
  const at = new URL(form.action);
  const draft: Draft = {
    form: name,
    place: place(at.pathname),
    title: document.querySelector("h1")?.textContent ?? "",
    at: Date.now(),
    id: form.querySelector<HTMLInputElement>('input[name="@id"]')?.value ?? "",
    pairs: pairs(form),
  };
  const note = document.querySelector<HTMLElement>("[data-draft-note]");
  try {
    localStorage.setItem(key(name), JSON.stringify(draft));
    if (note) note.textContent = note.dataset["kept"] ?? "";
  } catch {
    if (note) note.textContent = note.dataset["full"] ?? "";
  }
}

/** Keeps the draft of a form from the first change on, and offers the one that is there. */
export function keep(form: HTMLFormElement): void {
  const name = form.dataset["draft"] ?? "";
  const fresh = form.hasAttribute("data-fresh");
  const known = read(key(name));
  let touched = !fresh;
  const save = (): void => {
    if (touched) write(form, name);
  };
  const offer = document.querySelector<HTMLTemplateElement>("#draft-offer");
  if (fresh && known && offer) {
    const banner = offer.content.firstElementChild?.cloneNode(true) as HTMLElement;
    const when = banner.querySelector("[data-when]");
    if (when) when.textContent = moment(known.at);
    banner.querySelector("[data-resume]")?.addEventListener("click", () => resume(form.action, mark(), known.pairs));
    banner.querySelector("[data-discard]")?.addEventListener("click", () => {
      localStorage.removeItem(key(name));
      banner.remove();
    });
    form.before(banner);
  }
  form.addEventListener("input", () => {
    touched = true;
    save();
  });
  form.addEventListener("change", () => {
    touched = true;
    save();
  });
  form.addEventListener("entry:changed", save);
  // A form that comes back from the server holds what was typed: it is the draft from then on.
  save();
  // Another language: the same form with all that stands in it, at the same place of the page.
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".languages a")) {
    link.addEventListener("click", (event) => {
      if (!touched) return;
      event.preventDefault();
      save();
      sessionStorage.setItem("qorgau.scroll", String(window.scrollY));
      resume(new URL(form.action).pathname.replace(/^\/(kk|ru|en)/, `/${link.lang}`), mark(), pairs(form));
    });
  }
  const scroll = sessionStorage.getItem("qorgau.scroll");
  if (scroll !== null) {
    sessionStorage.removeItem("qorgau.scroll");
    window.scrollTo(0, Number(scroll));
  }
}

/** On the receipt, and there only, the draft goes. */
export function receipt(): void {
  const stored = document.querySelector<HTMLElement>("[data-stored]")?.dataset["stored"];
  if (!stored) return;
  for (const draft of drafts()) {
    if (draft.id === stored) localStorage.removeItem(key(draft.form));
  }
}

/** A moment as pages write it: 25.11.2026 14:05. */
export function moment(at: number): string {
  const date = new Date(at);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${two(date.getDate())}.${two(date.getMonth() + 1)}.${date.getFullYear()} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Today lists the drafts of the account, each with a way to go on. */
export function listed(): void {
  const place = document.querySelector<HTMLElement>("[data-drafts]");
  const row = place?.querySelector<HTMLTemplateElement>("template");
  if (!place || !row) return;
  const found = drafts();
  const lang = document.documentElement.lang;
  for (const draft of found) {
    const line = row.content.firstElementChild?.cloneNode(true) as HTMLElement;
    const title = line.querySelector("[data-title]");
    if (title) title.textContent = draft.title;
    const when = line.querySelector("[data-when]");
    if (when) when.textContent = moment(draft.at);
    line.querySelector("[data-resume]")?.addEventListener("click", () => resume(`/${lang}${draft.place}`, mark(), draft.pairs));
    place.querySelector("ul")?.append(line);
  }
  place.hidden = found.length === 0;
}
