import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Hono } from "hono";

const types = {
  "revwatch.css": "text/css; charset=utf-8",
  "live.js": "text/javascript; charset=utf-8",
  "start.js": "text/javascript; charset=utf-8",
  "mark.svg": "image/svg+xml",
} as const;

interface Asset {
  readonly content: string;
  readonly type: string;
  readonly version: string;
}

const assets = new Map<string, Asset>(
  Object.entries(types).map(([name, type]) => {
    const content = readFileSync(new URL(`./static/${name}`, import.meta.url), "utf8");
    return [name, { content, type, version: createHash("sha256").update(content).digest("hex").slice(0, 12) }];
  }),
);

/** The address of a style sheet, script or picture; it changes with the content, so browsers may keep it for ever. */
export function asset(name: string): string {
  const { version } = assets.get(name)!;
  return `/static/${name}?v=${version}`;
}

/** Serves the few files of `static/`, which are read once: no path from outside ever reaches the disk. */
export function createAssets(): Hono {
  return new Hono().get("/static/:name", (context) => {
    const found = assets.get(context.req.param("name"));
    if (found === undefined) return context.text("There is no such file.", 404);
    context.header(
      "Cache-Control",
      context.req.query("v") === found.version ? "public, max-age=31536000, immutable" : "no-cache",
    );
    return context.body(found.content, 200, { "Content-Type": found.type });
  });
}
