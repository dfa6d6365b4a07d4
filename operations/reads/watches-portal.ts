import { checkById } from "../../checks/index.ts";

/** What watches ourselves is no coverage of the portal: seeing nothing would count as one check assessed. */
export function watchesPortal({ checkId }: { readonly checkId: string }): boolean {
  return checkById(checkId)?.kind !== "ourselves";
}
