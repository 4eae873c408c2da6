import { Star } from 'lucide-react';
import { activeSlice } from '../../study/index.ts';
import { keyImage } from '../commands/keyImage.ts';
import { hintOf } from '../commands/keys.ts';
import { useKeyImages, useKeys, useRoom, useStudy } from '../useRoom.ts';
import { t } from '../words/index.ts';

/** Whether the slice on screen is a key image; pressing it is the same as the key. */
export function KeyStar() {
  const room = useRoom();
  const keys = useKeys();
  const id = useStudy((state) => activeSlice(state)?.id);
  const marked = useKeyImages(({ windows }) => id !== undefined && windows.has(id));
  if (id === undefined) return null;
  return (
    <button
      type="button"
      className="key-star"
      aria-label={t('pane.keyImage')}
      aria-pressed={marked}
      title={hintOf(keyImage, keys)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => keyImage.run(room)}
    >
      <Star className="rim" size={16} strokeWidth={6} color="#000" aria-hidden />
      <Star size={16} aria-hidden fill={marked ? 'currentColor' : 'none'} />
    </button>
  );
}
