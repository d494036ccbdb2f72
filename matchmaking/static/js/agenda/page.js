// The agenda on the day: what is now and next stays true while the page is open, and a copy of it is kept.
import "./now_next.js";
import "./offline.js";
