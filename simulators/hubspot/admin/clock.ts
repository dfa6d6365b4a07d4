import type { AdminRequest } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { setUpSource } from "../model/source.ts";
import { ClockInput } from "./inputs.ts";

export function readClock({ portal }: HostedPortal): { mode: "live" | "frozen"; at: string } {
  return { mode: portal.frozenAt === null ? "live" : "frozen", at: new Date(portal.instant()).toISOString() };
}

export function setClock(hosted: HostedPortal, { body }: AdminRequest): unknown {
  const clock = ClockInput.parse(body);
  const frozenAt = clock.mode === "frozen" ? new Date(clock.at).toISOString() : null;
  hosted.portal.write({ what: "clock-set", frozenAt }, setUpSource);
  return readClock(hosted);
}
