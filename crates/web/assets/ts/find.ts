// The command bar on "/", the list of keys on "?", and arrows in tables. Without script the form leads to the page of the search.

interface Hit { text: string; more: string; url: string }

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function commandBar(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=search]");
  const address = form.dataset["find"];
  if (!input || !address) return;
  const list = document.createElement("ul");
  list.className = "found";
  list.id = "found";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") ?? "");
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", "found"], ["aria-expanded", "false"], ["aria-autocomplete", "list"]] as const) {
    input.setAttribute(name, value);
  }
  let hits: Hit[] = [];
  let at = -1;
  let asked = 0;
  let timer = 0;

  const choose = (next: number): void => {
    at = next;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = list.children[at];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const close = (): void => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = (found: Hit[]): void => {
    hits = found;
    list.replaceChildren(...found.map((hit, index) => {
      const option = document.createElement("li");
      option.id = `found-${index}`;
      option.setAttribute("role", "option");
      option.append(hit.text);
      const more = document.createElement("span");
      more.className = "more";
      more.textContent = hit.more;
      option.append(more);
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        location.assign(hit.url);
      });
      return option;
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  };
  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const typed = input.value.trim();
    if (typed === "") return close();
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { accept: "application/json" } });
      if (mine === asked && answer.ok && !answer.redirected) show((await answer.json()) as Hit[]);
    } catch {
      close();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (list.hidden || hits.length === 0) return;
    if (event.key === "ArrowDown") choose((at + 1) % hits.length);
    else if (event.key === "ArrowUp") choose((at + hits.length) % (hits.length + 1) - 1 < 0 ? hits.length - 1 : at - 1);
    else if (event.key === "Enter" && at >= 0) location.assign(hits[at]?.url ?? location.href);
    else return;
    event.preventDefault();
  });
}

/** Arrows go along the rows of the list, Enter opens the row. */
function rows(event: KeyboardEvent): boolean {
  const all = [...document.querySelectorAll<HTMLTableRowElement>("[data-rows] tbody tr")];
  if (all.length === 0 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return false;
  const now = all.findIndex((row) => row.contains(document.activeElement));
  const next = now < 0 ? 0 : Math.min(Math.max(now + (event.key === "ArrowDown" ? 1 : -1), 0), all.length - 1);
  all.forEach((row, index) => row.setAttribute("aria-selected", String(index === next)));
  all[next]?.querySelector<HTMLAnchorElement>("a")?.focus();
  return true;
}

/** The dialog that lists the keys. */
function keys(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog.keys");
  if (dialog && !dialog.open) dialog.showModal();
}

export function find(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-find]");
  if (!form) return;
  commandBar(form);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    // Where the Russian or Kazakh layout is on, the same keys give other letters.
    if (event.key === "/" || (event.code === "Slash" && !event.shiftKey)) form.querySelector("input")?.focus();
    else if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) keys();
    else if (event.code === "KeyN") document.querySelector<HTMLAnchorElement>("a[data-new]")?.click();
    else if (!rows(event)) return;
    event.preventDefault();
  });
}
