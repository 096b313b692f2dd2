// What the entry form carries: drafts kept until the receipt, rows and searches without leaving the page, lists searched by typing, keys.

import { combos } from "./combo";
import { keep, receipt } from "./drafts";
import { keys } from "./keys";
import { parts } from "./parts";
import { points } from "./point";

const form = document.querySelector<HTMLFormElement>("form[data-entry]");
if (form) {
  const wake = (root: ParentNode): void => {
    combos(root);
    points(root);
  };
  wake(form);
  keep(form);
  parts(form, wake);
  keys(form);
}
const check = document.querySelector<HTMLFormElement>("form[data-check]");
if (check) keys(check);
receipt();
