/** A config with one of nearly everything that can be wrong with one: file → text. */
export const faultyFiles: Readonly<Record<string, string>> = {
  "revwatch.yaml": `\
statedirectory: .revwatch
temporal:
  address: http://localhost:7233
dashboard:
  port: 70000
hubspot:
  address: https://user:hunter2@proxy.example.com
slack:
  token: xoxb-1234-secret
  signingSecret: { env: signing secret }
receivers:
  operations:
    name: Operations
    slack: "#revwatch"
  Night Shift:
    name: Night shift
    email: night@example.com
cadences:
  fast: 5 min
  daily: "02:30"
checks:
  lead-unanswerd: {}
  lead-stale:
    severity: hihg
    params:
      maxDaysWithoutActivity: 0
      maxDaysWithoutActivty: 20
`,
  "clients/Big_Client.yaml": "name: x: y\n---\na: 1\n",
  "clients/alias.yaml":
    "name: &n Alias\nportalId: 5\ntoken: { env: A_TOKEN, file: also }\ntimeZone: *n\nbusinessHours: always\n",
  "clients/both-ways.yaml":
    "name: Both\nportalId: 6\ntoken: { env: B_TOKEN }\ntimeZone: Europe/Berlin\nbusinessHours: always\noauth:\n  clientId: not an id\n  clientSecret: pat-eu1-secret\n  refreshTokn: { env: B_REFRESH }\nroutes: { default: operations }\n",
  "clients/contoso.yaml": "name: Contoso\n\tportalId: 1\nname: again\n",
  "clients/empty.yaml": "\ufeff# nothing but a comment\n",
  "clients/fabrikam.yaml": 'name: ""\nportalId: "4711"\nbusinessHours: { opens: "17:00", closes: "08:00" }\n',
  "clients/northwind.yaml": `\
name: Northwind
portalId: 4711
token: pat-eu1-secret
timezone: UTC
timeZone: Berlin
businessHours:
  days: [monday, tusday]
  opens: "18:00"
  closes: "8:30"
holidays: [2026-02-30]
receivers:
  sales-lead:
    name: Ana Keller
    slack: #sales
  founder:
    name: Jo
    email: jo at example.com
routes:
  waiting-leeds: sales-lead
  access: operation
escalation:
  - after: 30 minutes
    notify: []
  - after: 10 minutes
    notify: [founder, nobody-known]
report:
  day: munday
  at: "03:00"
  recipients: [operations]
checks:
  utm-value-fragmented:
    enabled: "yes"
    cadence: weekly
    params:
      aliases: { li: 3 }
`,
  "clients/old.yml": "name: x\n",
};
