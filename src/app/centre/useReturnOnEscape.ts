import { useRef, type KeyboardEvent, type RefObject } from 'react';

/**
 * For menus that leave the focus to what was chosen (the page, whose keys act on it, or a form it opened): only who leaves
 * one without choosing is back at its button.
 */
export function useReturnOnEscape(): {
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Of the menu's dropdown. */
  readonly returnOnEscape: (event: KeyboardEvent) => void;
} {
  const button = useRef<HTMLButtonElement>(null);
  const returnOnEscape = (event: KeyboardEvent) => {
    // Once the menu is gone, which takes the focus with it.
    if (event.key === 'Escape') setTimeout(() => button.current?.focus());
  };
  return { button, returnOnEscape };
}
