/** When people are there, and what is promised: fetched with the page that shows them. */
import "./hours.js";
import "./promises.js";
