import { checkById } from "../../checks/index.ts";
import { kindOf } from "../../checks/kinds/index.ts";

/** What watches ourselves is no coverage of the portal: seeing nothing would count as one check assessed. */
export function watchesPortal({ checkId }: { readonly checkId: string }): boolean {
  const check = checkById(checkId);
  return check === undefined || !kindOf(check).watchesUs;
}
