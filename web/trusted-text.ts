// The page's policy lets no text become HTML. The library of components writes its style sheets that way, which have no tag in them: those
// may pass, and nothing that has one ever does – whatever a name in Entra, a mistake of ours or a library of tomorrow tries.

interface TextPolicy {
  createHTML: (text: string) => string | null;
}
interface Browser {
  trustedTypes?: { createPolicy: (name: 'default', policy: TextPolicy) => unknown };
}

/** Before anything is shown. Browsers that do not know of it keep to the rest of the policy. */
export function letNoTagIn(browser: Browser): void {
  browser.trustedTypes?.createPolicy('default', {
    createHTML: (text) => (text.includes('<') ? null : text),
  });
}
