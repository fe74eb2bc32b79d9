// The page /w: read what the address asks for, load the words, put the widget there.
import { nearest, speak } from "../shared/i18n.js";
import { Host } from "./host.js";
import { paint, recall } from "./prefs.js";
import { Store } from "./store.js";
import { WdWidget, wanted } from "./wd-widget.js";

const asked = new URLSearchParams(location.search);
const host = new Host(); // listens before anything is loaded: the page around us speaks once, when the frame has loaded

paint(recall("theme") ?? asked.get("theme"));
await speak(nearest(wanted(asked.get("locale"))), "widget");

const widget = new WdWidget();
widget.host = host;
widget.store = new Store({ host, inbox: asked.get("inbox") ?? "", build: Object.fromEntries(asked) });
document.body.append(widget);
