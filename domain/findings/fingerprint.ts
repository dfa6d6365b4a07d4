/**
 * The stable name of a finding: the same check on the same subject of the same client is the same finding, whatever
 * its numbers are today. Readable, because people meet it in links and in `revwatch explain`.
 */
export function fingerprint(checkId: string, subjectType: string, subjectId: string): string {
  return `${checkId}.${subjectType}.${encodeURIComponent(subjectId)}`;
}
