import { fileName } from '../format.ts';
import { useStudy } from '../useRoom.ts';

/** More would be thousands of rows for a wrongly chosen folder; the count says how many there are. */
const SHOWN = 200;

export function NotLoaded() {
  const failures = useStudy((state) => state.failures);
  if (failures.length === 0) return null;
  return (
    <section className="not-loaded">
      <h2>
        Files not loaded <span className="count">{failures.length}</span>
      </h2>
      <ul aria-label="Files not loaded" tabIndex={0}>
        {failures.slice(0, SHOWN).map(({ file, reason, code }, index) => (
          <li key={index} title={`${file ?? ''} [${code}]`}>
            {file !== undefined && <span className="file">{fileName(file)}</span>}
            <span className="dim">{reason}</span>
          </li>
        ))}
        {failures.length > SHOWN && <li className="dim">and {failures.length - SHOWN} more</li>}
      </ul>
    </section>
  );
}
