// What every page carries: nothing that a page cannot do without.

import "./print";

document.documentElement.classList.add("scripted");
