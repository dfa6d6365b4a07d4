/** A key has a name, so that values signed before an exchange can still be read. */
export interface SigningKey {
  readonly id: string;
  readonly secret: string;
}
