// A sentence with Azure's own English words in it: they stand between ** and are shown in bold, marked as English for whoever listens.
import type { ReactNode } from 'react';

export function AzureText({ text }: { text: string }): ReactNode {
  return text.split('**').map((part, at) =>
    at % 2 === 1 ? (
      <strong key={`${at} ${part}`} lang="en">
        {part}
      </strong>
    ) : (
      part
    ),
  );
}
