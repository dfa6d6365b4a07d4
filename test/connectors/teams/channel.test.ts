import { afterEach, beforeEach, expect, test } from "vitest";
import { openTeams } from "../../../connectors/teams/channel.ts";
import { block, cardOf, run } from "../../../reports/teams/card.ts";
import { PostFaultInput as Fault, type PostsSimulator } from "../../../simulators/posts/start.ts";
import { startTeams } from "../../../simulators/teams/start.ts";

const card = cardOf([block([run("3 leads waiting for a first reply")])], []);

let teams: PostsSimulator;
beforeEach(async () => {
  teams = await startTeams({ off: ["/off"] });
});
afterEach(() => teams.close());

function open(path = "/sales", allowPrivate = true) {
  const target = { address: () => `${teams.address}${path}?sig=s3cret`, allowPrivate };
  return openTeams({ target: (name) => (name === "sales" ? target : null), timeoutMs: 1_500 });
}
const send = (path = "/sales") => open(path).send("sales", card, "northwind/a/1");

test("a card is taken, and a repetition names the same delivery", async () => {
  expect(await send()).toMatchObject({ ended: "sent" });
  expect(await send()).toMatchObject({ ended: "sent" });
  const ids = teams.posts.map(({ body }) => (JSON.parse(body) as { deliveryId: string }).deliveryId);
  expect(new Set(ids).size).toBe(1);
});

test.each([
  [400, "", "refused"],
  [400, '{"error":{"code":"WorkflowTriggerIsNotEnabled"}}', "barred"],
  [401, "", "barred"],
  [404, "", "barred"],
  [413, "", "refused"],
  [429, "", "not-sent"],
  [500, "", "uncertain"],
  [503, "", "not-sent"],
] as const)("%i %s ends as %s", async (status, body, ended) => {
  teams.faults.set(Fault.parse({ kind: "status", status, body, times: 1 }));
  expect(await send()).toMatchObject({ ended });
});

test("a workflow that was switched off is barred with the way out, and its address is named nowhere", async () => {
  const outcome = await send("/off");
  expect(outcome).toMatchObject({ ended: "barred", reach: "place" });
  expect(JSON.stringify(outcome)).not.toMatch(/s3cret|127\.0\.0\.1/);
});

test("a card that Teams would not take is not posted", async () => {
  const large = cardOf([block(Array.from({ length: 60 }, () => run("x".repeat(600))))], []);
  expect(await open().send("sales", large, "k")).toMatchObject({ ended: "refused" });
  expect(teams.posts).toEqual([]);
});

test("an answer that is lost may have been taken; nobody there has not", async () => {
  teams.faults.set(Fault.parse({ kind: "lost-answer", times: 1 }));
  expect(await send()).toMatchObject({ ended: "uncertain" });
  expect(await open("/sales", false).send("sales", card, "k")).toMatchObject({ ended: "barred" });
  await expect(open("/sales", false).verify("sales")).rejects.toThrow("it has to begin with https://");
  await open().verify("sales");
});
