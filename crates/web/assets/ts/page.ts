// What every page carries: nothing that a page cannot do without.

import { attach } from "./attach";
import { listed } from "./drafts";
import { find } from "./find";
import "./print";
import "./table";

document.documentElement.classList.add("scripted");
find();
listed();
attach();
