// What the entry form carries: drafts kept until the receipt, rows and searches without leaving the page, lists searched by typing, maps, keys.

import { combos } from "./combo";
import { keep, receipt } from "./drafts";
import { drawings } from "./draw";
import { keys } from "./keys";
import { parts } from "./parts";
import { points } from "./point";

const form = document.querySelector<HTMLFormElement>("form[data-entry]");
if (form) {
  const wake = (root: ParentNode): void => {
    combos(root);
    points(root);
    drawings(root);
  };
  wake(form);
  keep(form);
  parts(form, wake);
  keys(form);
}
// A form of a few fields whose long lists are searched by typing, and nothing else.
const searched = document.querySelector<HTMLFormElement>("form[data-searched]");
if (searched) combos(searched);
const check = document.querySelector<HTMLFormElement>("form[data-check]");
if (check) keys(check);
receipt();
