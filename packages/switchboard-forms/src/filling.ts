import type { AnswerFault, SubmissionReceipt } from '../../../shared/contracts/form';
import type { Judgement } from '../../../shared/forms/judge-answers';
import { OTHER_VALUE } from '../../../shared/forms/options';
import type { Announcer } from './announcer';
import type { Answer, FormServer } from './client';
import type { DraftStore } from './draft';
import type { Emit } from './events';
import { fieldsOf } from './field-types';
import { createFormView } from './form-view';
import type { Answers } from './initial-answers';
import { listenToForm } from './listen';
import { showCounter, showFault, showFiles, showRequired } from './live-field';
import { controlOf, countedLength } from './markup/field-markup';
import type { View } from './markup/view';
import type { More } from './more';
import { rawAnswers } from './raw-answers';
import { safeRedirect } from './redirect';
import { createSender } from './sender';
import { judge, labelsOf, pageOf, placeOf, toSend, type ChosenFile, type Session } from './session';
import type { Speak } from './texts/speak';

/** What a filling-in needs. */
export interface FillingInput {
  readonly session: Session;
  readonly more: More | null;
  readonly server: FormServer;
  readonly announcer: Announcer;
  readonly draft: DraftStore;
  readonly emit: Emit;
  readonly speak: Speak;
  /** Draws from the state at hand. */
  readonly viewOf: (session: Session, evaluation: Judgement, faults: ReadonlyMap<string, string>) => View;
  readonly hidesTitle: boolean;
  readonly answers: Answers;
  readonly resumeToken: string | null;
}

/** One filling-in, from the first page to the receipt. */
export interface Filling {
  readonly form: HTMLFormElement;
  readonly answers: Answers;
  readonly resumeToken: string | null;
  /** Takes up what was kept, and draws the first page. */
  begin(): Promise<void>;
  next(): Promise<void>;
  back(): void;
  fill(answers: Answers): void;
  end(): void;
}

/**
 * Looks after a form while it is filled in: conditions, pages, faults, files, sending. Judges as the server does, after each change; draws a page
 * anew only when another one comes, so that nobody loses the place where they type.
 */
