import { Tooltip } from '@mantine/core';
import { Cpu } from 'lucide-react';
import type { DeviceReport } from '../../inference/index.ts';
import { useFindings } from '../useRoom.ts';
import { t, tell } from '../words/index.ts';

/** Which device computes, in a word; the sentence why stands in the tooltip and in the findings panel. */
export function DeviceBadge() {
  const device = useFindings((state) => state.device);
  const phase = useFindings(({ run }) => run.phase);
  const failed = phase === 'failed';
  const label = failed ? t('header.noModel') : device ? badgeOf(device) : t('header.preparingModel');
  return (
    <Tooltip label={device ? tell(device.reason) : label} multiline maw={360} disabled={!device || failed}>
      <span className="device-badge" data-failed={failed}>
        <Cpu size={14} aria-hidden />
        <span className="device-name" lang={device && !failed ? 'en' : undefined}>
          {label}
        </span>
      </span>
    </Tooltip>
  );
}

function badgeOf({ rung, name }: DeviceReport): string {
  return rung === 'webgpu' && !name.includes('WebGPU') ? `WebGPU · ${name}` : name;
}
