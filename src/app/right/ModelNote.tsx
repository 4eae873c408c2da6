import { useFindings } from '../useRoom.ts';

/** Which model on which device, why that one, and what the numbers are worth: in the manifest's own words. */
export function ModelNote() {
  const manifest = useFindings((state) => state.manifest);
  const device = useFindings((state) => state.device);
  const run = useFindings((state) => state.run);
  return (
    <div className="model-note">
      {run.phase === 'failed' && (
        <p className="trouble" role="alert">
          {run.failure.reason}
        </p>
      )}
      {manifest && (
        <>
          <h3>
            {manifest.name} <span className="dim">{manifest.version}</span>
          </h3>
          <p>{manifest.intendedUse}</p>
          <details>
            <summary>Measured performance and origin</summary>
            <ul>
              {manifest.performance.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
              <li>Trained on: {manifest.provenance.trainedOn}</li>
              <li>Licence: {manifest.licence}</li>
            </ul>
          </details>
        </>
      )}
      {device && (
        <p className="device-sentence">
          <strong>{device.name}.</strong> {device.reason}
        </p>
      )}
    </div>
  );
}
