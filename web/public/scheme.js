// Runs before anything is painted: light or dark as was chosen on this device, else as the profile says (session/profile-looks.ts), else
// as the system is, so that no page flashes white at night. A file of its own because the page's policy runs nothing inline. Keeps nothing.
(function () {
  var chosen = null;
  try {
    chosen =
      localStorage.getItem('mantine-color-scheme-value') || localStorage.getItem('rollcall.profile.theme');
  } catch {
    // No storage, as in a private window: the system decides.
  }
  var isKnown = chosen === 'light' || chosen === 'dark';
  var system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', isKnown ? chosen : system);
})();
