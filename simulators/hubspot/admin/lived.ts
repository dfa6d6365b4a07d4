import type { AdminRequest } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import type { PortalRegistry } from "../portal-registry.ts";
import { openLived } from "../scenario/open-lived.ts";
import type { YearLabel } from "../scenario/year/label-book.ts";
import { LivedInput } from "./inputs.ts";
import { summarise } from "./portals.ts";

/** Opens a portal and lives a year, or any other span, of its life. */
export function openLivedPortal(portals: PortalRegistry, body: unknown): unknown {
  const { until, rates, ...scenario } = LivedInput.parse(body);
  const given = Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate !== undefined));
  return summarise(
    openLived(portals, { ...scenario, rates: given, until: until === undefined ? portals.now() : new Date(until) })
      .hosted,
  );
}

/** What is amiss, and what only looks like it; of one instant when `at` is given, of one check when `checkId` is. */
export function labelsOf({ authored }: HostedPortal, { query }: AdminRequest): unknown {
  if (!authored)
    throw new Error(
      "Nobody wrote down what is amiss in this portal. POST /_simulator/lived-portals opens one with labels.",
    );
  const at = query.get("at");
  const checkId = query.get("checkId");
  const isAsked = (label: YearLabel) =>
    (checkId === null || label.checkId === checkId) && (at === null || isOpenAt(label, Date.parse(at)));
  return { labels: authored.labels.filter(isAsked), nearMisses: authored.nearMisses.filter(isAsked) };
}

const isOpenAt = ({ from, until }: YearLabel, at: number): boolean =>
  Date.parse(from) <= at && (until === null || at < Date.parse(until));
