import type { AdminRequest } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { WebhooksInput } from "./inputs.ts";

/** Switches webhooks on, as an OAuth app's own settings do. They last until the simulator ends. */
export function switchWebhooksOn({ webhooks }: HostedPortal, { body }: AdminRequest): unknown {
  const settings = WebhooksInput.parse(body);
  webhooks.switchOn(settings);
  return { appId: settings.appId, subscriptions: settings.subscriptions.length };
}

export function readWebhooks({ webhooks }: HostedPortal): unknown {
  return { deliveries: webhooks.deliveries };
}
