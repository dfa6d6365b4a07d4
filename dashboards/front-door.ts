import type { Hono } from "hono";
import { createStartPage, type StartSteps } from "./start-page.ts";

/** What listens on the port from the first second: the start page at first, the dashboard once it is there. */
export interface FrontDoor {
  fetch(request: Request, ...rest: readonly unknown[]): Response | Promise<Response>;
  /** From now on the dashboard answers; open start pages turn into it by themselves. */
  open(dashboard: Hono): void;
}

export function createFrontDoor({ steps }: { readonly steps: StartSteps }): FrontDoor {
  const listeners = new Set<() => void>();
  let dashboard: Hono | null = null;
  const startPage = createStartPage(steps, {
    get isOpen() {
      return dashboard !== null;
    },
    onOpen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
  return {
    fetch(request, ...rest) {
      const { pathname } = new URL(request.url);
      // A start page that lost its connection comes back here to hear that it is over.
      const isAboutStart = pathname === "/starting" || pathname.startsWith("/starting/");
      const app = dashboard === null || isAboutStart ? startPage : dashboard;
      return app.fetch(request, ...(rest as [object]));
    },
    open(opened) {
      dashboard = opened;
      for (const listener of listeners) listener();
    },
  };
}
