/** How a reader likes to work, kept from one visit to the next: keys, speeds, the feel of the mouse, the layout. */
import * as v from 'valibot';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ViewStore } from '../study/index.ts';
import type { ChangedKeys } from './commands/keys.ts';
import { keep, kept } from './kept.ts';

export type KeyStore = StoreApi<ChangedKeys>;

const KEYS = 'hemolens.keys';
const VIEW = 'hemolens.view';

const keysForm = v.record(v.string(), v.array(v.string()));
const viewForm = v.object({
  cineSpeed: v.pipe(v.number(), v.minValue(1), v.maxValue(30)),
  windowSensitivity: v.pipe(v.number(), v.minValue(0.1), v.maxValue(10)),
  layout: v.optional(v.picklist(['one', 'windows', 'planes', 'two']), 'one'),
});

export function createKeyStore(): KeyStore {
  const store = createStore<ChangedKeys>(() => kept(KEYS, keysForm) ?? {});
  store.subscribe((keys) => keep(KEYS, keys));
  return store;
}

/** Sets what was kept, and keeps what is changed from then on. */
export function keepHabits(view: ViewStore): void {
  const before = kept(VIEW, viewForm);
  if (before) view.setState(before);
  view.subscribe(({ cineSpeed, windowSensitivity, layout }, old) => {
    const same =
      cineSpeed === old.cineSpeed && windowSensitivity === old.windowSensitivity && layout === old.layout;
    if (!same) keep(VIEW, { cineSpeed, windowSensitivity, layout });
  });
}
