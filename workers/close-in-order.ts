/** Closes one after the other; one that fails keeps none of the others open. */
export async function closeInOrder(
  closers: readonly (() => unknown)[],
  onError: (error: unknown) => void = () => undefined,
): Promise<void> {
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      onError(error);
    }
  }
}
