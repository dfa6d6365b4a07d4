/** The three clients of the demo and the portals that stand for their HubSpot. */
export interface DemoPortal {
  readonly clientId: string;
  readonly name: string;
  readonly portalId: number;
  readonly profile: "northwind" | "harbor" | "nightowl";
  /** Made up: the simulator knows no other. */
  readonly token: string;
  /** The name under which the config finds the token. */
  readonly tokenVariable: string;
  readonly seed: number;
}

export const demoPortals: readonly DemoPortal[] = [
  {
    clientId: "northwind",
    name: "Northwind Analytics",
    portalId: 1001,
    profile: "northwind",
    token: "pat-eu1-demo-northwind-0001",
    tokenVariable: "DEMO_NORTHWIND_TOKEN",
    seed: 11,
  },
  {
    clientId: "harbor",
    name: "Harbor & Pine",
    portalId: 1002,
    profile: "harbor",
    token: "pat-na1-demo-harbor-0002",
    tokenVariable: "DEMO_HARBOR_TOKEN",
    seed: 22,
  },
  {
    clientId: "nightowl",
    name: "Nightowl Support",
    portalId: 1003,
    profile: "nightowl",
    token: "pat-na1-demo-nightowl-0003",
    tokenVariable: "DEMO_NIGHTOWL_TOKEN",
    seed: 33,
  },
];

export const slackToken = "xoxb-demo-0001";
export const slackSigningSecret = "demo-signing-secret";

/** What the demo's process sees of its environment: its own made-up secrets, and nothing that a person has set. */
export function demoEnvironment(): NodeJS.ProcessEnv {
  return {
    ...withoutSettings(process.env),
    ...Object.fromEntries(demoPortals.map(({ tokenVariable, token }) => [tokenVariable, token])),
    DEMO_SLACK_TOKEN: slackToken,
    DEMO_SLACK_SIGNING_SECRET: slackSigningSecret,
  };
}

/** Settings of real installations that the demo must not touch. Two stay: they only name a program and a folder. */
const settings =
  /^(?:DATABASE_URL|TEMPORAL_(?!CLI$).*|HUBSPOT_(?!OPENAPI_DIR$).*|SLACK_.*|SMTP_.*|.*_(?:TOKEN|SECRET|PASSWORD|API_KEY))$/;

function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.test(name)));
}

/** Which of them were set, so that the demo can say that it ignores them. */
export function ignoredSettings(env: NodeJS.ProcessEnv): readonly string[] {
  return Object.keys(env).filter(
    (name) => settings.test(name) && /^(?:DATABASE_URL|TEMPORAL_|HUBSPOT_|SLACK_|SMTP_)|HUBSPOT|REVWATCH/.test(name),
  );
}

/** The panel acts with a token of its own, so that it can still mend while ours is revoked. */
export function panelToken(portalId: number): string {
  return `pat-na1-demo-panel-${portalId}`;
}
