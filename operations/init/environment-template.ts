import type { NewFleet } from "./fleet-template.ts";

/** `.env` and `.env.example`: the secrets that the written config names, still without values. */
export function environmentTemplate({ slack, email }: NewFleet): string {
  return `\
# Secrets. Never commit .env; .env.example holds the names alone.
${slack === null ? "" : slackLines}${email === null ? "" : emailLines}
# PostgreSQL instead of the embedded database.
# DATABASE_URL=postgres://revwatch@localhost:5432/revwatch

# A Temporal server instead of a development server of our own.
# TEMPORAL_ADDRESS=localhost:7233
# TEMPORAL_NAMESPACE=default
`;
}

const slackLines = `
# Slack: api.slack.com/apps → your app → OAuth & Permissions, and Basic Information.
SLACK_BOT_TOKEN=
SLACK_SIGNING_SECRET=
`;

const emailLines = `
# The account that e-mails go out with.
SMTP_PASSWORD=
`;

/** What a new client needs there. */
export function clientLines(clientId: string, tokenVariable: string): string {
  return `
# HubSpot, ${clientId}: a service key or a private app in its portal (Settings → Integrations).
${tokenVariable}=
`;
}
