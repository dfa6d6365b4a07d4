import type { Context } from "hono";
import type { ClientContext } from "../page-context.ts";
import { plainPage } from "../pages/plain.ts";

/**
 * Leads to a workflow in Temporal's own pages. Links to it stand in messages and mails for longer than Temporal keeps
 * finished workflows, so it is asked first, and what it no longer has is said here.
 */
export async function showWorkflow(context: Context, { client, options }: ClientContext): Promise<Response> {
  const workflowId = context.req.param("workflowId")!;
  const runId = context.req.param("runId");
  // The second part of each id is the client's: nobody is led from one client to another.
  if (workflowId.split("/")[1] !== client.clientId) return context.notFound();

  const address = options.links.inTemporal?.(workflowId, runId) ?? null;
  const place = address === null ? "unknown" : await options.findWorkflow(workflowId, runId);
  if (address !== null && place === "there") return context.redirect(address);
  const way = { href: `/clients/${encodeURIComponent(client.clientId)}`, words: `To ${client.name}` };
  context.status(place === "gone" ? 410 : 503);
  return context.render(
    place === "gone"
      ? plainPage(
          "Temporal no longer has this workflow",
          "Finished workflows are kept for the time that is set for their namespace, a day in the development server. What came of it is still here.",
          way,
        )
      : plainPage("Temporal does not answer", "Its pages cannot be shown now. `revwatch doctor` says why.", way),
    { title: "Workflow" },
  );
}
