/** Files the browser saves where its user told it to. */
import { zipSync } from 'fflate';
import { apart } from '../../report/index.ts';

export interface SavedFile {
  /** Never says who the patient is. */
  readonly name: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** Media type. */
  readonly type: string;
}

export function save({ name, content, type }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Freed later: some browsers begin to read only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Several files as one archive, stored: pictures are compressed already, and browsers ask about each download. */
export function saveTogether(name: string, files: readonly SavedFile[]): void {
  const names = apart(files.map((file) => file.name));
  const entries = files.map((file, index): [string, Uint8Array] => [
    names[index] ?? file.name,
    typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content,
  ]);
  const content = new Uint8Array(zipSync(Object.fromEntries(entries), { level: 0 }));
  save({ name, content, type: 'application/zip' });
}
