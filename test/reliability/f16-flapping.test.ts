import { afterAll, beforeAll, test } from "vitest";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openRoom, roomClient } from "../acceptance/alerting/harness/open-room.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { eachSeed, exactly, figure, repeats, row } from "./row.ts";

row("F16", () => {
  let open: OpenDatabase;
  beforeAll(async () => {
    open = await openTestDatabase();
  });
  afterAll(() => open.close());

  test("at each turn within half an hour of the last", async () => {
    const flips = repeats({ quick: 20, full: 100 });
    let [notified, unmarked, endsTooEarly, notEnded] = [0, 0, 0, 0];
    const seeds = await eachSeed({ quick: 1, full: 5 }, async (seed, random) => {
      const room = await openRoom(open.db, roomClient(`flaps-${seed}`));
      const turn = () => room.pass(random.int(1, 27));
      for (let flip = 0; flip < flips; flip += 1) {
        await room.opens(["ana"]);
        await turn();
        await room.ends(["ana"]);
        // Its first end is told at once; from the second beginning on an end has to last.
        if (flip > 0 && (await room.alert()).status === "resolved") endsTooEarly += 1;
        await turn();
      }
      await room.pass(30);
      if ((await room.alert()).status !== "resolved") notEnded += 1;
      const messages = await room.sent();
      notified += messages.filter(({ act }) => act !== "update").length;
      const marks = messages.filter(({ message }) => JSON.stringify(message).includes("flapping: opened"));
      if (marks.length === 0) unmarked += 1;
    });
    figure("messages that people notice, for each finding", notified / seeds, exactly(1));
    figure("findings that no message calls flapping", unmarked, exactly(0));
    figure("ends that were told before they had lasted", endsTooEarly, exactly(0));
    figure("alerts that were still open half an hour after the last end", notEnded, exactly(0));
  });
});
