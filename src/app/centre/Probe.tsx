import type { PaneName } from '../../study/index.ts';
import { units } from '../format.ts';
import { useView } from '../useRoom.ts';
import { t } from '../words/index.ts';

interface ProbeProps {
  readonly pane: PaneName;
  /** Whether its pixels are those of a file: where a pixel of a cut lies, nobody could look up. */
  readonly stored?: boolean;
}

/** What lies under the pointer, in the corner of the pane that it is over. */
export function Probe({ pane, stored = true }: ProbeProps) {
  const probe = useView((state) => (state.probe?.pane === pane ? state.probe : undefined));
  const place = probe && stored ? `  (${Math.floor(probe.x)}, ${Math.floor(probe.y)})` : '';
  const unit = probe?.otherUnit ? '' : ` ${t('corner.hounsfield')}`;
  return (
    <span className="probe">
      {probe?.value !== undefined && `${units(Math.round(probe.value))}${unit}${place}`}
    </span>
  );
}
