/** Waits for what another process brings about, and tells nobody of. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
