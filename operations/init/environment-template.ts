/** `.env.example`: the secrets that the written config names. */
export function environmentTemplate(tokenVariable: string): string {
  return `\
# Copy this to .env and fill it in. Never commit .env.

# HubSpot: Settings → Integrations → Private Apps, one app in each client's portal.
${tokenVariable}=

# Slack: api.slack.com/apps → your app → OAuth & Permissions, and Basic Information.
SLACK_BOT_TOKEN=
SLACK_SIGNING_SECRET=

# The account that e-mails go out with.
SMTP_PASSWORD=

# PostgreSQL instead of the embedded database.
# DATABASE_URL=postgres://revwatch@localhost:5432/revwatch

# A Temporal server instead of a development server of our own.
# TEMPORAL_ADDRESS=localhost:7233
# TEMPORAL_NAMESPACE=default
`;
}
