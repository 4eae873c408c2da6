import { Component, type ReactNode } from 'react';
import { t } from './words/index.ts';

/** What is shown where the page itself fails: a sentence and a way on instead of an empty screen. */
export class Mishap extends Component<{ readonly children: ReactNode }, { readonly reason?: string }> {
  override state: { readonly reason?: string } = {};

  static getDerivedStateFromError(thrown: unknown) {
    return { reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render() {
    if (this.state.reason === undefined) return this.props.children;
    return (
      <main className="mishap">
        <div role="alert">
          <h1>{t('app.stopped')}</h1>
          <p>{t('app.unexpected', { reason: this.state.reason })}</p>
        </div>
        <button type="button" className="plain-button" onClick={() => location.reload()}>
          {t('app.reload')}
        </button>
      </main>
    );
  }
}
