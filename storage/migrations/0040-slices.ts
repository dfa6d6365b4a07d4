/**
 * Changed rules are taken over in slices, a part of the records in each fast run. Until the last one is through, what
 * stands by the older rules counts on, so what they were is kept beside the new ones. Of what was judged before nothing
 * is known of that, so the first change of its rules is taken over at once.
 */
export const statements: readonly string[] = [
  `alter table judged_group add column slice_after text`, // up to which record; empty: none yet; null: no slices go on
  `alter table judged_group add column epoch integer`, // of the mirror, when the rules began to hold
  `alter table judged_check add column rule_set integer`,
  `alter table judged_check add column rule text`, // a hash of the check's own version, settings and calendar
  `alter table judged_check add column tallies text`, // "3:0,4:1": the place of each of its sums, and which one it is
  `update judged_check c set rule_set = g.rule_set from judged_group g
    where g.client_id = c.client_id and g.cadence = c.cadence and g.record_type = c.record_type`,
  `delete from judged_check where rule_set is null`,
  `alter table judged_check alter column rule_set set not null`,
  `alter table judged_check drop constraint judged_check_pkey`,
  `alter table judged_check add primary key (client_id, cadence, record_type, rule_set, check_id)`,
];
