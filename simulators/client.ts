/** Typed clients of the simulators over HTTP, for the demo and the tests. */

export { HubSpotAdmin, PortalAdmin } from "./client/hubspot-admin.ts";
export type { Clock, PortalSummary } from "./client/hubspot-admin.ts";
export { HubSpotApi } from "./client/hubspot-api.ts";
export type { ApiRecord, AssociationInput } from "./client/hubspot-api.ts";
export { SimulatorError } from "./client/http-json.ts";
export { MailboxReader } from "./client/mailbox-reader.ts";
export { SlackAdmin } from "./client/slack-admin.ts";
