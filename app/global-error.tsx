"use client";

/** The last resort, when the root layout itself fails: no theme, no messages, so both languages. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="fr">
      <body>
        <main>
          <h1>Mireille</h1>
          <p>Cette page n’a pas pu s’afficher.</p>
          <p lang="en">This page could not be shown.</p>
          <button type="button" onClick={retry}>Réessayer · <span lang="en">Try again</span></button>
        </main>
      </body>
    </html>
  );
}
