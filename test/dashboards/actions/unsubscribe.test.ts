import { expect, test } from "vitest";
import { readUnsubscribe, signUnsubscribe } from "../../../reports/email/unsubscribe-token.ts";
import { fixtureKey } from "../fixture-dashboard.ts";
import { startVisitor } from "./visitor.ts";

const visitor = startVisitor();
const target = { clientId: "northwind", receiver: "founder", list: "alerts" } as const;
const path = (value = signUnsubscribe(target, fixtureKey)) => `/unsubscribe/${value}`;
const form = { "Content-Type": "application/x-www-form-urlencoded" };

test("opening the link shows, and stops nothing, however often a mail system opens it", async () => {
  for (let time = 0; time < 20; time += 1) expect((await visitor.dashboard.app.request(path())).status).toBe(200);
  expect(await (await visitor.dashboard.app.request(path())).text()).toContain("Stop these e-mails");
  expect(visitor.isStopped).toBe(false);
});

test("a mail program stops them with one post, without an origin and from any site", async () => {
  const response = await visitor.dashboard.app.request(path(), {
    method: "POST",
    headers: { ...form, "sec-fetch-site": "cross-site" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(response.status).toBe(200);
  expect(visitor.isStopped).toBe(true);
});

test("the page stops them and starts them again", async () => {
  const post = (act: string) =>
    visitor.dashboard.app.request(path(), { method: "POST", headers: form, body: `act=${act}` });
  expect((await post("stop")).status).toBe(303);
  expect(await (await visitor.dashboard.app.request(path())).text()).toContain("Start them again");
  expect((await post("resume")).status).toBe(303);
  expect(visitor.isStopped).toBe(false);
});

test.each([
  ["signed by another key", signUnsubscribe(target, { id: "1", secret: "another" })],
  ["of another receiver", `${signUnsubscribe(target, fixtureKey).slice(0, -4)}AAAA`],
  ["text of its own", "u1.1.x.y"],
])("a link that is %s does nothing", async (_, value) => {
  expect((await visitor.dashboard.app.request(path(value))).status).toBe(404);
  const posted = await visitor.dashboard.app.request(path(value), { method: "POST", headers: form, body: "" });
  expect(posted.status).toBe(404);
  expect(visitor.isStopped).toBe(false);
});

test("a value reads back as what was signed, and never as an acknowledgement", () => {
  expect(readUnsubscribe(signUnsubscribe(target, fixtureKey), [fixtureKey])).toEqual(target);
  expect(readUnsubscribe("v2.1.x.y", [fixtureKey])).toBeNull();
});
