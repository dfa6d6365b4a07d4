import { scopesOf } from "../../simulators/hubspot/api/scopes.ts";
import { setUpSource } from "../../simulators/hubspot/model/source.ts";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import { FaultInput } from "../../simulators/hubspot/faults/fault.ts";
import type { TruthWorld } from "../../test/truth/truth-world.ts";
import type { Case } from "./label-file.ts";
import type { CaseClock } from "./plant/case-clock.ts";

/** Lets happen to our token what a case says of it, up to an instant. */
export function passAccess(
  truth: TruthWorld,
  { portal, faults }: HostedPortal,
  clientId: string,
  { own, clock, until, fails }: { own: Case | undefined; clock: CaseClock; until: number; fails: boolean },
): void {
  faults.clear();
  if (fails) faults.set(FaultInput.parse({ kind: "500" }));
  for (const { at, revoke, otherPortal, withoutScopes, fault } of own?.access ?? []) {
    if (clock.at(at) > until) continue;
    if (revoke) portal.write({ what: "token-changed", name: "revwatch", revoked: true }, setUpSource);
    if (otherPortal) truth.useToken(clientId, tokenOfAnother(truth, portal.details.portalId + 500));
    if (withoutScopes !== undefined) {
      const scopes = scopesOf("all").filter((scope) => !withoutScopes.includes(scope));
      portal.write({ what: "token-changed", name: "revwatch", scopes }, setUpSource);
    }
    if (fault !== undefined) faults.set(FaultInput.parse({ kind: "500", times: fault.times }));
  }
}

function tokenOfAnother({ hubspot }: TruthWorld, portalId: number): string {
  const token = `pat-truth-other-${portalId}`;
  hubspot.open(portalId, token, 100);
  return token;
}
