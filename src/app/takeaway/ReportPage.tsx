import { useState } from 'react';
import { NOTICE } from '../../report/index.ts';
import { software } from '../exports.ts';
import { useRoom } from '../useRoom.ts';
import { reportFacts, type Fact } from './reportFacts.ts';
import { StripDrawing } from './StripDrawing.tsx';

/** One page of paper. */
export function ReportPage() {
  const room = useRoom();
  const [facts] = useState(() => reportFacts(room, new Date()));
  if (!facts) return null;
  return (
    <article className="report-page" aria-label="Report">
      <header>
        <h1>Probabilities of intracranial hemorrhage</h1>
        <p className="report-notice">
          <strong>{NOTICE}</strong> The numbers are the output of a program: they can be wrong in either
          direction, and a low one rules nothing out.
        </p>
      </header>
      <div className="report-top">
        <Facts title="Study" facts={facts.study} />
        <section>
          <h2>Highest probability in the series</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">Kind</th>
                <th scope="col">Probability</th>
                <th scope="col">Slice</th>
                <th scope="col">Position</th>
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
      <section>
        <h2>Any hemorrhage, slice by slice</h2>
        <StripDrawing results={facts.results} />
        {facts.leftOut.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </section>
      {facts.pictures.length > 0 && (
        <section>
          <h2>Most suspicious slices, {facts.window}</h2>
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
      <Facts title="Model" facts={facts.model} />
      <footer>
        Made {facts.made} by {software}. {NOTICE}
      </footer>
    </article>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
