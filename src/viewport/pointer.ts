/** Where in a pane the pointer is, and who leads it: the mouse, or keys until the mouse moves again. */
import { withinPane, type Pane, type Point } from './view.ts';

export interface Pointer {
  /** CSS pixels from the pane's top left corner; undefined where it is in no place of this pane. */
  at(): Point | undefined;
  /** Where keys point; undefined while the mouse leads. */
  byKeys(): Point | undefined;
  /** What keys mean: where they point, else the pane's middle. */
  meant(pane: Pane): Point;
  /** The mouse is there, or gone. @returns whether it leads: browsers tell of a mouse that rests as well */
  hover(at: Point | undefined): boolean;
  /** Keys move it, from the middle where it was nowhere, no further than the pane reaches. */
  moveBy(by: Point, pane: Pane): void;
  /** The pane has another size. */
  fit(pane: Pane): void;
  /** Where the mouse is, again. */
  giveBack(): void;
  /** In another pane, though the mouse may rest in this one. */
  forget(): void;
}

/** @param onMoved  it is elsewhere, or led by another */
export function createPointer(onMoved: () => void): Pointer {
  let place: Point | undefined;
  /** Where the mouse was last told to be. */
  let mouse: Point | undefined;
  let keysLead = false;

  const set = (at: Point | undefined, byKeys: boolean) => {
    place = at;
    keysLead = byKeys;
    onMoved();
  };
  const led = () => (keysLead ? place : undefined);
  const middleOf = ({ width, height }: Pane): Point => ({ x: width / 2, y: height / 2 });

  return {
    at: () => place,
    byKeys: led,
    meant: (pane) => led() ?? middleOf(pane),
    hover(at) {
      const rests = at !== undefined && at.x === mouse?.x && at.y === mouse.y;
      mouse = at;
      if (rests && keysLead) return false;
      set(at, false);
      return true;
    },
    moveBy(by, pane) {
      const from = place ?? middleOf(pane);
      set(withinPane(pane, { x: from.x + by.x, y: from.y + by.y }), true);
    },
    fit(pane) {
      const at = led();
      if (at) set(withinPane(pane, at), true);
    },
    giveBack: () => set(mouse, false),
    forget: () => set(undefined, false),
  };
}
