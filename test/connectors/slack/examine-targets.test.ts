import { afterAll, beforeAll, expect, test } from "vitest";
import { examineSlack } from "../../../connectors/slack/examine-targets.ts";
import { SlackAdmin } from "../../../simulators/client/slack-admin.ts";
import { startSlack, type SlackSimulator } from "../../../simulators/slack/start.ts";

let slack: SlackSimulator;
beforeAll(async () => {
  slack = await startSlack({});
});
afterAll(() => slack.close());

test("says of each channel and person whether a message would arrive, and posts none", async () => {
  const admin = new SlackAdmin(slack.address);
  await admin.addChannel({ name: "sales" });
  await admin.addChannel({ name: "open", isMember: false });
  const secret = await admin.addChannel({ name: "secret", isMember: false, isPrivate: true });
  const old = await admin.addChannel({ name: "old" });
  await admin.changeChannel(old.id, { isArchived: true });
  const { team, scopes, targets } = await examineSlack({ address: slack.address, token: "xoxb-test-token" }, [
    "#sales",
    "#nowhere",
    "#open",
    secret.id,
    old.id,
    "#old",
    "U0MIACHEN",
    "C0NOWHERE",
  ]);
  expect(team).toBe("Revwatch demo");
  expect(scopes).toContain("chat:write");
  expect(targets.map(({ target, state }) => [target, state])).toEqual([
    ["#sales", "ok"],
    ["#nowhere", "absent"],
    ["#open", "joinable"],
    [secret.id, "not-member"],
    [old.id, "archived"],
    ["#old", "archived"],
    ["U0MIACHEN", "ok"],
    ["C0NOWHERE", "absent"],
  ]);
  expect(await admin.messages()).toEqual([]);
});

test("a token that Slack does not know is an error with Slack's word", async () => {
  await expect(examineSlack({ address: slack.address, token: "xoxp-wrong" }, [])).rejects.toThrow(/invalid_auth/);
});
