import { Star } from 'lucide-react';
import { activeSlice } from '../../study/index.ts';
import { keyImage } from '../commands/keyImage.ts';
import { useKeyImages, useRoom, useStudy } from '../useRoom.ts';

/** Whether the slice on screen is a key image; pressing it is the same as the key. */
export function KeyStar() {
  const room = useRoom();
  const id = useStudy((state) => activeSlice(state)?.id);
  const marked = useKeyImages(({ windows }) => id !== undefined && windows.has(id));
  if (id === undefined) return null;
  return (
    <button
      type="button"
      className="key-star"
      aria-label="Key image"
      aria-pressed={marked}
      title={`${keyImage.label} (K)`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => keyImage.run(room)}
    >
      <Star size={16} aria-hidden fill={marked ? 'currentColor' : 'none'} />
    </button>
  );
}
