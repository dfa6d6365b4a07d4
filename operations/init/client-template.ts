/**
 * What is known of a new client. What nobody said is left for a person to fill in, and does not validate until then.
 */
export interface NewClient {
  readonly name?: string | undefined;
  readonly portalId?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly token: { readonly env: string } | { readonly file: string };
  readonly opens?: string | undefined;
  readonly closes?: string | undefined;
  readonly lead: NewReceiver;
  readonly founder: NewReceiver;
  /** The channels that revwatch.yaml sets up: a receiver on another one would be a fault. */
  readonly channels: { readonly slack: boolean; readonly email: boolean };
}

export interface NewReceiver {
  readonly name?: string | undefined;
  readonly slack?: string | undefined;
  readonly email?: string | undefined;
}

/** Texts are written as JSON, which YAML reads as it stands, whatever they hold. */
const text = (value: string | undefined, hint: string) => JSON.stringify(value ?? `<${hint}>`);

/** One client's file, with comments. */
export function clientTemplate(client: NewClient): string {
  const { name, portalId, timeZone, token, opens = "08:30", closes = "18:00", lead, founder, channels } = client;
  return `\
# yaml-language-server: $schema=../.revwatch/schema/client.json
#
# One client. The file's name is its id in addresses, commands and workflow ids: lower-case words with dashes.
# What stands in <angle brackets> is yours to fill in; \`revwatch validate\` names each place.

name: ${text(name, "the client's name, as messages and reports say it")}
portalId: ${text(portalId, "HubSpot's id of the portal, digits only")} # HubSpot shows it in the account menu
token: ${tokenOf(token)} # of a service key or private app in this portal; \`revwatch doctor\` lists the scopes it needs
timeZone: ${text(timeZone, "the client's time zone, such as Europe/Berlin")}

# Where a person waits, time is business time. For a team that works around the clock: businessHours: always
businessHours:
  days: [monday, tuesday, wednesday, thursday, friday]
  opens: ${JSON.stringify(opens)}
  closes: ${JSON.stringify(closes)}
holidays: [] # days such as "2026-12-25"; or those of a country: { country: DE, region: BE }

# Who can be told, besides the receivers of revwatch.yaml.
receivers:
  sales-lead:
    name: ${text(lead.name, "who hears first of leads that wait, by name")}
${leadsWays(lead, channels)}${founderOf(founder, channels)}
routes:
  default: sales-lead # everything that has no line of its own

report:
  day: monday
  at: "07:30"
  recipients: [${channels.email ? "founder" : ""}] # by e-mail; it stands on the dashboard for everyone

# escalation:           # instead of the one in revwatch.yaml
#   - after: 30 minutes
#     notify: [operations]
#   - after: 2 hours
#     notify: [founder]

# checks:
#   lead-unanswered:
#     params:
#       promiseMinutes: 15
#       criticalAfterMinutes: 240 # it says itself how bad a wait is
#   lead-stale:
#     enabled: false
`;
}

function tokenOf(token: NewClient["token"]): string {
  return "env" in token ? `{ env: ${token.env} }` : `{ file: ${JSON.stringify(token.file)} }`;
}

function leadsWays({ slack, email }: NewReceiver, channels: NewClient["channels"]): string {
  const bySlack = slack !== undefined || (channels.slack && email === undefined);
  const byEmail = email !== undefined || !bySlack;
  return [
    ...(bySlack ? [`    slack: ${text(slack, "a Slack channel in quotes, or the id of a channel or person")}\n`] : []),
    ...(byEmail ? [`    email: ${text(email, "the e-mail address")}\n`] : []),
  ].join("");
}

/** Reports go by e-mail, so without it there is nobody to send them to. */
function founderOf({ name, email }: NewReceiver, channels: NewClient["channels"]): string {
  if (!channels.email) return "";
  return `\
  founder: # reads the weekly report; without one, remove this and the name below recipients
    name: ${text(name, "who reads the weekly report, by name")}
    email: ${text(email, "the e-mail address")}
`;
}
