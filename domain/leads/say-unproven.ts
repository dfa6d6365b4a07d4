/** That who asked to be contacted rests on the contacts' own history alone, and why. */
export function sayUnproven(reason: string): string {
  return `Requests are not proven against form submissions. ${reason}`;
}
