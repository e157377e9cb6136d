// Runs in the browser on /welcome: takes the one-time link from the address, shows the form, sends it.
const words = {
  en: {
    title: 'Welcome to Rollcall',
    first: 'You are about to become the first administrator.',
    invitation: 'You have been invited. Choose a password.',
    email: 'E-mail',
    firstName: 'First name',
    lastName: 'Last name',
    password: 'Password',
    again: 'Password once more',
    passwordHint: 'At least 12 characters. A few words in a row are fine.',
    send: 'Save and sign in',
    differ: 'The two passwords differ.',
    done: 'Done: you are signed in.',
    line: 'Rollcall can not be reached. Try again in a moment.',
    over: 'The link has been used, is over, or is not complete. Ask for a new one.',
    failed: 'It could not be saved. Try again in a moment.',
    faults: {
      email: 'Enter a valid e-mail address.',
      firstName: 'First name must have at least 2 characters, without digits and special characters.',
      lastName: 'Last name must have at least 1 character, without digits and special characters.',
      password:
        'Choose another one: at least 12 characters, nothing that everybody guesses, and not your name or your address.',
    },
  },
  sv: {
    title: 'Välkommen till Rollcall',
    first: 'Du blir nu den första administratören.',
    invitation: 'Du har blivit inbjuden. Välj ett lösenord.',
    email: 'E-post',
    firstName: 'Förnamn',
    lastName: 'Efternamn',
    password: 'Lösenord',
    again: 'Lösenordet en gång till',
    passwordHint: 'Minst 12 tecken. Några ord i rad går bra.',
    send: 'Spara och logga in',
    differ: 'De två lösenorden är olika.',
    done: 'Klart: du är inloggad.',
    line: 'Rollcall kan inte nås. Försök igen om en stund.',
    over: 'Länken är redan använd, för gammal eller inte hel. Be om en ny.',
    failed: 'Det gick inte att spara. Försök igen om en stund.',
    faults: {
      email: 'Ange en giltig e-postadress.',
      firstName: 'Förnamnet ska ha minst 2 tecken, utan siffror och specialtecken.',
      lastName: 'Efternamnet ska ha minst 1 tecken, utan siffror och specialtecken.',
      password:
        'Välj ett annat: minst 12 tecken, inget som alla gissar på, och inte ditt namn eller din adress.',
    },
  },
};
const language = navigator.language.startsWith('sv') ? 'sv' : 'en';
const text = words[language];
document.documentElement.lang = language;

const [kind, token] = location.hash.slice(1).split('=');
// Out of the address bar, the history and whatever reads them.
history.replaceState(null, '', location.pathname);

const form = document.querySelector('form');
const told = document.querySelector('#told');
const input = (name) => document.querySelector(`#${name}`);
for (const place of document.querySelectorAll('[data-text]'))
  place.textContent = text[place.dataset.text] ?? '';
document.querySelector('#password-hint').textContent = text.passwordHint;

async function send(path, body) {
  try {
    const answer = await fetch(`/api/v1/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { isRight: answer.ok, body: await answer.json() };
  } catch {
    return { isRight: false, body: { code: 'line' } };
  }
}

function tell(message, isGood = false) {
  told.textContent = message;
  told.className = isGood ? 'done' : 'fault';
}

async function open() {
  document.querySelector('[data-text=lead]').textContent = text[kind] ?? '';
  if (!token || (kind !== 'first' && kind !== 'invitation')) return tell(text.over);
  if (kind === 'invitation') {
    const { isRight, body } = await send('invitation', { token });
    if (!isRight) return tell(tellWhole(body));
    for (const name of ['email', 'firstName', 'lastName']) input(name).value = body[name];
    input('email').readOnly = true;
  }
  form.hidden = false;
  input(kind === 'first' ? 'email' : 'password').focus();
}

/** What no field can be blamed for. */
const tellWhole = ({ code }) =>
  code === 'link.over' ? text.over : code === 'line' ? text.line : text.failed;

function showFaults(body) {
  const errors = body.errors ?? [];
  for (const { path, message } of errors) {
    const place = document.querySelector(`#${path}-fault`);
    if (!place) continue;
    place.textContent = text.faults[path] ?? message;
    input(path).setAttribute('aria-invalid', 'true');
  }
  if (errors.length) input(errors[0].path)?.focus();
  else tell(tellWhole(body));
}

async function submit() {
  tell('');
  for (const place of form.querySelectorAll('.fault')) place.textContent = '';
  for (const one of form.querySelectorAll('input')) one.removeAttribute('aria-invalid');
  if (input('password').value !== input('again').value) {
    return showFaults({ errors: [{ path: 'again', message: text.differ }] });
  }
  const names = { firstName: input('firstName').value, lastName: input('lastName').value };
  const common = { token, ...names, password: input('password').value };
  const button = form.querySelector('button');
  button.disabled = true;
  const { isRight, body } =
    kind === 'first'
      ? await send('first-administrator', { ...common, email: input('email').value, language })
      : await send('invitation/accept', common);
  button.disabled = false;
  if (!isRight) return showFaults(body);
  form.remove();
  document.querySelector('[data-text=lead]').remove();
  tell(text.done, true);
  location.assign('/');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});

await open();
