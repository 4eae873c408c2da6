import { useEffect } from 'react';
import { useRoom } from '../useRoom.ts';

/** While panes stand beside the image that are zoomed and panned with it, they lie as it does. */
export function useImageLeads(): void {
  const room = useRoom();
  useEffect(() => {
    const image = room.panes.image();
    return image && room.looks.join(image, { leads: true });
  }, [room]);
}
