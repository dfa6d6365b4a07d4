import type { MiddlewareHandler } from "hono";
import type { Markup } from "../reports/markup.ts";
import { asset } from "./assets.ts";
import { layout, type NavigationTab } from "./layout.ts";
import type { Pulse } from "./pulse.ts";

declare module "hono" {
  interface ContextRenderer {
    /** Answers with a whole page around this `<main>`. Mounted pages use it too, so that all of them look alike. */
    (main: Markup, frame: { readonly title: string }): Response | Promise<Response>;
  }
}

/** Gives each request `context.render`. The version is read before the page, so that no change in between is missed. */
export function pageFrame(tabs: readonly NavigationTab[], pulse: Pulse, now: () => Date): MiddlewareHandler {
  return async (context, next) => {
    const version = context.req.method === "GET" ? await pulse.read().catch(() => "") : "";
    context.setRenderer((main, { title }) => {
      const page = layout(main, { title, tabs, path: context.req.path, version, asset, now: now() });
      return context.html(page.toString());
    });
    await next();
  };
}
