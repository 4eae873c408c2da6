import { inUnknownUnit } from '../../base/index.ts';
import type { PaneName, PaneProbe } from '../../study/index.ts';
import { useView } from '../useRoom.ts';
import { decimal, t } from '../words/index.ts';

interface ProbeProps {
  readonly pane: PaneName;
  /** Whether its pixels are those of a file: where a pixel of a cut lies, nobody could look up. */
  readonly stored?: boolean;
}

/** What lies under the pointer, in the corner of the pane that it is over. */
export function Probe({ pane, stored = true }: ProbeProps) {
  const probe = useView((state) => (state.probe?.pane === pane ? state.probe : undefined));
  const place = probe && stored ? `  (${Math.floor(probe.x)}, ${Math.floor(probe.y)})` : '';
  return (
    <span className="probe">
      {probe?.value !== undefined && `${valueInWords(probe.value, probe)}${place}`}
    </span>
  );
}

function valueInWords(value: number, { otherUnit }: PaneProbe): string {
  if (!otherUnit) return `${decimal(Math.round(value), 0)} ${t('corner.hounsfield')}`;
  const { number, digits } = inUnknownUnit(value);
  return decimal(number, digits);
}
