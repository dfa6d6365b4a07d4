/** How a finding ended is a word of a closed vocabulary; the rule that saw it fail is known by its key. */
export const statements: readonly string[] = [
  `alter table finding add column ending text`, // null while it is open
  `alter table finding add column rule_key text`, // of the parameters and the check that saw it fail; null: an older version
  `alter table finding_event add column ending text`, // of resolved ones
  `update finding set ending = case resolved_because
     when 'it passes now' then 'seen-healthy'
     when 'it is no longer there' then 'deleted'
     when 'its check was switched off for this client' then 'unwatched'
     else 'no-longer-applies' end
   where status = 'resolved'`,
  `update finding_event set ending = case summary
     when 'it passes now' then 'seen-healthy'
     when 'it is no longer there' then 'deleted'
     when 'its check was switched off for this client' then 'unwatched'
     else 'no-longer-applies' end
   where kind = 'resolved'`,
];
