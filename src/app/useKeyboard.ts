import { useLayoutEffect } from 'react';
import { commandOf, type KeyPress } from './commands/keys.ts';
import type { Room } from './room.ts';

/** Sends key presses to their commands, wherever on the page they fall and nothing else wants them. */
export function useKeyboard(room: Room): void {
  // Before the effects of menus and dialogs: listeners hear of a key in the order they came, and what Escape closes is gone
  // by the time others do.
  useLayoutEffect(() => {
    let covered = false;
    const look = () => (covered = document.querySelector('[role=menu], [role=dialog]') !== null);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || covered) return;
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      const focus = focusOf(event.target);
      const command = commandOf({ key, ctrlKey, metaKey, altKey, shiftKey, focus }, room.keys.getState());
      if (!command || command.applies?.(room) === false) return;
      event.preventDefault();
      command.run(room);
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [room]);
}

function focusOf(target: EventTarget | null): KeyPress['focus'] {
  if (target instanceof SVGElement) return target.closest('[role=button]') ? 'button' : 'page';
  if (!(target instanceof HTMLElement)) return 'page';
  // The slice slider is walked like the image beside it: one direction for the same key wherever the focus is.
  if (target.matches('.strip-body input')) return 'page';
  if (target.matches('[role=option], [role=radio], input[type=range]')) return 'list';
  if (target.matches('button, a, summary')) return 'button';
  return target.isContentEditable || target.matches('input, textarea, select') ? 'text' : 'page';
}
