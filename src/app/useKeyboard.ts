import { useEffect } from 'react';
import { commandOf, type KeyPress } from './commands/keys.ts';
import type { Room } from './room.ts';

/** Sends key presses to their commands, wherever on the page they fall and nothing else wants them. */
export function useKeyboard(room: Room): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('[role=menu], [role=dialog]')) return;
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      const focus = focusOf(event.target);
      const command = commandOf({ key, ctrlKey, metaKey, altKey, shiftKey, focus }, room.keys.getState());
      if (!command || command.applies?.(room) === false) return;
      event.preventDefault();
      command.run(room);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [room]);
}

function focusOf(target: EventTarget | null): KeyPress['focus'] {
  if (!(target instanceof HTMLElement)) return 'page';
  // The slice slider is walked like the image beside it: one direction for the same key wherever the focus is.
  if (target.matches('.strip-body input')) return 'page';
  if (target.matches('[role=option], [role=radio], input[type=range]')) return 'list';
  if (target.matches('button, a, summary')) return 'button';
  return target.isContentEditable || target.matches('input, textarea, select') ? 'text' : 'page';
}
