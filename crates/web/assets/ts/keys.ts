// Keys of a form: Enter goes to the next field, Ctrl+Enter goes on.

/** Enter in a line leads to the next field in paper order; Ctrl+Enter presses the button that goes on. */
export function keys(form: HTMLFormElement): void {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.altKey || event.metaKey || event.isComposing) return;
    if (event.ctrlKey) {
      event.preventDefault();
      form.querySelector<HTMLButtonElement>("[data-go]")?.click();
      return;
    }
    const from = event.target;
    const line = (from instanceof HTMLInputElement && from.type !== "submit") || from instanceof HTMLSelectElement;
    if (!line || event.shiftKey) return;
    event.preventDefault();
    if (from.name.endsWith("@find")) {
      from.parentElement?.querySelector("button")?.click();
      return;
    }
    const all = [...form.querySelectorAll<HTMLElement>("input:not([type=hidden]), select, textarea, button:not(.first):not([value^=remove])")];
    const seen = all.filter((field) => !field.hidden && field.offsetParent !== null);
    seen[seen.indexOf(from) + 1]?.focus();
  });
  if (!form.hasAttribute("data-entry")) form.querySelector<HTMLButtonElement>("[data-go]")?.focus();
  // The list of errors is the first thing heard and seen after a form came back.
  const errors = document.querySelector<HTMLElement>(".errors");
  errors?.focus();
  for (const link of errors?.querySelectorAll<HTMLAnchorElement>("a") ?? []) {
    link.addEventListener("click", (event) => {
      const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!field) return;
      event.preventDefault();
      const control = field.matches("input, select, textarea") ? field : field.querySelector<HTMLElement>("input:not([type=hidden]), select:not([hidden]), textarea, button");
      field.scrollIntoView({ block: "center" });
      control?.focus();
    });
  }
}
