/** Something that a command depends on is not there. The message says what, and how to start it. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}
