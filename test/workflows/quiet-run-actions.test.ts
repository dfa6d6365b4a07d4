import { Context } from "@temporalio/activity";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeActivities } from "../../activities/index.ts";
import { cadences } from "../../checks/define-check.ts";
import { desiredSchedules, type Timing } from "../../operations/schedules/desired-schedules.ts";
import { startTestWorld, testClient, type TestPortal, type TestWorld } from "../activities/test-world.ts";
import { countActions } from "../support/count-actions.ts";
import { describeWith } from "../support/describe-with.ts";
import { Rig, type Doings } from "./rig.ts";

const clientId = "quiet";
type AuditCadence = (typeof cadences)[number];

/** How often a schedule acts in an hour. */
function timesAnHour(timing: Timing): number {
  if ("everySeconds" in timing) return 3_600 / timing.everySeconds;
  return timing.on === "every-day" ? 1 / 24 : 1 / 168;
}

describeWith("temporal", "what Temporal counts of a client of whom nothing is new", () => {
  let rig: Rig;
  let world: TestWorld;
  let portal: TestPortal;
  let heartbeats = 0;

  beforeAll(async () => {
    rig = await Rig.open();
    world = await startTestWorld();
    portal = await world.addClient(clientId);
    for (const name of ["ana", "bob"])
      await portal.admin.submitForm({
        email: `${name}@lead.example`,
        formName: "Demo",
        pageUrl: "https://n.example/",
        ownerId: portal.ownerId,
      });
    const { audit, hubspot } = makeActivities(world.world);
    rig.doings = withHeartbeatsCounted({ ...audit, ...hubspot });
    // Once everything has been read and told, nothing changes any more.
    for (const cadence of cadences) await run(cadence, 1);
  });
  afterAll(async () => {
    await rig?.close();
    await world?.close();
  });

  function withHeartbeatsCounted(doings: Doings): Doings {
    const counted = Object.entries(doings).map(([name, act]) => {
      const run = act as (...args: unknown[]) => Promise<unknown>;
      const counting = async (...args: unknown[]) => {
        const context = Context.current();
        const beat = context.heartbeat;
        const counted = (details: unknown) => {
          heartbeats += 1;
          beat(details);
        };
        Object.assign(context, { heartbeat: counted });
        return run(...args);
      };
      return [name, counting];
    });
    return Object.fromEntries(counted) as Doings;
  }

  async function run(cadence: AuditCadence, minutes: number) {
    await world.moveTo(new Date(world.now().getTime() + minutes * 60_000), portal);
    heartbeats = 0;
    rig.calls = [];
    const handle = await rig.startAt(world.now(), "auditClient", [
      { clientId, cadence, asOf: world.now().toISOString() },
    ]);
    const result = await handle.result();
    const [history] = await rig.historiesOf(handle.workflowId);
    return {
      result,
      calls: rig.calls.map(({ name }) => name),
      actions: countActions(history!, { isScheduled: true, heartbeats }),
    };
  }

  test.each(cadences)(
    "a quiet %s run is four actions: the schedule's two, its workflow, and one activity",
    async (cadence) => {
      const { result, calls, actions } = await run(cadence, 5);
      expect(result).toMatchObject({ status: "complete", hasNews: false, counts: { opened: 0, resolved: 0 } });
      expect({ calls, actions }).toEqual({ calls: ["runShort"], actions: 4 });
    },
  );

  test("a quiet client's hour is no more than sixty, all of its schedules together", async () => {
    const { actions } = await run("fast", 5);
    const config = { clients: [testClient(clientId, "1", usualCadences)] } as unknown as Parameters<
      typeof desiredSchedules
    >[0];
    const own = desiredSchedules(config).filter((schedule) => schedule.clientId === clientId);
    expect(own.map(({ workflowType }) => workflowType).toSorted()).toEqual([
      "auditClient",
      "auditClient",
      "auditClient",
      "weeklyReport",
    ]);
    // A weekly report is two activities.
    const anHour = own.reduce(
      (sum, { timing, workflowType }) => sum + timesAnHour(timing) * (workflowType === "auditClient" ? actions : 5),
      0,
    );
    expect(anHour).toBeLessThanOrEqual(60);
    expect(anHour).toBeGreaterThan(50);
  });
});

const usualCadences = {
  cadences: { fast: { everySeconds: 300 }, hourly: { everySeconds: 3_600 }, daily: { dailyAt: "06:00" } },
} as const;
