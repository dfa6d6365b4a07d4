export interface NewClient {
  readonly name: string;
  readonly portalId: string;
  readonly timeZone: string;
  readonly tokenVariable: string;
}

/** What the example is filled with where nobody says anything else. */
export const exampleClient: NewClient = {
  name: "Northwind",
  portalId: "12345678",
  timeZone: "Europe/Berlin",
  tokenVariable: "NORTHWIND_HUBSPOT_TOKEN",
};

/** One client's file, with comments. Texts are written as JSON, which YAML reads as it stands, whatever they hold. */
export function clientTemplate({ name, portalId, timeZone, tokenVariable }: NewClient): string {
  return `\
# yaml-language-server: $schema=../.revwatch/schema/client.json
#
# One client. The file's name is its id in addresses, commands and workflow ids: lower-case words with dashes.

name: ${JSON.stringify(name)}
portalId: ${JSON.stringify(portalId)} # HubSpot shows it in the account menu
token: { env: ${tokenVariable} } # of a service key or private app in this portal; \`revwatch doctor\` lists the scopes it needs
timeZone: ${timeZone}

# Where a person waits, time is business time. For a team that works around the clock: businessHours: always
businessHours:
  days: [monday, tuesday, wednesday, thursday, friday]
  opens: "08:30"
  closes: "18:00"
holidays: [] # such as "2026-12-25"

# Who can be told, besides the receivers of revwatch.yaml.
receivers:
  sales-lead:
    name: Ana Keller
    slack: "#sales"
  founder:
    name: Jo Brandt
    email: founder@example.com

routes:
  default: sales-lead # everything that has no line of its own

report:
  day: monday
  at: "07:30"
  recipients: [founder] # by e-mail; it stands on the dashboard for everyone

# escalation:           # instead of the one in revwatch.yaml
#   - after: 30 minutes
#     notify: [operations]
#   - after: 2 hours
#     notify: [founder]

# checks:
#   lead-unanswered:
#     severity: critical
#     params:
#       promiseMinutes: 15
#   lead-stale:
#     enabled: false
`;
}
