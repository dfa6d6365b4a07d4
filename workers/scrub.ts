/** What secrets of the services that we talk to look like. */
const shapes: readonly RegExp[] = [
  /pat-(?:na|eu|ap)\d-[0-9a-z-]{8,}/gi,
  /(?:xox[abeprs]|xapp)-[0-9a-z-]{8,}/gi,
  /whsec_[0-9a-z+/=]{8,}/gi,
  /(?<=[?&]sig=)[^\s&"']+/gi,
  /\b(?:Bearer|Basic) [0-9a-z._~+/=-]{8,}/gi,
  /\bya29\.[0-9a-z_-]{8,}/gi,
  /(?<=\b[a-z]+:\/\/[^\s:@/]+:)[^\s@/]+(?=@)/gi,
];

/** The text with everything that looks like a secret replaced. */
export function scrub(text: string): string {
  return shapes.reduce((scrubbed, shape) => scrubbed.replace(shape, "[secret]"), text);
}
