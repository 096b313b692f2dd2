// Lists searched by typing: a line with a list under it stands in for a long select, or for one whose choices the server finds.
// The select stays in the form and holds what is chosen. Pattern: the ARIA combobox with list autocomplete.

/** Selects of no more choices than this are quick enough as they are. */
const SHORT = 9;

interface Option {
  value: string;
  label: string;
}

/** Spellings fold as in the product: Kazakh letters to Russian ones, ё to е. */
function fold(text: string): string {
  const like: Record<string, string> = { ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и", ё: "е" };
  return text.toLowerCase().replace(/[әғқңөұүһіё]/g, (letter) => like[letter] ?? letter);
}

function chosen(select: HTMLSelectElement): string {
  const option = select.selectedOptions[0];
  return option && option.value !== "" ? (option.textContent ?? "") : "";
}

class Combo {
  private readonly input = document.createElement("input");
  private readonly list = document.createElement("ul");
  private options: Option[] = [];
  private active = -1;
  private asked = 0;
  private timer = 0;

  constructor(private readonly select: HTMLSelectElement) {
    const box = document.createElement("span");
    box.className = "combo";
    const { input, list } = this;
    input.type = "text";
    input.autocomplete = "off";
    input.id = select.id;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    for (const name of ["aria-describedby", "aria-invalid"]) {
      const value = select.getAttribute(name);
      if (value !== null) input.setAttribute(name, value);
    }
    select.id = `${select.id}@list`;
    select.hidden = true;
    list.id = `${select.id}@box`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", document.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent ?? "");
    input.setAttribute("aria-controls", list.id);
    input.value = chosen(select);
    select.after(box);
    box.append(input, list);
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      this.search();
    });
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("click", () => this.search());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const item = (event.target as HTMLElement).closest<HTMLElement>("[data-at]");
      if (item) this.take(Number(item.dataset["at"]));
    });
  }

  private search(): void {
    const text = this.input.value === chosen(this.select) ? "" : this.input.value.trim();
    const url = this.select.dataset["seek"];
    if (url) {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.ask(url, text), 120);
      return;
    }
    const wanted = fold(text);
    const all = [...this.select.options].filter((option) => option.value !== "");
    const found = all.filter((option) => fold(option.textContent ?? "").includes(wanted));
    found.sort((a, b) => Number(fold(b.textContent ?? "").startsWith(wanted)) - Number(fold(a.textContent ?? "").startsWith(wanted)));
    this.show(found.map((option) => ({ value: option.value, label: option.textContent ?? "" })));
  }

  private async ask(url: string, text: string): Promise<void> {
    this.asked += 1;
    const asked = this.asked;
    try {
      const answer = await fetch(`${url}&q=${encodeURIComponent(text)}`, { headers: { accept: "application/json" } });
      if (!answer.ok || asked !== this.asked) return;
      const found = (await answer.json()) as { id: string; label: string }[];
      this.show(found.map(({ id, label }) => ({ value: id, label })));
    } catch {
      this.show([]);
    }
  }

  private show(options: Option[]): void {
    this.options = options;
    this.active = -1;
    const items = options.slice(0, 200).map((option, at) => {
      const item = document.createElement("li");
      item.id = `${this.list.id}-${at}`;
      item.setAttribute("role", "option");
      item.dataset["at"] = String(at);
      item.textContent = option.label;
      return item;
    });
    this.list.replaceChildren(...items);
    if (items.length === 0) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = document.querySelector<HTMLElement>("form[data-none]")?.dataset["none"] ?? "—";
      this.list.append(none);
    }
    this.open(true);
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  private move(by: number): void {
    if (this.list.hidden) {
      this.search();
      return;
    }
    const last = Math.min(this.options.length, 200) - 1;
    this.active = Math.max(0, Math.min(last, this.active + by));
    this.list.querySelectorAll("[role=option]").forEach((item, at) => {
      item.setAttribute("aria-selected", String(at === this.active));
      if (at === this.active) {
        item.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", item.id);
      }
    });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !this.list.hidden && (this.active >= 0 || this.options.length === 1)) {
      event.preventDefault();
      event.stopPropagation();
      this.take(Math.max(0, this.active));
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.input.value = chosen(this.select);
      this.open(false);
    }
  }

  private take(at: number): void {
    const option = this.options[at];
    if (option) this.choose(option);
  }

  private choose(option: Option | null): void {
    const { select, input } = this;
    if (option && ![...select.options].some((known) => known.value === option.value)) {
      select.add(new Option(option.label, option.value));
    }
    select.value = option?.value ?? "";
    input.value = chosen(select);
    this.open(false);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** What was typed and not taken: the one choice it can mean, nothing when it was emptied, else as before. */
  private leave(): void {
    window.clearTimeout(this.timer);
    this.asked += 1;
    const text = this.input.value.trim();
    if (text === chosen(this.select)) {
      this.open(false);
      return;
    }
    const exact = this.options.filter((option) => fold(option.label) === fold(text));
    const sole = exact.length > 0 ? exact : this.list.hidden ? [] : this.options;
    this.choose(text === "" ? null : sole.length === 1 ? (sole[0] ?? null) : this.before());
  }

  private before(): Option | null {
    const option = this.select.selectedOptions[0];
    return option && option.value !== "" ? { value: option.value, label: option.textContent ?? "" } : null;
  }
}

/** Makes the long and the searched selects below an element searchable by typing. */
export function combos(root: ParentNode): void {
  for (const select of root.querySelectorAll<HTMLSelectElement>("select[data-pick], select[data-seek]")) {
    const long = select.dataset["seek"] !== undefined || select.options.length > SHORT;
    if (long && !select.hidden) new Combo(select);
  }
}
