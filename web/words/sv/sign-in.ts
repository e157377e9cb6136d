// Words of signing in, on its own page and on the spot, Swedish.

export const signIn = {
  title: 'Logga in',
  email: 'E-post',
  password: 'Lösenord',
  send: 'Logga in',
  or: 'eller',
  oidc: 'Logga in med företagets konto',
  forgotten: 'Har du glömt lösenordet? Be en annan administratör om en ny länk.',
  wait: (seconds: number) => `Försök igen om ${seconds} s.`,
  again: {
    title: 'Du har blivit utloggad',
    text: 'Logga in igen, så fortsätter du där du var. Det du har skrivit finns kvar.',
    leave: 'Till inloggningssidan',
    oidcText: 'Logga in i den nya fliken och kom tillbaka hit.',
  },
};