export const createFilling = (input: FillingInput): Filling => {
  const { more, server, announcer, draft, emit, speak, viewOf } = input;
  const { form } = input.session;
  const visit = { pageUrl: location.href, referrer: document.referrer, userAgent: navigator.userAgent };
  const fields = new Map(fieldsOf(form).map((field) => [field.key, field]));
  const faults = new Map<string, string>();
  const edited = new Set<string>();
  let session = input.session;
  let evaluation = judge(session, visit);
  let hasTried = false;
  let isBusy = false;
  let isStarted = false;
  let hasEnded = false;

  const view = () => viewOf(session, evaluation, faults);
  const place = () => placeOf(session, evaluation);
  const page = () => form.pages.find(({ id }) => id === session.page) ?? form.pages[0]!;
  const shown = createFormView(() => ({ view: view(), place: place(), page: page(), hasTried }), input.hidesTitle);
  const sender = createSender({ server, form, captchaSlot: shown.captchaSlot, trap: () => shown.trap });
  const keep = () => draft.write({ answers: session.answers, page: session.page, ...sender.kept() });

  // ---- Answers

  const set = (change: Partial<Session>) => {
    session = { ...session, ...change };
    evaluation = judge(session, visit);
  };
  const known = (answers: Answers): Answers =>
    Object.fromEntries(Object.entries(answers).filter(([name]) => fields.has(name.replace(/\.other$/, ''))));
  const addAnswers = (answers: Answers) => set({ answers: { ...session.answers, ...answers } });

  const draw = () => {
    shown.drawPage();
    // A slider shows a value from the start; what is shown is what is answered.
    set({ answers: { ...more?.showSliders(shown.form), ...session.answers } });
    if (place().next === null) sender.showCaptcha();
  };

  /** Brings the page in line with the answers, without drawing anything anew that somebody may be in. */
  const follow = (before: Judgement) => {
    const onPage = page().fields;
    for (const { key } of onPage) {
      const element = shown.fieldElement(key);
      if (!element) continue;
      element.hidden = !evaluation.visible.has(key);
      showRequired(element, evaluation.required.has(key));
    }
    const differing = (from: Judgement, to: Judgement) =>
      labelsOf(session, new Set(onPage.map(({ key }) => key).filter((key) => from.visible.has(key) && !to.visible.has(key)))).join(
        ', '
      );
    const [gone, come] = [differing(before, evaluation), differing(evaluation, before)];
    if (come) announcer.say(speak('shown', { labels: come }));
    if (gone) announcer.say(speak('hidden', { labels: gone }));
    for (const key of [...faults.keys()]) refresh(key);
    if (String(before.pages) !== String(evaluation.pages)) {
      shown.drawRoad();
      if (place().next === null) sender.showCaptcha();
    }
    keep();
  };

  const onAnswer = (key: string, control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement) => {
    const field = fields.get(key);
    if (!field) return;
    const before = evaluation;
    const values = new FormData(shown.form).getAll(control.name).map(String);
    const isList = control.name === key && session.types.get(field.type)?.isList?.(field) === true;
    addAnswers({ [control.name]: isList ? values : (values[0] ?? '') });
    edited.add(key);
    const element = shown.fieldElement(key);
    const other = element?.querySelector<HTMLElement>('[data-other]');
    if (other && control.name === key) other.hidden = !values.includes(OTHER_VALUE);
    const most = countedLength(field, controlOf(field, view()));
    if (most !== null && element) announcer.saySoon(showCounter(element, [...control.value].length, most, view()));
    if (control.type === 'range') more?.showSliders(shown.form);
    follow(before);
    emit('change', { key, answers: session.answers });
  };

  // ---- Faults

  const faultNow = (key: string): AnswerFault | undefined => evaluation.faults.find(({ path }) => path === key);

  const showFaultOf = (key: string) => {
    const [field, element] = [fields.get(key), shown.fieldElement(key)];
    if (field && element) showFault(element, field, view());
  };

  const setFault = (key: string, message: string | undefined) => {
    if (message === undefined) faults.delete(key);
    else faults.set(key, message);
    showFaultOf(key);
    shown.drawSummary();
  };

  /** A fault that is shown goes, or changes its words, as soon as the answer does. */
  const refresh = (key: string) => {
    const message = faultNow(key)?.message;
    if (faults.get(key) !== message) setFault(key, message);
  };

  /** On leaving a field: says what is wrong with what was typed, not what is still missing. */
  const onLeave = (key: string) => {
    const found = faultNow(key);
    if (hasEnded || !edited.has(key) || faults.has(key) || !found || found.code === 'required') return;
    setFault(key, found.message);
    announcer.say(`${speak('error')}: ${found.message}`);
  };

  const clearFaults = () => {
    faults.clear();
    hasTried = false;
    for (const { key } of page().fields) showFaultOf(key);
    shown.drawSummary();
  };

  /** Shows the faults of the page in sight, or goes to the first page that has any. Those of other pages come with their pages. */
  const showFaults = (found: readonly AnswerFault[]) => {
    emit('fault', { faults: found });
    const pages = found.map((fault) => pageOf(session, fault));
    const first = evaluation.pages.find((id) => pages.includes(id));
    if (first !== undefined && !pages.includes(session.page)) goTo(first);
    clearFaults();
    found.forEach((fault, index) => {
      if (pages[index] === session.page) faults.set(fault.path, fault.message);
      else if (pages[index] === null) faults.set('', fault.message);
    });
    hasTried = true;
    for (const { key } of page().fields) showFaultOf(key);
    shown.drawSummary();
    shown.focusSummary();
  };

  // ---- Files

  const setFiles = (key: string, list: readonly ChosenFile[]) => {
    const before = evaluation;
    set({ files: { ...session.files, [key]: list } });
    edited.add(key);
    const [field, element] = [fields.get(key), shown.fieldElement(key)];
    if (field && element) showFiles(element, field, view());
    follow(before);
    onLeave(key);
  };

  // ---- Going on

  const goTo = (id: string) => {
    faults.clear();
    hasTried = false;
    set({ page: id });
    shown.showFailure(null);
    draw();
    keep();
    const { number, count } = place();
    announcer.say(speak('progress', { page: number, pages: count }));
    server.note({ kind: 'page', page: id });
    emit('page', { page: id, number, count, resumeToken: sender.kept().resumeToken });
    shown.focusPage();
  };

  const failureText = (answer: Exclude<Answer<unknown>, { kind: 'answered' }>): string => {
    if (answer.kind === 'unreachable') return speak(navigator.onLine ? 'failed' : 'offline');
    if (answer.status === 429) return speak('tooMany', { minutes: Math.max(1, Math.ceil((answer.retryAfterSeconds ?? 60) / 60)) });
    return answer.status === 413 ? speak('tooLarge') : answer.message || speak('failed');
  };

  let announced = 0;
  const onProgress = (share: number) => {
    const percent = Math.floor(share * 100);
    const text = speak('uploading', { percent });
    shown.showUpload(text, percent);
    if (percent - announced < 25) return;
    announced = percent;
    announcer.say(text);
  };

  /** Sends a page (partial) or all. Answers the receipt, or null after saying why there is none. */
  const send = async (only?: string): Promise<SubmissionReceipt | null> => {
    shown.showFailure(null);
    isBusy = true;
    announced = 0;
    shown.showBusy(speak(sender.isProving() ? 'checking' : 'sending'));
    announcer.say(speak('sending'));
    const sending = sender.send({ ...toSend(session, evaluation, only), page: only, visit, onProgress });
    // With the key it goes by: who leaves the page now and comes back sends the same again, not another.
    keep();
    const answer = await sending;
    isBusy = false;
    if (hasEnded) {
      if (answer.kind === 'answered' && answer.value.state === 'complete') draft.forget();
      return null;
    }
    shown.showBusy(null);
    keep();
    if (answer.kind === 'answered') return answer.value;
    if (answer.kind === 'refused' && answer.faults.length > 0) {
      showFaults(answer.faults.map((fault) => (fault.code === 'captcha' ? { ...fault, message: speak('human') } : fault)));
      return null;
    }
    emit('failed', {
      kind: answer.kind,
      status: answer.kind === 'refused' ? answer.status : null,
      code: answer.kind === 'refused' ? answer.code : null,
    });
    shown.showFailure(failureText(answer));
    return null;
  };

  /** Files that were stored with a page have ids from now on, and are not sent again. */
  const learnFiles = async (token: string | null) => {
    const isSent = Object.values(session.files).some((list) => list.some(({ file }) => file));
    if (token === null || !isSent) return;
    const resumed = await server.resume(token);
    if (resumed.kind === 'answered') set({ files: resumed.value.files });
  };

  const finish = (receipt: SubmissionReceipt) => {
    draft.forget();
    end();
    const text = receipt.message || speak('sent');
    shown.showDone(text);
    announcer.say(text);
    const goesOn = emit('submitted', { receipt });
    const address = receipt.redirectTo === null ? null : safeRedirect(receipt.redirectTo, location.href);
    if (goesOn && address !== null) location.assign(address);
  };

  const next = async (): Promise<void> => {
    if (isBusy || hasEnded) return;
    begun();
    const here = judge(session, visit, session.page).faults;
    if (here.length > 0) return showFaults(here);
    clearFaults();
    const { next: following } = place();
    const { storesPartial } = form.settings;
    if (following !== null) {
      if (storesPartial) {
        const receipt = await send(session.page);
        if (receipt === null) return;
        await learnFiles(receipt.resumeToken ?? sender.kept().resumeToken);
      }
      return goTo(place().next ?? following);
    }
    const { faults: everywhere } = evaluation;
    if (everywhere.length > 0) return showFaults(everywhere);
    if (sender.isCaptchaMissing()) return showFaults([{ path: '', code: 'captcha', message: speak('human') }]);
    // What earlier pages stored is on the server: only the last page is missing there.
    const receipt = await send(sender.kept().resumeToken === null ? undefined : session.page);
    if (receipt !== null) finish(receipt);
  };

  const back = () => {
    const { previous } = place();
    if (!isBusy && previous !== null) goTo(previous);
  };

  /** The visitor began: what takes time may start. */
  const begun = () => {
    sender.prepare();
    if (isStarted) return;
    isStarted = true;
    server.note({ kind: 'start' });
  };

  const stopped = new AbortController();
  listenToForm(shown.form, stopped.signal, {
    onBegin: begun,
    onAnswer,
    onLeave,
    onBack: back,
    onNext: () => void next(),
  });
  more?.listenToFiles(shown.form, stopped.signal, {
    filesOf: (key) => session.files[key] ?? [],
    setFiles,
    say: announcer.say,
    speak,
  });

  const end = () => {
    hasEnded = true;
    stopped.abort();
    sender.end();
  };

  const takeUp = async (): Promise<string | null> => {
    const kept = draft.read();
    addAnswers(known({ ...input.answers, ...kept?.answers }));
    const token = input.resumeToken ?? kept?.resumeToken ?? null;
    const resumed = token === null ? null : await server.resume(token);
    const isResumed = resumed?.kind === 'answered';
    sender.takeUp({ resumeToken: isResumed ? token : null, idempotencyKey: kept?.idempotencyKey ?? null });
    if (!isResumed) return kept?.page ?? null;
    const stored = rawAnswers(form, resumed.value.answers);
    set({ answers: { ...session.answers, ...stored, ...known(kept?.answers ?? {}) }, files: resumed.value.files });
    return kept?.page ?? resumed.value.page;
  };

  return {
    form: shown.form,
    get answers() {
      return session.answers;
    },
    get resumeToken() {
      return sender.kept().resumeToken;
    },
    begin: async () => {
      const at = await takeUp();
      const first = evaluation.pages.includes(at ?? '') ? at : evaluation.pages[0];
      set({ page: first ?? session.page });
      draw();
    },
    next,
    back,
    fill: (answers) => {
      addAnswers(known(answers));
      draw();
      keep();
    },
    end,
  };
};
