import type { Hono } from "hono";
import { refusalOfHost, type Place } from "./security.ts";
import { createStartPage, type StartSteps } from "./start-page.ts";

/** What listens on the port from the first second: the start page at first, the dashboard once it is there. */
export interface FrontDoor {
  fetch(request: Request, ...rest: readonly unknown[]): Response | Promise<Response>;
  /** From now on the dashboard answers; open start pages turn into it by themselves. */
  open(dashboard: Hono): void;
}

const hereOnly: Place = { publicAddress: null, behindProxy: false };

/**
 * @param place - How the dashboard is reached; the start page answers to the same names. Left out: this machine alone.
 */
export function createFrontDoor({
  steps,
  place = hereOnly,
}: {
  readonly steps: StartSteps;
  readonly place?: Place;
}): FrontDoor {
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
      if (dashboard !== null && !isAboutStart) return dashboard.fetch(request, ...(rest as [object]));
      return refusalOfHost(request, place) ?? startPage.fetch(request, ...(rest as [object]));
    },
    open(opened) {
      dashboard = opened;
      for (const listener of listeners) listener();
    },
  };
}
