import { recordTypeOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import type { Token } from "../model/token.ts";
import { missingScopes } from "./refusal.ts";

/** Scopes that a call needs all of, or a rule that depends on the record type in its path. */
export type ScopeRule = "none" | "read" | "write" | "schema" | readonly string[];

/** Refuses a call for which the token was not granted what it needs. */
export function requireScopes(token: Token, rule: ScopeRule, params: Readonly<Record<string, string>>): void {
  if (token.scopes === "all") return;
  const granted = new Set(token.scopes);
  if (rule === "schema") {
    const anyOf = schemaScopes(recordTypeOf(params["type"] ?? ""));
    if (!anyOf.some((scope) => granted.has(scope))) throw missingScopes(anyOf);
    return;
  }
  const missing = neededScopes(rule, params).filter((scope) => !granted.has(scope));
  if (missing.length > 0) throw missingScopes(missing);
}

function neededScopes(rule: Exclude<ScopeRule, "schema">, params: Readonly<Record<string, string>>): readonly string[] {
  if (rule === "none") return [];
  if (rule !== "read" && rule !== "write") return rule;
  const types = [params["type"], params["to"]].map((name) => recordTypeOf(name ?? "")).filter((type) => type !== undefined);
  return [...new Set(types.flatMap((type) => recordScopes(type, rule)))];
}

function recordScopes(type: RecordType, access: "read" | "write"): readonly string[] {
  if (type === "companies" || type === "deals") return [`crm.objects.${type}.${access}`];
  const contacts = `crm.objects.contacts.${access}`;
  return type === "emails" ? [contacts, "sales-email-read"] : [contacts];
}

/** Properties and pipelines are open to whoever may read the records or their schema. */
function schemaScopes(type: RecordType | undefined): readonly string[] {
  const object = type === "companies" || type === "deals" ? type : "contacts";
  return [`crm.objects.${object}.read`, `crm.schemas.${object}.read`];
}
