import { Tooltip } from '@mantine/core';
import { Cpu } from 'lucide-react';
import { useFindings } from '../useRoom.ts';

const RUNGS = { webgpu: 'WebGPU', wasm: 'WebAssembly' } as const;

/** Which device computes, in a word; the sentence why stands in the tooltip and in the findings panel. */
export function DeviceBadge() {
  const device = useFindings((state) => state.device);
  const phase = useFindings(({ run }) => run.phase);
  const failed = phase === 'failed';
  const label = failed
    ? 'No model'
    : device
      ? `${RUNGS[device.rung]} · ${device.name}`
      : 'Preparing the model';
  return (
    <Tooltip label={device?.reason ?? label} multiline maw={360} disabled={!device}>
      <span className="device-badge" data-failed={failed}>
        <Cpu size={14} aria-hidden />
        <span className="device-name">{label}</span>
      </span>
    </Tooltip>
  );
}
