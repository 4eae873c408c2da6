/** What the reader is told over the page; `Message.tsx` shows it. The latest takes the place of the one before. */
import type { ViewStore } from '../study/index.ts';

/** Goes by itself after a while. @param text  in the language that the page has when it is looked at */
export function inform(view: ViewStore, text: () => string): void {
  view.setState({ message: { text, tone: 'information' } });
}

/** Stays until it is put away. @param text  in the language that the page has when it is looked at */
export function warn(view: ViewStore, text: () => string): void {
  view.setState({ message: { text, tone: 'trouble' } });
}

export function putAway(view: ViewStore): void {
  view.setState({ message: undefined });
}
