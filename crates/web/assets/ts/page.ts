// What every page carries: nothing that a page cannot do without.

import "./table";

document.documentElement.classList.add("scripted");
