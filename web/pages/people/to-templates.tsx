// The way from a page without people to where sync templates are made.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../words/words.tsx';

export function ToTemplates(): ReactNode {
  const { words } = useWords();
  return (
    <Button component={Link} to="/integrations/ad-sync">
      {words.people.toTemplates}
    </Button>
  );
}
