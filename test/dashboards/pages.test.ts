import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

let dashboard: FixtureDashboard;
beforeAll(async () => {
  dashboard = await openFixtureDashboard();
});
afterAll(() => dashboard.close());

const leadId = "lead-unanswered.contact.501";

async function read(path: string): Promise<{ status: number; html: string; text: string; headers: Headers }> {
  const response = await dashboard.app.request(path);
  const html = await response.text();
  const text = html
    .replace(/<(head|script)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
  return { status: response.status, html, text, headers: response.headers };
}

describe("fleet", () => {
  test("ranks the client that needs somebody first: blind, then what is worst, then the healthy", async () => {
    const { html } = await read("/");
    const names = [...html.matchAll(/<h2><a href="\/clients\/([^"]+)"/g)].map(([, id]) => id);
    expect(names).toEqual(["meridian", "northwind", "harbour", "tidewater"]);
  });

  test("says how many clients need attention, and the worst finding of each by name", async () => {
    const { html, text } = await read("/");
    expect(text).toContain("2 of 4 clients need attention 13 findings open, 3 leads waiting for a first reply");
    expect(text).toContain("71 Northwind Robotics Critical Marta Lindqvist has waited 9 h 40 min of business time");
    expect(html).toContain('href="/clients/northwind/findings/lead-unanswered.contact.501">Marta Lindqvist</a>');
  });

  test("a blind portal has a reason and a remedy, and no score", async () => {
    const { text } = await read("/");
    expect(text).toContain("HubSpot refuses the token: it was revoked or has expired.");
    expect(text).toContain("Create a new private app token");
    expect(text).toContain("no score");
  });

  test("a client that no audit has met is there and says so", async () => {
    expect((await read("/")).text).toContain("Tidewater Studios Waiting for its first audit.");
  });
});

describe("client", () => {
  test("shows score, change, coverage and what each check costs", async () => {
    const { text } = await read("/clients/northwind");
    expect(text).toMatch(/71 ↓ down 4 in 7 days 9 of 10 checks assessed/);
    expect(text).toContain("Leads not answered in time −14");
  });

  test("says what checks that count as assessed could not judge, what was late, and what is not proven", async () => {
    await dashboard.db
      .updateTable("latest_outcome")
      .set({ unknown: 3, passed: 117, failed: 0 })
      .where("client_id", "=", "northwind")
      .where("check_id", "=", "deal-close-date-past")
      .execute();
    const lag = { ms: 75 * 60_000, at: "2026-11-30T09:00:00.000Z" };
    const state = { client_id: "northwind", record_type: "deal", properties: "[]", search_lag: JSON.stringify(lag) };
    await dashboard.db
      .insertInto("mirror_state")
      .values(state)
      .onConflict((conflict) =>
        conflict.columns(["client_id", "record_type"]).doUpdateSet({ search_lag: state.search_lag }),
      )
      .execute();
    const known = new Date("2026-11-01T00:00:00Z");
    const unproven = "HubSpot refuses forms: the token lacks the scope forms.";
    await dashboard.db
      .insertInto("hand_state")
      .values({ client_id: "northwind", known_since: known, read_at: known, unproven })
      .onConflict((conflict) => conflict.column("client_id").doUpdateSet({ unproven }))
      .execute();
    const { text } = await read("/clients/northwind");
    expect(text).toMatch(/Not fully seen .*3 of 120 not judged/);
    expect(text).toContain("HubSpot's search showed changes of deals 1 h 15 min late or more within the last day.");
    expect(text).toContain("Requests are not proven against form submissions. HubSpot refuses forms");
    expect((await read("/clients/northwind/leads")).text).toContain(
      "Requests are not proven against form submissions.",
    );
    expect((await read("/clients/northwind/checks/deal-close-date-past")).text).toContain(
      "Not judged 3 of 120 not judged",
    );
  });

  test("a check has a page: its last word, and how often people call it wrong", async () => {
    const { status, text } = await read("/clients/northwind/checks/lead-unanswered");
    expect(status).toBe(200);
    expect(text).toMatch(/False positives \d+(\.\d)? % \(\d+ of \d+ findings? called wrong or not a lead\)/);
    expect(text).toContain("Current state Judged");
    expect((await read("/clients/northwind/checks/no-such-check")).status).toBe(404);
    expect((await read("/clients/nobody/checks/lead-unanswered")).status).toBe(404);
  });

  test("names what was not assessed, why, and what to do", async () => {
    const { text } = await read("/clients/northwind");
    expect(text).toContain("Campaigns running without tracking");
    expect(text).toContain("the token lacks the scope marketing.campaigns.read");
    expect(text).toContain("What to do: Add the scope to the private app");
  });

  test("an alert shows its state, the next step and a form only while nobody has it", async () => {
    const { html, text } = await read("/clients/northwind");
    expect(text).toContain("Leads waiting for a first reply Unacknowledged");
    expect(text).toContain("Jonas Weber next Mon 23 Nov, 12:00");
    expect(text).toContain("Handled by Ana Silva");
    expect([...html.matchAll(/<form/g)]).toHaveLength(1);
  });

  test("a healthy client says what that rests on", async () => {
    expect((await read("/clients/harbour")).text).toContain(
      "Nothing is open. 10 of 10 checks assessed. Checked 20 s ago .",
    );
  });

  test("a blind client claims nothing", async () => {
    const { text } = await read("/clients/meridian");
    expect(text).toContain("Revwatch has lost access to this portal");
    expect(text).toContain("No score: this client is not being checked.");
    expect(text).not.toContain("Nothing is open");
  });

  test("a client without any row has a page", async () => {
    const { status, text } = await read("/clients/tidewater");
    expect(status).toBe(200);
    expect(text).toContain("Not known: this portal has not been read yet.");
  });

  test("times are the client's own, and the zone is named once", async () => {
    const { text } = await read("/clients/northwind");
    expect(text).toContain("since Fri 20 Nov, 09:12");
    expect([...text.matchAll(/Europe\/Berlin/g)]).toHaveLength(1);
  });
});

describe("finding", () => {
  test("tells what, why, since when, on what evidence, and what to do", async () => {
    const { text } = await read(`/clients/northwind/findings/${leadId}`);
    expect(text).toContain("Marta Lindqvist has waited 9 h 40 min of business time");
    expect(text).toContain("talks to whoever answers first");
    expect(text).toContain("Waited (business time) 9 h 40 min");
    expect(text).toContain("Raised hand at Fri 20 Nov 2026, 09:12:00");
    expect(text).toContain("Open the contact and read the form that it sent.");
  });

  test("links to the record and to the audit", async () => {
    const { html } = await read(`/clients/northwind/findings/${leadId}`);
    expect(html).toContain('href="https://app.hubspot.com/contacts/24681012/record/0-1/501"');
    expect(html).toContain("http://127.0.0.1:8233/namespaces/default/workflows/audit%2Fnorthwind%2F");
  });

  test("tells who heard of it and why, and what became of each message", async () => {
    const { text } = await read(`/clients/northwind/findings/${leadId}`);
    expect(text).toContain("Alerted: it is new");
    expect(text).toContain("Slack: message to Lena Vogt #sales sent:");
    expect(text).toContain("failed: the mail server refused the recipient: 550 no such user");
  });

  test("a quiet decision keeps its reason", async () => {
    const { text } = await read("/clients/northwind/findings/deal-without-next-activity.deal.9003");
    expect(text).toContain("No alert: this is the client's first audit");
    expect(text).toContain("None sent.");
  });

  test("shows each episode of one that came back", async () => {
    const { text } = await read("/clients/northwind/findings/owner-deactivated.owner.77");
    expect(text).toContain("Came back (episode 2)");
  });

  test("an id with escapes in it is found", async () => {
    const id = encodeURIComponent("utm-value-fragmented.portal.utm-source%3Alinkedin");
    expect((await read(`/clients/northwind/findings/${id}`)).status).toBe(200);
  });
});

describe("leads waiting", () => {
  test("lists them by business time waited, with owner, and how fast the others were answered", async () => {
    const { text } = await read("/clients/northwind/leads");
    expect(text).toMatch(/11 h 28 min .*Marta Lindqvist.* 2 h 35 min .*Tom Okafor.* 2 h 15 min/);
    expect(text).toContain("This week so far 2 of 5 answered within 1 h");
    expect(text).toContain("Week 47 12 of 15 answered within 1 h");
  });

  test("an empty list is good news only where somebody looked", async () => {
    expect((await read("/clients/harbour/leads")).text).toContain(
      "Every lead has been answered or is still within the promise",
    );
    expect((await read("/clients/tidewater/leads")).text).toContain("Not known");
  });
});

describe("reports", () => {
  test("are listed newest first, each with its page", async () => {
    const { html } = await read("/clients/northwind/reports");
    const links = [...html.matchAll(/href="(\/clients\/northwind\/reports\/[^"]+)"/g)].map(([, href]) => href!);
    expect(links).toEqual(["/clients/northwind/reports/2026-W47", "/clients/northwind/reports/2026-W46"]);
    for (const link of links) expect((await read(link)).status).toBe(200);
  });

  test("before the first one, the page says when it comes", async () => {
    expect((await read("/clients/tidewater/reports")).text).toContain("The first one comes on Monday at 07:00");
  });
});

test("text from a CRM stays text", async () => {
  for (const path of [
    "/clients/northwind",
    "/clients/northwind/leads",
    "/clients/northwind/findings/lead-unanswered.contact.503",
  ]) {
    const { html } = await read(path);
    expect(html).toContain("&lt;b&gt;Bobby&lt;/b&gt; &amp; &quot;Tables&quot;");
    expect(html).not.toContain("<b>Bobby");
  }
});

test.each(["/nope", "/clients/unknown", "/clients/northwind/findings/none", "/clients/northwind/reports/2020-W01"])(
  "%s is a page that says so",
  async (path) => {
    const { status, text } = await read(path);
    expect(status).toBe(404);
    expect(text).toContain("Page not found");
  },
);

test("every check of the fixture has words of its own", async () => {
  expect(dashboard.faults).toEqual([]);
});
