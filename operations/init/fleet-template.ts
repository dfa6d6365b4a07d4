import { topics } from "../../domain/alerting/topic.ts";

/** What is known of a new installation. What nobody said is left to fill in; a channel that is null is left out. */
export interface NewFleet {
  readonly slack: { readonly channel?: string | undefined } | null;
  readonly email: {
    readonly host?: string | undefined;
    readonly user?: string | undefined;
    readonly from?: string | undefined;
    /** Where our own people are reached. */
    readonly to?: string | undefined;
  } | null;
}

const text = (value: string | undefined, hint: string) => JSON.stringify(value ?? `<${hint}>`);

/** `revwatch.yaml` as `init` writes it: every line explained, and what has a default left as a comment. */
export function fleetTemplate({ slack, email }: NewFleet): string {
  return `\
# yaml-language-server: $schema=.revwatch/schema/revwatch.json
#
# The installation, and what all clients share. Each client has its own file in clients/: revwatch client add <id>
# Secrets never stand here: { env: NAME } names an environment variable (a .env file beside this one is read),
# { file: PATH } names a file that holds nothing else. Check it with: revwatch validate
# What stands in <angle brackets> is yours to fill in. Changes hold within seconds, without a restart.

# Where messages go. Leave a section out if you do not use it; a receiver then cannot name it either.
${slack === null ? "" : slackSection}${email === null ? "" : emailSection(email)}
# People of your own who hear of any client. Clients name their own people in their files.
receivers:
  operations:
    name: Operations
${slack === null ? "" : `    slack: ${text(slack.channel, "a Slack channel of your own team, in quotes")} # in quotes: YAML takes a bare # for a comment\n`}${email === null ? "" : `    email: ${text(email.to, "an e-mail address of your own team")}\n`}
# Who hears of which topic: ${topics.join(", ")}.
# A line for the topic itself comes before any default:, and a client's line before this one.
routes:
  access: operations

# Who is told next while nobody acknowledges an alert. Times are the client's business time from the alert's opening.
escalation:
  - after: 30 minutes
    notify: [operations]

# How often each cadence runs: a span ("5 minutes"), or a time of day in the client's zone ("06:00").
cadences:
  fast: 5 minutes
  hourly: 1 hour
  daily: "06:00"

# Settings of checks for all clients; docs/checks/ has a page for each. A client's file can change them again.
# checks:
#   lead-unanswered:
#     params: { promiseMinutes: 60 }

# databaseUrl: { env: DATABASE_URL }   # PostgreSQL; left out: an embedded database in stateDirectory
# stateDirectory: .revwatch
# temporal:
#   address: temporal.example.com:7233 # left out: a development server of our own
#   namespace: default
#   uiAddress: https://temporal.example.com
# dashboard:
#   host: 127.0.0.1
#   port: 4400
#   publicAddress: https://revwatch.example.com # what Slack's buttons and links in messages lead to
# hubspot:
#   address: https://api.hubapi.com
`;
}

const slackSection = `\
slack:
  token: { env: SLACK_BOT_TOKEN } # the README lists the scopes of its app
  signingSecret: { env: SLACK_SIGNING_SECRET } # by which the buttons in messages are trusted
`;

function emailSection({ host, user, from }: NonNullable<NewFleet["email"]>): string {
  return `\
email:
  host: ${text(host, "the SMTP server")}
  # port: 587               # 587 for starttls, 465 for tls, 25 for none
  security: starttls # or tls, or none
  user: ${text(user, "the account that e-mails go out with")}
  password: { env: SMTP_PASSWORD }
  from: ${text(from ?? user, "the sender, such as Revwatch with an address behind it")}
`;
}
