import type { PublicForm } from '../../../shared/contracts/form';
import type { FieldType } from '../../../shared/forms/field-type';
import { createAnnouncer } from './announcer';
import type { Answer, FormServer } from './client';
import { noDraft, type DraftStore } from './draft';
import type { Emit } from './events';
import { needsMore } from './field-types';
import { createFilling, type Filling } from './filling';
import type { Answers } from './initial-answers';
import { loadMore } from './load-more';
import { closedText, headMarkup, languageOf, messageMarkup } from './markup/form-markup';
import { h, toElement, toNodes, type Attributes } from './markup/node';
import type { View } from './markup/view';
import type { More } from './more';
import { beginSession, judge, localToday, type Session } from './session';
import { shuffle } from './shuffle';
import { addStyles } from './style-sheet';
import { wordsBefore } from './texts/before';
import { speaker, type Texts } from './texts/speak';

/** How a form is shown. */
export interface MountOptions {
  readonly server: FormServer;
  /** The form, where it is known already; otherwise it is loaded. */
  readonly form?: PublicForm | undefined;
  /** Of a partial submission, to go on with it. */
  readonly resumeToken?: string | undefined;
  /** Keeps what was typed over a reload; nothing is kept unless a store is given. */
  readonly draft?: DraftStore | undefined;
  /** What stands in the fields at first. */
  readonly answers?: Answers | undefined;
  /** What was typed into it before, as long as nobody begins anew. */
  readonly typed?: Answers | undefined;
  /** Level of the form's heading; 2 unless told. */
  readonly headingLevel?: number | undefined;
  /** The page has a heading and an introduction of its own. */
  readonly hidesTitle?: boolean | undefined;
  /** The page brings its own styles. */
  readonly isUnstyled?: boolean | undefined;
  /** In place of the form's own words. */
  readonly texts?: Partial<Texts> | undefined;
  /** Types of fields that the project registered. */
  readonly fieldTypes?: readonly FieldType[] | undefined;
  readonly emit?: Emit | undefined;
  /** Address of the Strapi site, for the form's styles and pictures. */
  readonly assets?: string | undefined;
  /** The language before the form is there to say its own. */
  readonly locale?: string | undefined;
}

/** A form on a page. */
export interface MountedForm {
  /** Raw answers as they stand. */
  readonly answers: Answers;
  /** `null` until it is loaded. */
  readonly form: PublicForm | null;
  /** Takes the form up again elsewhere, where partial submissions are stored. */
  readonly resumeToken: string | null;
  /** Fills fields; names that the form does not have are left out. */
  fill(answers: Answers): void;
  /** As the button that leads on: the next page, or sending. */
  next(): Promise<void>;
  back(): void;
  /** Begins anew. */
  reset(): Promise<void>;
  /** Takes it off the page. */
  remove(): void;
}

/** A prefix of ids that no other form on the page has. */
const freePrefix = (key: string, on: Document | ShadowRoot): string => {
  for (let number = 1; ; number += 1) {
    const prefix = `sbf-${key}${number === 1 ? '' : `-${number}`}`;
    if (!on.querySelector(`[data-prefix="${CSS.escape(prefix)}"]`)) return prefix;
  }
};

/** A form with what it needs beside the script. */
const withMore = async (answer: Answer<PublicForm>) => {
  if (answer.kind !== 'answered') return answer;
  const more = needsMore(answer.value) ? await loadMore().catch(() => undefined) : null;
  return more === undefined ? ({ kind: 'unreachable' } as const) : { ...answer, more };
};

