// The company's logo: chosen from a file, kept as a data URL, shown as it is.
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, FileButton, Group, Input } from '@mantine/core';
import { IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { useWords } from '../../words/words.tsx';
import classes from './mail.module.css';

/** What the server takes. */
const MOST_BYTES = 100_000;

export function LogoField({
  value,
  onChange,
  error,
  isReadOnly,
}: {
  value: string | null;
  onChange: (logo: string | null) => void;
  error: ReactNode;
  isReadOnly: boolean;
}): ReactNode {
  const { words } = useWords();
  const { mail } = words.company;
  const id = useId();
  const [isTooLarge, setTooLarge] = useState(false);
  const take = async (file: File | null): Promise<void> => {
    if (!file) return;
    setTooLarge(file.size > MOST_BYTES);
    if (file.size <= MOST_BYTES) onChange(await readDataUrl(file));
  };
  return (
    <Input.Wrapper
      label={mail.logo}
      labelElement="div"
      labelProps={{ id }}
      description={mail.logoText}
      error={isTooLarge ? mail.logoTooLarge : error}
    >
      <Group mt={6} role="group" aria-labelledby={id}>
        {value && <img src={value} alt={mail.logoAlt} className={classes['logo']} />}
        {!isReadOnly && (
          <FileButton accept="image/png,image/jpeg" onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} leftSection={<IconPhotoUp size={16} aria-hidden />}>
                {mail.chooseLogo}
              </Button>
            )}
          </FileButton>
        )}
        {!isReadOnly && value && (
          <Button leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onChange(null)}>
            {mail.removeLogo}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}

function readDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') resolve(reader.result);
    });
    reader.addEventListener('error', () => reject(new Error('the file can not be read')));
    reader.readAsDataURL(file);
  });
}
