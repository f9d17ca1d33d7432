import { createElement, useEffect, useRef, type ReactElement } from 'react';
import { defineElement, type FormProperties, type SwitchboardFormElement } from './element';
import type { FormEvents } from './events';

/** A form in a React page. */
export interface SwitchboardFormProps extends FormProperties {
  /** The form's key. */
  readonly form: string;
  /** Address of the Strapi site; the page's own where there is none. */
  readonly server?: string;
  readonly locale?: string;
  /** Token of a partial submission that is taken up again. */
  readonly resume?: string;
  readonly headingLevel?: number;
  readonly hidesTitle?: boolean;
  readonly isUnstyled?: boolean;
  /** Keeps what was typed over a reload. */
  readonly keepsDraft?: boolean;
  readonly className?: string;
  /** Of `renderHtml`: what stands there until the script runs, or where none does. */
  readonly html?: string;
  readonly onReady?: (detail: FormEvents['ready']) => void;
  readonly onChange?: (detail: FormEvents['change']) => void;
  readonly onPage?: (detail: FormEvents['page']) => void;
  /** Answer `false` to keep the form from going on to its redirect. */
  readonly onSubmitted?: (detail: FormEvents['submitted']) => boolean | void;
  readonly onFault?: (detail: FormEvents['fault']) => void;
  readonly onFailed?: (detail: FormEvents['failed']) => void;
}

const LISTENERS = {
  ready: 'onReady',
  change: 'onChange',
  page: 'onPage',
  submitted: 'onSubmitted',
  fault: 'onFault',
  failed: 'onFailed',
} as const satisfies Record<keyof FormEvents, keyof SwitchboardFormProps>;

type AnyListener = (detail: unknown) => boolean | void;

/** The element as a component: React draws the tag, the element what is inside of it. */
export const SwitchboardForm = (props: SwitchboardFormProps): ReactElement => {
  const element = useRef<SwitchboardFormElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const host = element.current;
    if (!host) return;
    const stopped = new AbortController();
    for (const [event, name] of Object.entries(LISTENERS)) {
      const listen = (happened: Event) => {
        const answer = (latest.current[name] as AnyListener | undefined)?.((happened as CustomEvent).detail);
        if (answer === false) happened.preventDefault();
      };
      host.addEventListener(`switchboard:${event}`, listen, { signal: stopped.signal });
    }
    defineElement();
    return () => stopped.abort();
  }, []);

  const { definition, initialAnswers, texts, fieldTypes, formServer } = props;
  useEffect(() => {
    const host = element.current;
    if (!host) return;
    Object.assign(host, { definition, initialAnswers, texts, fieldTypes, formServer });
    host.reload();
    // The words and first answers of a form that is being filled in do not change any more.
  }, [definition, formServer]);

  return createElement('switchboard-form', {
    ref: element,
    form: props.form,
    server: props.server,
    locale: props.locale,
    resume: props.resume,
    'heading-level': props.headingLevel,
    'hide-title': props.hidesTitle ? '' : undefined,
    unstyled: props.isUnstyled ? '' : undefined,
    'keep-draft': props.keepsDraft ? '' : undefined,
    class: props.className,
    suppressHydrationWarning: true,
    ...(props.html === undefined ? {} : { dangerouslySetInnerHTML: { __html: props.html } }),
  });
};
