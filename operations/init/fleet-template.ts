/** `revwatch.yaml` as `init` writes it: every line explained, and what has a default left as a comment. */
export const fleetTemplate = `\
# yaml-language-server: $schema=.revwatch/schema/revwatch.json
#
# The installation, and what all clients share. Each client has its own file in clients/.
# Secrets never stand here: { env: NAME } names an environment variable (a .env file beside this one is read),
# { file: PATH } names a file that holds nothing else. Check it with: revwatch validate

# Where messages go. Leave a section out if you do not use it; a receiver then cannot name it either.
slack:
  token: { env: SLACK_BOT_TOKEN } # the README lists the scopes of its app
  signingSecret: { env: SLACK_SIGNING_SECRET } # by which the buttons in messages are trusted
email:
  host: smtp.example.com
  # port: 587               # 587 for starttls, 465 for tls, 25 for none
  security: starttls # or tls, or none
  user: revwatch@example.com
  password: { env: SMTP_PASSWORD }
  from: Revwatch <revwatch@example.com>

# People of your own who hear of any client. Clients name their own people in their files.
receivers:
  operations:
    name: Operations
    slack: "#revwatch" # in quotes: YAML takes a bare # for a comment
    email: operations@example.com

# Who hears of which topic: waiting-leads, stale-leads, stale-deals, routing, campaign-tracking, access.
# A line for the topic itself comes before any default:, and a client's line before this one.
routes:
  access: operations

# Who is told next while nobody takes an alert. Times are the client's business time from the alert's opening.
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