/** Shows a form in an element until it is removed: loads it, says when it is closed or cannot be had, and has it filled in. */
export const mountForm = (host: HTMLElement, options: MountOptions): MountedForm => {
  const { server, draft = noDraft, emit = () => true, hidesTitle = false } = options;
  const announcer = createAnnouncer();
  // Of the page, or of the shadow tree that the host is in.
  const root = host.isConnected ? (host.getRootNode() as Document | ShadowRoot) : document;
  const title = document.title;
  const before = wordsBefore(options.locale ?? document.documentElement.lang, options.texts);
  let form: PublicForm | null = null;
  let filling: Filling | null = null;
  let isRemoved = false;
  let { typed } = options;

  const show = (nodes: readonly Node[], attributes: Attributes = {}) => {
    const root = toElement(h('div', { class: 'sbf', ...attributes }));
    root.append(announcer.element, ...nodes);
    host.replaceChildren(root);
  };

  const showUnloaded = () => {
    const again = toElement(h('button', { type: 'button', class: 'sbf-button' }, before.again));
    again.addEventListener('click', () => void start());
    show([...toNodes(messageMarkup(before.unloaded, 'bad')), toElement(h('div', { class: 'sbf-actions' }))]);
    host.querySelector('.sbf-actions')?.append(again);
    announcer.say(before.unloaded);
  };

  const fill = async (loaded: PublicForm, more: More | null) => {
    form = { ...loaded, pages: shuffle(loaded.pages, Math.random) };
    const prefix = freePrefix(form.key, root);
    const speak = speaker(form.texts, options.texts);
    const session = beginSession(form, more?.types ?? [], options.fieldTypes);
    const viewOf = (of: Session, { visible, required }: Pick<View, 'visible' | 'required'>, faults: View['faults']): View => ({
      form: of.form,
      types: of.types,
      more: more?.markup ?? null,
      speak,
      assets: (options.assets ?? '').replace(/\/+$/, ''),
      prefix,
      level: options.headingLevel ?? 2,
      isScripted: true,
      answers: of.answers,
      files: of.files,
      visible,
      required,
      faults,
      today: localToday(),
    });
    const view = viewOf(session, judge(session), new Map());
    const closed = closedText(view);
    if (closed !== null) {
      return show(toNodes([hidesTitle ? null : headMarkup(view), messageMarkup(closed, 'plain')]), languageOf(form.locale));
    }
    const made = createFilling({
      session,
      more,
      server,
      announcer,
      draft,
      emit,
      speak,
      viewOf,
      hidesTitle,
      answers: { ...options.answers, ...typed },
      resumeToken: options.resumeToken ?? null,
    });
    filling = made;
    await made.begin();
    if (isRemoved || filling !== made) return made.end();
    show([made.form], { ...languageOf(form.locale), 'data-prefix': prefix });
    server.note({ kind: 'view' });
    emit('ready', { form });
  };

  const start = async (given?: PublicForm): Promise<void> => {
    filling?.end();
    filling = null;
    // What a server has drawn already stays in sight until it can be filled in.
    if (!given && !host.querySelector('form')) {
      show(toNodes(h('p', { class: 'sbf-description' }, before.loading)));
    }
    // With its styles: a form that jumps into its looks would slip away under the pointer.
    const [loaded] = await Promise.all([
      given ? withMore({ kind: 'answered', value: given }) : server.load().then(withMore),
      styles,
    ]);
    if (isRemoved) return;
    if (loaded.kind === 'answered') return fill(loaded.value, loaded.more);
    const refused = loaded.kind === 'refused' ? loaded : null;
    emit('failed', { kind: loaded.kind, status: refused?.status ?? null, code: refused?.code ?? null });
    showUnloaded();
  };

  const styles = options.isUnstyled ? undefined : addStyles(options.assets, root);
  void start(options.form);

  return {
    get answers() {
      return filling?.answers ?? {};
    },
    get form() {
      return form;
    },
    get resumeToken() {
      return filling?.resumeToken ?? null;
    },
    fill: (answers) => filling?.fill(answers),
    next: async () => filling?.next(),
    back: () => filling?.back(),
    reset: () => {
      draft.forget();
      typed = undefined;
      return start();
    },
    remove: () => {
      isRemoved = true;
      filling?.end();
      announcer.stop();
      document.title = title;
      host.replaceChildren();
    },
  };
};
