import { fileName } from '../format.ts';
import { useStudy } from '../useRoom.ts';
import { reasonOf, t } from '../words/index.ts';

/** More would be thousands of rows for a wrongly chosen folder; the count says how many there are. */
const SHOWN = 200;

export function NotLoaded() {
  const failures = useStudy((state) => state.failures);
  if (failures.length === 0) return null;
  return (
    <section className="not-loaded">
      <h2>
        {t('notes.notLoaded')} <span className="count">{failures.length}</span>
      </h2>
      <ul aria-label={t('notes.notLoaded')} tabIndex={0}>
        {failures.slice(0, SHOWN).map((failure, index) => (
          <li key={index} title={`${failure.file ?? ''} [${failure.code}]`}>
            {failure.file !== undefined && <span className="file">{fileName(failure.file)}</span>}
            <span className="dim">{reasonOf(failure)}</span>
          </li>
        ))}
        {failures.length > SHOWN && (
          <li className="dim">{t('notes.andMore', { number: failures.length - SHOWN })}</li>
        )}
      </ul>
    </section>
  );
}
