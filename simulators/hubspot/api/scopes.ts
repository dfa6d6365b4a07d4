import { recordTypeOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import type { Token } from "../model/token.ts";
import { missingScopes } from "./refusal.ts";

/** Scopes that a call needs all of, or a rule that depends on the record type in its path. */
export type ScopeRule =
  | "none"
  | "read"
  | "write"
  | "schema"
  | "schema-write"
  | readonly string[]
  | { readonly anyOf: readonly string[] };

/** Refuses a call for which the token was not granted what it needs. */
export function requireScopes(token: Token, rule: ScopeRule, params: Readonly<Record<string, string>>): void {
  if (token.scopes === "all") return;
  const granted = new Set(token.scopes);
  const anyOf = alternatives(rule, params);
  if (anyOf !== null) {
    if (!anyOf.some((scope) => granted.has(scope))) throw missingScopes(anyOf);
    return;
  }
  const missing = neededScopes(rule, params).filter((scope) => !granted.has(scope));
  if (missing.length > 0) throw missingScopes(missing);
}

/** Scopes of which one is enough; null when the rule asks for all of its own. */
function alternatives(rule: ScopeRule, params: Readonly<Record<string, string>>): readonly string[] | null {
  const object = schemaObject(recordTypeOf(params["type"] ?? ""));
  // Properties and pipelines are open to whoever may read the records or their schema.
  if (rule === "schema") return [`crm.objects.${object}.read`, `crm.schemas.${object}.read`];
  if (rule === "schema-write") return [`crm.schemas.${object}.write`];
  return typeof rule === "object" && "anyOf" in rule ? rule.anyOf : null;
}

function neededScopes(rule: ScopeRule, params: Readonly<Record<string, string>>): readonly string[] {
  if (typeof rule === "object") return "anyOf" in rule ? [] : rule;
  if (rule !== "read" && rule !== "write") return [];
  const types = [params["type"], params["to"]]
    .map((name) => recordTypeOf(name ?? ""))
    .filter((type) => type !== undefined);
  return [...new Set(types.flatMap((type) => recordScopes(type, rule)))];
}

const ofObjects = ["contacts", "companies", "deals", "leads", "users"].flatMap((object) => [
  `crm.objects.${object}.read`,
  `crm.objects.${object}.write`,
  `crm.schemas.${object}.read`,
  `crm.schemas.${object}.write`,
]);

/** Every scope that an endpoint here asks for, and the one that HubSpot gives to all. */
const everyScope: readonly string[] = [
  ...ofObjects,
  "account-info.security.read",
  "automation",
  "content",
  "crm-pipelines-governance-read",
  "crm-pipelines-locked-stages-access",
  "crm.lists.read",
  "crm.objects.custom.read",
  "crm.objects.owners.read",
  "crm.schemas.custom.read",
  "forms",
  "marketing.campaigns.read",
  "marketing.campaigns.revenue.read",
  "marketing.campaigns.write",
  "oauth",
  "pipeline-level-permissions-access",
  "sales-email-read",
  "settings.users.read",
  "settings.users.teams.read",
];

/** What HubSpot says that a token may do. */
export const scopesOf = (scopes: readonly string[] | "all"): readonly string[] =>
  scopes === "all" ? everyScope : scopes;

function recordScopes(type: RecordType, access: "read" | "write"): readonly string[] {
  if (hasScopeOfItsOwn(type)) return [`crm.objects.${type}.${access}`];
  const contacts = `crm.objects.contacts.${access}`;
  return type === "emails" ? [contacts, "sales-email-read"] : [contacts];
}

const hasScopeOfItsOwn = (type: RecordType): boolean =>
  type === "companies" || type === "deals" || type === "leads" || type === "users";

const schemaObject = (type: RecordType | undefined): string =>
  type !== undefined && hasScopeOfItsOwn(type) ? type : "contacts";
