import { keyImage } from '../commands/keyImage.ts';
import { keysInWords, keysOf, type ChangedKeys } from '../commands/keys.ts';
import { t } from '../words/index.ts';

/** What marks a key image, in a sentence: its keys, or the star in the pane where the reader has left it none. */
export function keyImageKeys(changed: ChangedKeys): string {
  return keysInWords(keysOf(keyImage, changed)) || t('export.star');
}
