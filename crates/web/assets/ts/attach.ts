// Papers of an entry: files dropped anywhere on the form, how far the sending is, and the list as it is then, without leaving the page. Without
// script the browser's own field takes what is dropped, and its own progress serves.

export function attach(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-attach]");
  const field = form?.querySelector<HTMLInputElement>("input[type=file]");
  const sending = form?.querySelector<HTMLElement>(".sending");
  if (!form || !field || !sending) return;
  drop(form, field);
  form.addEventListener("submit", (event) => {
    if (!field.files?.length || form.hasAttribute("data-plain")) return;
    event.preventDefault();
    send(form, sending);
  });
}

/** The whole form takes files, beside those chosen already. */
function drop(form: HTMLFormElement, field: HTMLInputElement): void {
  const over = (event: DragEvent, is: boolean): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    field.classList.toggle("over", is);
  };
  form.addEventListener("dragover", (event) => over(event, true));
  form.addEventListener("dragleave", (event) => over(event, false));
  form.addEventListener("drop", (event) => {
    over(event, false);
    const all = new DataTransfer();
    for (const file of [...(field.files ?? []), ...(event.dataTransfer?.files ?? [])]) all.items.add(file);
    if (all.files.length) field.files = all.files;
  });
}

function send(form: HTMLFormElement, sending: HTMLElement): void {
  const request = new XMLHttpRequest();
  const words = sending.querySelector("span");
  const bar = sending.querySelector("progress");
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  const plainly = (): void => {
    if (button) button.disabled = false;
    form.setAttribute("data-plain", "");
    form.requestSubmit();
  };
  sending.hidden = false;
  if (words) words.textContent = sending.dataset["words"] ?? "";
  request.upload.addEventListener("progress", (event) => {
    if (bar && event.lengthComputable) bar.value = Math.round((100 * event.loaded) / event.total);
  });
  request.addEventListener("load", () => {
    if (!taken(new DOMParser().parseFromString(request.responseText, "text/html"))) plainly();
  });
  request.addEventListener("error", plainly);
  request.open("POST", form.action);
  request.send(new FormData(form));
  if (button) button.disabled = true;
}

/** Puts what came back in its place; false where it is another page. */
function taken(page: Document): boolean {
  const fresh = page.querySelector(".papers");
  const now = document.querySelector(".papers");
  if (!fresh || !now) return false;
  document.querySelectorAll(".errors").forEach((old) => old.remove());
  const put = document.importNode(fresh, true);
  now.replaceWith(put);
  const errors = page.querySelector(".errors");
  if (errors) put.before(document.importNode(errors, true));
  const history = page.getElementById("history");
  if (history) document.getElementById("history")?.replaceWith(document.importNode(history, true));
  attach();
  document.querySelector<HTMLElement>(".errors, .attached li:last-child a, #file")?.focus();
  document.getElementById("papers")?.scrollIntoView({ block: "nearest" });
  return true;
}
