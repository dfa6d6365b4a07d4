import { afterAll, beforeAll, test } from "vitest";
import { plainAlerting } from "../../config/config.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { choosing } from "../acceptance/alerting/harness/choices.ts";
import { openRoom, roomClient } from "../acceptance/alerting/harness/open-room.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { atMost, exactly, figure, repeats, row } from "./row.ts";

/** Each hears of the own leads in a channel of their own, and sales of those without an owner. */
const owners = ["11", "12", "13", "14", "15", "16", "17", "18"];

row("L4", () => {
  let open: OpenDatabase;
  beforeAll(async () => {
    open = await openTestDatabase();
  });
  afterAll(() => open.close());

  test("one run finds all of them at once", { timeout: 1_200_000 }, async () => {
    const findings = repeats({ quick: 2_000, full: 50_000 });
    const client = roomClient("storm");
    const room = await openRoom(open.db, {
      ...client,
      receivers: [
        ...client.receivers,
        ...owners.map((id) => ({
          id: `owner-${id}`,
          name: id,
          slack: `U0OWNER${id}`,
          email: `${id}@northwind.example`,
        })),
      ],
      escalation: [],
      alerting: { ...plainAlerting, routeRules: [{ when: {}, notify: ["owner"] }] },
    });
    await choosing(room).owners(owners.map((id) => ({ id, email: `${id}@northwind.example` })));
    let calls = 0;
    const slack = room.channels.slack;
    const count = () => (calls += 1);
    room.world = {
      ...room.world,
      slack: () => ({
        ...slack,
        post: async (...args) => (count(), slack.post(...args)),
        update: async (...args) => (count(), slack.update(...args)),
        find: async (...args) => (count(), slack.find(...args)),
      }),
    };

    const beganAt = process.cpuUsage();
    const owned = [...owners, null];
    const seen = Array.from({ length: findings }, (_, index) => {
      const owner = owned[index % owned.length]!;
      return { name: `lead-${index}`, is: "failing" as const, own: { owner_id: owner, owner_name: owner } };
    });
    await room.run(seen);
    for (let minute = 0; minute < 10; minute += 1) {
      await room.pass(1);
      await room.run(seen.slice(0, 100));
    }
    const { user, system } = process.cpuUsage(beganAt);

    const rows = await room.sent();
    const waiting = await open.db
      .selectFrom("outbox")
      .select("seq")
      .where("client_id", "=", room.clientId())
      .where("state", "not in", ["sent", "superseded"])
      .execute();
    const first = new Map(rows.map(({ receiver, act, channel }) => [`${receiver} ${channel} ${act}`, receiver]));
    figure("Slack calls in the ten minutes after it", calls, atMost(20, "calls"));
    figure("receivers who got a digest", new Set(first.values()).size, exactly(owned.length, "receivers"));
    figure("messages that wait after ten minutes", waiting.length, exactly(0, "messages"));
    const unsaid = rows.filter(
      ({ message }) => message.kind === "alert" && !JSON.stringify(message).includes("the worst of"),
    );
    figure("messages that do not say how many there are", unsaid.length, exactly(0, "messages"));
    process.stdout.write(
      `${findings} findings: ${calls} Slack calls, ${((user + system) / 1e6).toFixed(1)} s of CPU, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most\n`,
    );
  });
});
