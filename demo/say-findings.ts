import { styleText } from "node:util";
import { checkById } from "../checks/index.ts";
import { countOf } from "../domain/duration.ts";
import { severityRank } from "../domain/findings/severity.ts";
import { readFindings } from "../storage/reads/findings.ts";
import { readLastScore } from "../storage/reads/last-run.ts";
import type { RunningRevwatch } from "../workers/composition-root.ts";

/** What the audits found, in a few lines that a founder would understand. */
export async function sayFindings(revwatch: RunningRevwatch, address: string, seconds: number): Promise<string> {
  const lines: string[] = ["", styleText("bold", "What the audits found")];
  for (const { clientId, name } of revwatch.world.config().clients) {
    const open = await readFindings(revwatch.db, clientId, { status: "open", isTold: true });
    const score = (await readLastScore(revwatch.db, clientId))?.value ?? null;
    lines.push(
      `  ${styleText("bold", name)}: ${score === null ? "no score" : `score ${score}`}, ${open.length === 0 ? "nothing is open" : `${countOf(open.length, "open finding")}`}`,
    );
    const byCheck = [...Map.groupBy(open, ({ check_id }) => check_id)].toSorted(
      ([, a], [, b]) =>
        Math.max(...b.map(({ severity }) => severityRank(severity))) -
        Math.max(...a.map(({ severity }) => severityRank(severity))),
    );
    for (const [checkId, group] of byCheck.slice(0, 3))
      lines.push(
        `    ${styleText("dim", "·")} ${checkById(checkId)?.executive ?? checkId} ${styleText("dim", `(${group.length})`)}`,
      );
  }
  lines.push(
    "",
    `Live after ${seconds.toFixed(0)} s: every portal is now audited every 10 seconds.`,
    `Dashboard        ${styleText("cyan", address)}`,
    `Break something  ${styleText("cyan", `${address}/demo/panel`)}`,
    styleText("dim", "Ctrl-C stops everything and keeps the state."),
    "",
  );
  return lines.join("\n");
}
