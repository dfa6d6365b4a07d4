/** A check of single records that asks for a part of the inventory is judged again only when that part is another. */
export const statements: readonly string[] = [
  `alter table judged_check add column projection text`, // null: it asks for nothing of it
];
