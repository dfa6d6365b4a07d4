import { ConfigFaults } from "../../config/config-faults.ts";
import { findStateDirectory } from "../../config/find-state-directory.ts";
import { doctor, examineNode, reportOf, type DoctorReport } from "../../operations/doctor.ts";
import { fail, unknown } from "../../operations/doctor/doctor-line.ts";
import { askOwner } from "../ask-owner.ts";
import type { CliContext } from "../context.ts";
import type { OnClose } from "../in-process/open-in-process.ts";
import { makeProbes } from "./make-probes.ts";

/**
 * The doctor's report by the one that knows best: the Revwatch that runs, with its own environment and secrets; or this
 * command, where none runs. What cannot be asked is said to be unknown.
 */
export async function askDoctor(
  context: CliContext,
  clientId: string | undefined,
  onClose: OnClose,
): Promise<DoctorReport> {
  const input = clientId === undefined ? {} : { clientId };
  const owner = await askOwner(await findStateDirectory(context.directory));
  if (owner === null) return examineHere(context, input, onClose);
  if (!("call" in owner)) {
    const why = `Process ${owner.run.owner.pid} owns the state directory and cannot be asked yet: it starts, or it is another command.`;
    return unasked(why, "Wait until it has started, and run doctor again.");
  }
  try {
    return await owner.call<DoctorReport>("doctor", input);
  } catch (error) {
    const why = `It could not be asked: ${error instanceof Error ? error.message : String(error)}`;
    return unasked(why, "Look at its output and at revwatch.log; if it hangs, end it and start it again.");
  }
}

function unasked(why: string, fix: string): DoctorReport {
  return reportOf([examineNode(process.version), unknown("The Revwatch that runs", why, fix)], "nobody");
}

async function examineHere(
  context: CliContext,
  input: { readonly clientId?: string },
  onClose: OnClose,
): Promise<DoctorReport> {
  try {
    const config = await context.loadConfig();
    const examiner = { env: context.env, probes: () => makeProbes(config, context.env, onClose) };
    const world = { config: () => config, configTrouble: () => null, examiner, now: () => new Date() };
    return await doctor.run(world, input);
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    const config = fail("Config", error.message, "Correct these first: everything else depends on them.");
    return reportOf([examineNode(process.version), config], "this command");
  }
}
