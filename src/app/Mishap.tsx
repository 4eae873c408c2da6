import { Component, type ReactNode } from 'react';

/** What is shown where the page itself fails: a sentence and a way on instead of an empty screen. */
export class Mishap extends Component<{ readonly children: ReactNode }, { readonly reason?: string }> {
  override state: { readonly reason?: string } = {};

  static getDerivedStateFromError(thrown: unknown) {
    return { reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render() {
    if (this.state.reason === undefined) return this.props.children;
    return (
      <main className="mishap" role="alert">
        <h1>Hemolens has stopped</h1>
        <p>
          Something in the page failed that should not have: {this.state.reason}. Your files are untouched;
          loading the page again starts afresh.
        </p>
        <button type="button" className="plain-button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </main>
    );
  }
}
