import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

let dashboard: FixtureDashboard;
beforeAll(async () => {
  dashboard = await openFixtureDashboard();
});
afterAll(() => dashboard.close());

const clients = ["northwind", "harbour", "meridian", "tidewater"] as const;

/** What belongs to one client alone; the product's own pages of another must not name it. */
const marksOf: Readonly<Record<(typeof clients)[number], readonly string[]>> = {
  northwind: [
    "Northwind Robotics",
    "24681012",
    "Marta Lindqvist",
    "Harbour Freight renewal",
    "sales@northwind.example",
  ],
  harbour: ["Harbour &amp; Hale", "13579111"],
  meridian: ["Meridian Freight", "99887766", "Meridian&#39;s own lead", "MERIDIAN_HUBSPOT_TOKEN"],
  tidewater: ["Tidewater Studios", "55443322"],
};

/** Every page below a client, with ids that exist for at least one client. */
const pages = [
  "",
  "/leads",
  "/reports",
  "/reports/2026-W47",
  "/reports/2026-W46",
  "/checks/lead-unanswered",
  "/findings/lead-unanswered.contact.501",
  "/findings/lead-unanswered.contact.502",
  "/findings/owner-deactivated.owner.77",
  "/findings/portal-unreadable.portal.portal",
  "/workflows/alert%2Fnorthwind%2Fsales-lead.waiting-leads",
  "/workflows/audit%2Fharbour%2Ffast-workflow-1/run-1",
];

/** Which client owns what; a page of a row that a client does not have is not there for it. */
const owners: Readonly<Record<string, readonly string[]>> = {
  "/reports/2026-W47": ["northwind", "harbour"],
  "/reports/2026-W46": ["northwind"],
  "/findings/lead-unanswered.contact.501": ["northwind", "meridian"],
  "/findings/lead-unanswered.contact.502": ["northwind"],
  "/findings/owner-deactivated.owner.77": ["northwind"],
  "/findings/portal-unreadable.portal.portal": ["meridian"],
  "/workflows/alert%2Fnorthwind%2Fsales-lead.waiting-leads": ["northwind"],
  "/workflows/audit%2Fharbour%2Ffast-workflow-1/run-1": ["harbour"],
};

describe.each(clients)("%s", (client) => {
  test.each(pages)("page %s shows nothing of another client", async (page) => {
    const response = await dashboard.app.request(`/clients/${client}${page}`);
    const found = page.startsWith("/workflows/") ? 302 : 200; // those lead on to Temporal's own pages
    expect(response.status).toBe((owners[page] ?? clients).includes(client) ? found : 404);

    const html = await response.text();
    const foreign = clients.filter((other) => other !== client).flatMap((other) => marksOf[other]);
    expect(foreign.filter((mark) => html.includes(mark))).toEqual([]);
  });

  test.each(["sales-lead.waiting-leads", "partner.access"])(
    "takes the alert %s only if it is its own",
    async (alertId) => {
      const before = dashboard.taken.length;
      const response = await dashboard.app.request(`/clients/${client}/alerts/${alertId}/acknowledge`, {
        method: "POST",
        headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded" },
        body: "by=Ana&episode=3",
      });
      const isOwn =
        (client === "northwind" && alertId === "sales-lead.waiting-leads") ||
        (client === "meridian" && alertId === "partner.access");
      expect(response.status).toBe(isOwn ? 303 : 404);
      expect(dashboard.taken.slice(before).map(({ clientId }) => clientId)).toEqual(isOwn ? [client] : []);
    },
  );

  test.each(
    ["lead-unanswered.contact.501", "lead-unanswered.contact.502"].flatMap((id) =>
      ["exclude", "take-back"].map((act) => [act, id] as const),
    ),
  )("may %s the finding %s only if it is its own", async (act, id) => {
    const before = dashboard.excluded.length;
    const response = await dashboard.app.request(`/clients/${client}/findings/${id}/${act}`, {
      method: "POST",
      headers: { Origin: "http://localhost", "Content-Type": "application/x-www-form-urlencoded" },
      body: "by=Ana&reason=a+supplier&kind=wrong",
    });
    const isOwn = owners[`/findings/${id}`]!.includes(client);
    expect(response.status).toBe(isOwn ? 303 : 404);
    expect(dashboard.excluded.slice(before).map(({ clientId }) => clientId)).toEqual(isOwn ? [client] : []);
  });
});

test("the matrix has every route below a client", () => {
  const shapeOf = (path: string) =>
    path
      .replace(/\/(checks|findings|reports|alerts|workflows)\/[^/]+/, "/$1/:id")
      .replace(/:id\/(:runId|run-1)$/, ":id/:run");
  const declared = dashboard.app.routes
    .filter(({ path, method }) => path.startsWith("/clients/") && method !== "ALL")
    .map(({ path }) => shapeOf(path.replace("/clients/:clientId", "")));
  const covered = [...pages, "/alerts/x/acknowledge", "/findings/x/exclude", "/findings/x/take-back"].map(shapeOf);
  expect(new Set(covered)).toEqual(new Set(declared));
});
