import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom();

test.each(["handed-over", "deleted", "unwatched", "rule-changed", "left-the-window"] as const)(
  "an end by %s is told in its own words and is no recovery",
  async (ending) => {
    await room.opens(["ana"]);
    await room.ends(["ana"], ending);
    expect((await room.heard()).at(0)).toBe("sales message: opened ana");
    const { message } = await room
      .db()
      .selectFrom("outbox")
      .select("message")
      .where("client_id", "=", room.clientId())
      .orderBy("seq", "desc")
      .executeTakeFirstOrThrow();
    expect(message).toMatchObject({ alert: { status: "resolved", endings: [{ ending, count: 1 }] } });
  },
);
