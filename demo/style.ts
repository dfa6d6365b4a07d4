import { readFileSync } from "node:fs";

/** The style of the demo's own pages, over the dashboard's. */
export const demoStyle = readFileSync(new URL("./demo.css", import.meta.url), "utf8");
