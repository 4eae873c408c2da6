import { NumberInput } from '@mantine/core';
import { useStore } from 'zustand';
import { HEMORRHAGE_CLASSES } from '../../base/index.ts';
import { inPercent } from '../format.ts';
import { useFindings, useRoom, useThresholds } from '../useRoom.ts';
import { classLabel, decimalSeparator, t } from '../words/index.ts';

/** Per cent; below, everything is suspicious. */
const LEAST = 0.1;

/** From which probability on a slice counts as suspicious: a number a class, in per cent, kept for the model. */
export function ThresholdControls() {
  const { thresholds } = useRoom();
  const { own } = useStore(thresholds);
  const manifest = useFindings((state) => state.manifest);
  const inForce = useThresholds();
  if (!manifest || !inForce) return null;
  const changed = Object.keys(own[manifest.id] ?? {}).length > 0;
  return (
    <details className="thresholds">
      <summary>{changed ? t('findings.thresholdsYours') : t('findings.thresholds')}</summary>
      <div className="threshold-grid">
        {HEMORRHAGE_CLASSES.map((name) => (
          <NumberInput
            key={name}
            size="xs"
            label={classLabel(name)}
            suffix=" %"
            min={0}
            max={99.9}
            step={1}
            decimalScale={1}
            decimalSeparator={decimalSeparator()}
            clampBehavior="strict"
            value={inPercent(inForce[name])}
            // Text where decimals are still being typed: with a point, whatever the language.
            onChange={(value) => {
              const typed = Number.parseFloat(String(value));
              if (typed >= LEAST) thresholds.set(manifest.id, name, typed / 100);
            }}
          />
        ))}
      </div>
      <p className="dim">
        {t('findings.thresholdsMeaning')}{' '}
        {changed ? (
          <button type="button" className="link" onClick={() => thresholds.reset(manifest.id)}>
            {t('findings.thresholdsReset')}
          </button>
        ) : (
          t('findings.thresholdsOwn')
        )}
      </p>
    </details>
  );
}
