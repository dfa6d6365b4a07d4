import { expect, test } from "vitest";
import { observedPanel } from "../../dashboards/parts/observed.ts";
import type { ClientContext } from "../../dashboards/page-context.ts";
import type { ObservedWithTold } from "../../operations/reads/would-have-told.ts";

const context = {
  client: { clientId: "northwind", timeZone: "Europe/Berlin" },
  describe: (checkId: string) => ({ failureTitle: `What ${checkId} finds` }),
} as unknown as ClientContext;

const one = (checkId: string, open: number, told: ObservedWithTold["wouldHaveTold"] = []) =>
  ({
    checkId,
    open,
    since: "2026-11-20T00:00:00Z",
    alertsFrom: null,
    by: null,
    wouldHaveTold: told,
  }) as unknown as ObservedWithTold;

const words = (observed: readonly ObservedWithTold[]) =>
  String(observedPanel(context, observed))
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

test("what found something comes first, most first; dozens that found nothing are one line to open", () => {
  const ana = [{ receiver: "ana", name: "Ana", times: 14 }];
  const said = words([one("quiet-a", 0), one("few", 1), one("many", 7, ana), one("quiet-b", 0), one("over", 0, ana)]);
  expect(said).toBe(
    "Observed, not alerting 5 checks New checks are counted and shown first. They don't alert and don't count toward the score yet. " +
      "What many finds : 7 open findings would have told Ana 14 times; alerts when you say so " +
      "What few finds : 1 open finding would have told no one yet; alerts when you say so " +
      "What over finds : 0 open findings would have told Ana 14 times; alerts when you say so " +
      "2 checks found nothing What quiet-a finds alerts when you say so What quiet-b finds alerts when you say so",
  );
});

test("where nothing is observed there is no panel", () => expect(observedPanel(context, [])).toBeNull());
