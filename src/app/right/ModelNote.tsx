import { fileName } from '../format.ts';
import { useFindings } from '../useRoom.ts';
import { reasonOf, t, tell } from '../words/index.ts';

/** Which model on which device, why that one, and what the numbers are worth: in the manifest's own words. */
export function ModelNote() {
  const manifest = useFindings((state) => state.manifest);
  const device = useFindings((state) => state.device);
  const run = useFindings((state) => state.run);
  const where =
    run.phase === 'failed' && run.failure.file !== undefined ? fileName(run.failure.file) : undefined;
  return (
    <div className="model-note">
      {run.phase === 'failed' && (
        <p className="trouble" role="alert">
          {reasonOf(run.failure)}
          {where !== undefined && !run.failure.reason.includes(where) && ` (${where})`}
        </p>
      )}
      {device && run.phase !== 'failed' && (
        <p>
          <strong lang="en">{device.name}.</strong> {tell(device.reason)}
        </p>
      )}
      {manifest && (
        <section>
          <h3>
            {manifest.name} <span className="dim">{manifest.version}</span>
          </h3>
          <p>
            {t('modelNote.intendedUse')} <span lang="en">{manifest.intendedUse}.</span>
          </p>
          <p lang="en">{manifest.performance[0]}</p>
          <details>
            <summary>{t('modelNote.more')}</summary>
            <ul>
              {manifest.performance.slice(1).map((sentence) => (
                <li key={sentence} lang="en">
                  {sentence}
                </li>
              ))}
              <li>
                {t('modelNote.trainedOn')} <span lang="en">{manifest.provenance.trainedOn}.</span>
              </li>
              <li>
                {t('modelNote.trainedBy')} <span lang="en">{manifest.provenance.trainedBy}.</span>
              </li>
              <li>
                {t('modelNote.licence')} {manifest.licence}.
              </li>
            </ul>
          </details>
        </section>
      )}
    </div>
  );
}
