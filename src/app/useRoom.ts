import { createContext, use, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Slice } from '../dicom/index.ts';
import {
  thresholdsOf,
  type AnnotationState,
  type FindingsState,
  type KeyImageState,
  type StudyState,
  type Thresholds,
  type ViewState,
} from '../study/index.ts';
import type { ChangedKeys } from './commands/keys.ts';
import type { Slab } from '../volume/index.ts';
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

/** What stands on screen in place of a slice; undefined where it is the slice itself. */
export function useSlabOf(slice: Slice | undefined): Slab | undefined {
  const { planes } = useRoom();
  useView(({ slab }) => slab);
  useStore(planes, ({ stack }) => stack);
  return slice && planes.slabOf(slice.id);
}

/** In force for the model that runs; undefined before there is one. */
export function useThresholds(): Thresholds | undefined {
  const room = useRoom();
  const state = useStore(room.thresholds);
  const manifest = useFindings((findings) => findings.manifest);
  return useMemo(() => thresholdsOf(state, manifest), [state, manifest]);
}

export const useKeyImages = <Part>(select: (state: KeyImageState) => Part): Part =>
  useStore(useRoom().keyImages, select);
