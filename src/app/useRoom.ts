import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { AnnotationState, FindingsState, StudyState, ViewState } from '../study/index.ts';
import type { ChangedKeys } from './commands/keys.ts';
import type { Room } from './room.ts';

export const RoomContext = createContext<Room | undefined>(undefined);

export function useRoom(): Room {
  const room = use(RoomContext);
  if (!room) throw new Error('A component stands outside of the room');
  return room;
}

/** A part of a store's state; a component renders again only when that part is another value. */
export const useStudy = <Part>(select: (state: StudyState) => Part): Part =>
  useStore(useRoom().study, select);
export const useFindings = <Part>(select: (state: FindingsState) => Part): Part =>
  useStore(useRoom().findings, select);
export const useAnnotations = <Part>(select: (state: AnnotationState) => Part): Part =>
  useStore(useRoom().annotations, select);
export const useKeys = (): ChangedKeys => useStore(useRoom().keys);
export const useView = <Part>(select: (state: ViewState) => Part): Part => useStore(useRoom().view, select);
