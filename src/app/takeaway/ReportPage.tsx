import { useState } from 'react';
import { software } from '../software.ts';
import { useRoom } from '../useRoom.ts';
import { reportFacts, type Fact } from './reportFacts.ts';
import { StripDrawing } from './StripDrawing.tsx';
import { t } from '../words/index.ts';

/** One page of paper. */
export function ReportPage() {
  const room = useRoom();
  const [facts] = useState(() => reportFacts(room, new Date()));
  if (!facts) return null;
  return (
    <article className="report-page" aria-label={t('print.label')}>
      <header>
        <h1>{t('print.title')}</h1>
        <p className="report-notice">
          <strong>{t('report.notice')}</strong> {t('print.meaning')}
        </p>
      </header>
      <div className="report-top">
        <Facts title={t('print.study')} facts={facts.study} />
        <section>
          <h2>{facts.incomplete ? t('print.highestSoFar') : t('print.highest')}</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('print.kind')}</th>
                <th scope="col">{t('print.probability')}</th>
                <th scope="col">{t('print.slice')}</th>
                <th scope="col">{t('print.position')}</th>
              </tr>
            </thead>
            <tbody>
              {facts.maxima.map(({ name, probability, slice, position }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{probability}</td>
                  <td>{slice}</td>
                  <td>{position}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      {facts.cautions.map((sentence) => (
        <p key={sentence} className="report-notice">
          {sentence}
        </p>
      ))}
      <section>
        <h2>{t('print.sliceBySlice')}</h2>
        <StripDrawing results={facts.results} />
        {facts.leftOut.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      {facts.pictures.length > 0 && (
        <section>
          <h2>{t('print.highestSlices', { window: facts.window })}</h2>
          <div className="report-pictures">
            {facts.pictures.map(({ source, caption }) => (
              <figure key={caption[0]}>
                <img src={source} alt={caption.join(', ')} />
                <figcaption>
                  {caption.map((line) => (
                    <span key={line}>{line}</span>
                  ))}
                </figcaption>
              </figure>
            ))}
          </div>
        </section>
      )}
      <Facts title={t('print.model')} facts={facts.model} />
      <footer>
        {t('print.made', { date: facts.made, software })} {t('report.notice')}
      </footer>
    </article>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {facts.map(([label, text, lang]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd lang={lang}>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
