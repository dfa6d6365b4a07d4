import { expect, test } from "vitest";
import { alertRoom } from "./harness/room.ts";

const room = alertRoom({
  escalation: [{ afterSeconds: 9 * 3_600, notify: ["head"] }],
  acknowledgements: { critical: { minutes: 240 }, high: { workingDays: 30 }, other: { workingDays: 30 } },
});

test("twelve leads over days after one click, each waiting nine hours: each is escalated", async () => {
  await room.opens(["first"]);
  await room.takes("sales", "Mia");
  await room.heard();
  const escalated: string[] = [];
  for (let day = 0; day < 12; day += 1) {
    await room.opens([`lead-${day}`]);
    expect((await room.heard()).at(0)).toBe(`sales reply: changed lead-${day}`);
    await room.pass(10 * 60);
    escalated.push(...(await room.heard()).filter((one) => one.includes(`escalated first, lead-${day}`)));
    await room.ends([`lead-${day}`]);
    await room.heard();
  }
  expect(escalated).toHaveLength(12);
});
