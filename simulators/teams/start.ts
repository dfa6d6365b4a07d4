import { startPosts, type PostsSimulator } from "../posts/start.ts";
import { messageFaults } from "./judge-card.ts";

export interface TeamsOptions {
  readonly now?: () => number;
  readonly port?: number;
  /** Paths of workflows that are switched off. */
  readonly off?: readonly string[];
}

/**
 * Teams workflows on loopback, each at a path of its own: a card that Teams would show is answered 202 with no word, a
 * bad one 400, one that is too large 413, and a workflow that is switched off as Logic Apps answers.
 */
export function startTeams({ now = Date.now, port = 0, off = [] }: TeamsOptions = {}): Promise<PostsSimulator> {
  return startPosts(
    ({ to, body }) => {
      if (off.includes(to)) return refusal(404, "WorkflowTriggerIsNotEnabled");
      const faults = messageFaults(body);
      if (faults.length === 0) return { status: 202, body: "" };
      return faults[0] === "RequestEntityTooLarge"
        ? refusal(413, faults[0])
        : refusal(400, "BadRequest", faults.join("; "));
    },
    { now, port },
  );
}

function refusal(status: number, code: string, message = code): { readonly status: number; readonly body: string } {
  return { status, body: JSON.stringify({ error: { code, message } }) };
}
