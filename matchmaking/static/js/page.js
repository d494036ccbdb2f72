// What every page loads. Each part only adds to a page that works without it.
import "./confirm.js";
import "./copy.js";
import "./forget.js";
