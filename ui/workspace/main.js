/** The workspace page begins here. */
import "./view/workspace.js";
