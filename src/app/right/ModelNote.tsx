import { fileName } from '../format.ts';
import { useFindings } from '../useRoom.ts';

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
          {run.failure.reason}
          {where !== undefined && !run.failure.reason.includes(where) && ` (${where})`}
        </p>
      )}
      {device && (
        <p>
          <strong>{device.name}.</strong> {device.reason}
        </p>
      )}
      {manifest && (
        <section>
          <h3>
            {manifest.name} <span className="dim">{manifest.version}</span>
          </h3>
          <p>Intended use: {manifest.intendedUse}.</p>
          <p>{manifest.performance[0]}</p>
          <details>
            <summary>More measurements, training and licence</summary>
            <ul>
              {manifest.performance.slice(1).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              <li>Trained on {manifest.provenance.trainedOn}.</li>
              <li>Trained by {manifest.provenance.trainedBy}.</li>
              <li>Licence: {manifest.licence}.</li>
            </ul>
          </details>
        </section>
      )}
    </div>
  );
}
