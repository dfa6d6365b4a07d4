import { expect, inject, onTestFinished, test } from "vitest";
import { freePort } from "../../../workers/state-directory/free-port.ts";
import { keepAtLikedPorts } from "../../../workers/temporal-server/keep-at-liked-ports.ts";
import { describeWith } from "../../support/describe-with.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { until } from "../../support/until.ts";

describeWith("temporal", "servers that would like the same ports", () => {
  test("start at the same moment, and each has ports of its own", async () => {
    const temporal = await freePort({ purpose: "this test" });
    const temporalUi = await freePort({ purpose: "its pages", taken: new Set([temporal]) });
    const start = async () => {
      const cliPath = inject("temporal")!.cliPath;
      const answer = await keepAtLikedPorts(
        { temporal, temporalUi },
        { cliPath, stateDirectory: temporaryDirectory() },
      );
      onTestFinished(() => answer.kept.stop());
      return answer;
    };
    const servers = await Promise.all(Array.from({ length: 6 }, start));

    expect(new Set(servers.flatMap(({ ports }) => [ports.temporal, ports.temporalUi])).size).toBe(12);
    for (const { kept, ports } of servers) {
      expect(kept.address).toBe(`127.0.0.1:${ports.temporal}`);
      expect(kept.uiAddress).toBe(`http://127.0.0.1:${ports.temporalUi}`);
      await until("its pages answer", async () => (await fetch(kept.uiAddress)).status === 200, 60_000);
    }
  });
});
