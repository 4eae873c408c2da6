/**
 * Puts words where they can be pasted from. Async, so that a browser that gives no clipboard (it gives none to a page over
 * plain http) refuses as one that forbids it does.
 */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
