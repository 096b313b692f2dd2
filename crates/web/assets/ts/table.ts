// Tables that are imported: a file can be dropped onto its field, and the work is watched without loading the page anew.

/** Makes the field of a file say that a file may be dropped. The drop itself is the browser's. */
function drops(input: HTMLInputElement): void {
  const over = (is: boolean) => () => input.classList.toggle("over", is);
  input.addEventListener("dragenter", over(true));
  input.addEventListener("dragleave", over(false));
  input.addEventListener("drop", over(false));
}

/** Asks every second how far the work is, until it is done; then shows the page of the result. */
async function watches(shown: HTMLElement): Promise<void> {
  const live = shown.dataset.progress;
  if (!live) return;
  if (!location.search.includes("live=1")) {
    // The page without script loads itself anew; this one does not.
    location.replace(live);
    return;
  }
  for (;;) {
    await new Promise((later) => setTimeout(later, 1000));
    let page: Document;
    try {
      const answer = await fetch(live, { credentials: "same-origin" });
      if (!answer.ok) continue;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      continue; // The network is away; the work is not.
    }
    const next = page.getElementById("progress");
    if (!next) {
      location.replace(location.pathname);
      return;
    }
    shown.replaceChildren(...next.childNodes);
  }
}

for (const input of document.querySelectorAll<HTMLInputElement>("input.file")) drops(input);
const shown = document.getElementById("progress");
if (shown) void watches(shown);

export {};
