import { classOfForm } from "./class-of-form.ts";
import type { HandClass } from "./hand.ts";

/** What a conversion that HubSpot words "Page title: Form name" asks for, by the form's name. */
export function classOfSource(source: string | null): HandClass {
  return source === null ? "unclassified" : classOfForm(formNameOf(source));
}

/** The form's name: titles hold colons too, so the last part. */
export function formNameOf(source: string): string {
  return source.slice(source.lastIndexOf(": ") + 1).trim();
}
