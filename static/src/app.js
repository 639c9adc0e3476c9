// The one script of the pages: htmx, its websocket extension, the conversation. No page needs it for reading.
// Order matters: the extension registers itself on the global that htmx.org sets.
import "htmx.org";
import "htmx.org/dist/ext/hx-ws.js";
import { converse } from "./chat.js";

const page = document.getElementById("chat");
if (page) converse(page);
