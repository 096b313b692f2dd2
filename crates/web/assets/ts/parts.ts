// Buttons that change the form itself: the server makes the new form, and only the part that changed takes its place.

/** The outermost part of a form that a name belongs to. */
function part(root: ParentNode, name: string): HTMLElement | null {
  const field = name.split(/[.@]/)[0] ?? name;
  const found = root.querySelector<HTMLElement>(`[id="${CSS.escape(field)}"]`);
  return found?.closest<HTMLElement>(".group > .field") ?? null;
}

/** Sends such buttons aside and takes over what comes back. Where that fails, the form is sent as without script. */
export function parts(form: HTMLFormElement, made: (root: ParentNode) => void): void {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    const name = button.value.split(" ")[1] ?? "";
    if (!/^(add|remove|open|shut|make|find) /.test(button.value) || form.hasAttribute("data-plain")) return;
    event.preventDefault();
    void exchange(form, button, name).then((done) => {
      if (!done) {
        form.setAttribute("data-plain", "");
        form.requestSubmit(button);
        return;
      }
      const now = part(form, name);
      if (now) {
        made(now);
        focus(now, button.value);
      }
      form.dispatchEvent(new Event("entry:changed"));
    });
  });
}

async function exchange(form: HTMLFormElement, button: HTMLButtonElement, name: string): Promise<boolean> {
  const old = part(form, name);
  if (!old) return false;
  const body = new URLSearchParams();
  new FormData(form).forEach((value, field) => {
    if (typeof value === "string") body.append(field, value);
  });
  body.append("@do", button.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.redirected || (answer.status !== 200 && answer.status !== 422)) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLFormElement>("form[data-entry]");
    const now = fresh && part(fresh, name);
    if (!fresh || !now) return false;
    old.replaceWith(document.importNode(now, true));
    carried(form, fresh);
    return true;
  } catch {
    return false;
  }
}

/** What the form carries unseen comes from the server's answer too. */
function carried(form: HTMLFormElement, fresh: HTMLFormElement): void {
  const own = (root: HTMLFormElement): HTMLInputElement[] => [...root.querySelectorAll<HTMLInputElement>(":scope > input[type=hidden]")];
  const first = own(form)[0];
  const fine = own(fresh).map((input) => document.importNode(input, true));
  first?.before(...fine);
  for (const input of own(form)) if (!fine.includes(input)) input.remove();
}

/** Where one goes on: the new row's first field, the fields of the new thing, or the button one was at. */
function focus(now: HTMLElement, value: string): void {
  const [word, name = ""] = value.split(" ");
  const rows = now.querySelectorAll<HTMLElement>(".row");
  const scope =
    word === "add" ? rows[rows.length - 1] : word === "open" ? now.querySelector(`[id="${CSS.escape(`${name}@new`)}"]`) : word === "remove" ? now.querySelector(".add") : now;
  const wanted = word === "make" || word === "find" || word === "shut" ? now.querySelector<HTMLElement>(`[id="${CSS.escape(name)}"]`) : null;
  const bad = word === "make" ? now.querySelector<HTMLElement>("[aria-invalid]") : null;
  (bad ?? wanted ?? scope?.querySelector<HTMLElement>("input:not([type=hidden]), select:not([hidden]), textarea, button"))?.focus();
}
