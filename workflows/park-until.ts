import { sleep } from "@temporalio/workflow";

/**
 * Waits by a durable timer until HubSpot can be asked again. The run has told what it found out; as long as it waits,
 * its schedule starts no other run of this client and cadence, so nobody asks in vain, and no other client notices.
 */
export async function parkUntil(resumeAt: string): Promise<void> {
  await sleep(Math.max(1_000, Date.parse(resumeAt) - Date.now()));
}
