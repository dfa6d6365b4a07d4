import type { RevwatchConfig } from "../../config/config.ts";
import { traitsOf } from "../../domain/alerting/channels.ts";
import { fail, ok, unlessSecret, type DoctorLine } from "./doctor-line.ts";
import type { Probes } from "./probes.ts";

/** The channels whose section names addresses. */
const withTargets = ["teams", "webhook"] as const;

/** Whether each address that the config names can be reached. Nothing is posted. */
export async function examineTargets(config: RevwatchConfig, probes: Probes): Promise<readonly DoctorLine[]> {
  const asked = withTargets.flatMap((channel) =>
    Object.keys(config[channel]?.targets ?? {}).map(async (name): Promise<DoctorLine> => {
      const what = `${traitsOf(channel).placeWord} ${name}`.replace(/^./, (first) => first.toUpperCase());
      try {
        await probes.target(channel, name);
        return ok(what, "Its address answers. Only a message would show that it is accepted.");
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return fail(what, why, unlessSecret(error, `Correct ${channel}.targets.${name} in revwatch.yaml.`));
      }
    }),
  );
  return Promise.all(asked);
}
