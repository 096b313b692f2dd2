// What every page carries: nothing that a page cannot do without.

import { find } from "./find";

document.documentElement.classList.add("scripted");
find();
