import type { DeviceChoice } from '../inference/index.ts';

/** What the page's address asks for: `?device=auto|webgpu|wasm` and `?model=<id>`. */
export interface RoomOptions {
  readonly device: DeviceChoice;
  readonly model: string | undefined;
  /** What was asked for and is not known here, and what is used instead. */
  readonly complaint: { readonly wanted: string; readonly known: string } | undefined;
}

const DEVICES: readonly DeviceChoice[] = ['auto', 'webgpu', 'wasm'];

/** Whether there is such a model is known only when the list of models is read. */
export function optionsFrom(search: string): RoomOptions {
  const parameters = new URLSearchParams(search);
  const wanted = parameters.get('device');
  const device = DEVICES.find((known) => known === wanted);
  return {
    device: device ?? 'auto',
    model: parameters.get('model') ?? undefined,
    complaint: wanted === null || device ? undefined : { wanted, known: DEVICES.join(', ') },
  };
}
