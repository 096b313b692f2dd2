// What every page carries: nothing that a page cannot do without.

document.documentElement.classList.add("scripted");

import { listed } from "./drafts";

listed();
