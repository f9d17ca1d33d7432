import type { PublicForm } from '../../../shared/contracts/form';

type Kind = NonNullable<PublicForm['spam']['captcha']>['kind'];

/** The part of their scripts that all three providers have in common. */
interface Provider {
  render(element: HTMLElement, options: Readonly<Record<string, unknown>>): string | number;
  reset(id: string | number): void;
  ready?(callback: () => void): void;
}

const PROVIDERS: Readonly<Record<Kind, { readonly script: string; readonly name: string }>> = {
  turnstile: { script: 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit', name: 'turnstile' },
  hcaptcha: { script: 'https://js.hcaptcha.com/1/api.js?render=explicit', name: 'hcaptcha' },
  recaptcha: { script: 'https://www.google.com/recaptcha/api.js?render=explicit', name: 'grecaptcha' },
};

/** A widget on the page. */
export interface Captcha {
  /** What it gave; '' while nobody has done it. */
  token(): string;
  /** Each token counts once. */
  reset(): void;
}

const loadScript = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const known = document.querySelector<HTMLScriptElement>(`script[src="${address}"]`);
    const script = known ?? document.createElement('script');
    if (known?.dataset.loaded) return resolve();
    script.addEventListener('load', () => {
      script.dataset.loaded = 'true';
      resolve();
    });
    script.addEventListener('error', () => {
      script.remove();
      reject(new Error('expected the script of the captcha to load'));
    });
    if (!known) document.head.append(Object.assign(script, { src: address, async: true }));
  });

/** Loads the script of the configured provider, and only that, and draws its widget into `slot`. */
export const drawCaptcha = async (
  { kind, siteKey }: NonNullable<PublicForm['spam']['captcha']>,
  slot: HTMLElement,
  locale: string
): Promise<Captcha> => {
  const { script, name } = PROVIDERS[kind];
  await loadScript(script);
  const provider = (globalThis as unknown as Record<string, Provider>)[name];
  if (!provider) throw new Error(`expected ${script} to define ${name}`);
  if (provider.ready && kind === 'recaptcha') await new Promise<void>((resolve) => provider.ready?.(resolve));
  let token = '';
  const id = provider.render(slot, {
    sitekey: siteKey,
    // Each of them knows its own word for the language.
    language: locale,
    hl: locale,
    callback: (given: string) => {
      token = given;
    },
    'expired-callback': () => {
      token = '';
    },
    'error-callback': () => {
      token = '';
    },
  });
  return {
    token: () => token,
    reset: () => {
      token = '';
      provider.reset(id);
    },
  };
};
