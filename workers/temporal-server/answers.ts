import { Connection } from "@temporalio/client";

/**
 * Whether a Temporal server answers there now. It asks over a connection of its own: the library shares those of one
 * address, and one that hangs on the server before would speak for the server that is there now.
 */
export async function answers(address: string, withinMs: number): Promise<boolean> {
  const connection = Connection.lazy({ address, channelArgs: { "grpc.use_local_subchannel_pool": 1 } });
  try {
    await connection.withDeadline(Date.now() + withinMs, () => connection.workflowService.getSystemInfo({}));
    return true;
  } catch {
    return false;
  } finally {
    await connection.close().catch(() => undefined);
  }
}
