import os from 'node:os';
import path from 'node:path';
import type { FieldDescriptions, FieldTypes } from '../../../../shared/forms';
import { createGuard } from '../../http/guard';
import { createSender } from '../../http/send';
import { createPeriodic } from '../../kernel/periodic';
import { askFirst, eventRoad } from '../../outbound';
import { PLUGIN_ID } from '../../plugin';
import type { BodyLimits } from '../body/limits';
import { createTempFolder } from '../body/temp-folder';
import { createCounters } from '../counters';
import { createKeys } from '../keys';
import { createSpeak } from '../language';
import type { LinkOf } from '../payload-of';
import { createStateOf } from '../opening';
import type { Patterns } from '../pattern';
import { createPublicForm } from '../public-form';
import { createPublicRoad } from '../public-road';
import { createAskCaptcha, type CaptchaKind } from '../spam/captcha';
import { honeypotName } from '../spam/honeypot';
import { createJudge } from '../spam/judge';
import { createRateLimit } from '../spam/rate-limit';
import { createSubmissionEvents } from '../submission-events';
import { createSubmit } from '../submit';
import { signFileLink } from '../upload/file-link';
import { roomFor } from '../upload/file-rules';
import { sniffFile } from '../upload/sniff';
import type { FormsCore } from './core';
import { createFileVault } from './file-vault';
import type { PublicDoor } from './public.controller';

const DAY_MS = 86_400_000;
/** Counters are written this often. A process that is killed loses at most as much. */
const COUNT_EVERY_MS = 5_000;
/** Uploads under way are looked through for what died this often: a process that was killed is started again at once. */
const SWEEP_EVERY_MS = 600_000;
/** A sender that says nothing for so long has gone. */
const IDLE_MS = 20_000;
const MAX_LOGGED_BYTES = 16_384;

/** Strapi does not start without `app.keys`; the newest comes first, as Koa has it. */
const secretsOf = ({ strapi }: FormsCore): readonly string[] => {
  const keys: unknown = strapi.config.get('server.app.keys');
  const texts = (Array.isArray(keys) ? (keys as readonly unknown[]) : [keys]).filter(
    (key): key is string => typeof key === 'string'
  );
  if (texts.length === 0) throw new Error('expected `app.keys` in config/server: forms sign their tokens and links with them');
  return texts;
};

/** Builds the public road, from bootstrap on. */
export const composePublicRoad = (
  core: FormsCore,
  {
    types,
    descriptions,
    patterns,
  }: { readonly types: FieldTypes; readonly descriptions: FieldDescriptions; readonly patterns: Patterns }
) => {
  const { strapi, config, stores, live, transact, ids, clock, announce } = core;
  const { maxTextBytes, maxFileBytes, maxRequestBytes, fileLinkDays, proofOfWorkHashes, captcha } = config.forms;
  const keys = createKeys(secretsOf(core));
  const limits: BodyLimits = { maxTextBytes, maxRequestBytes, idleMs: IDLE_MS };
  const temp = createTempFolder(path.join(os.tmpdir(), `${PLUGIN_ID}-forms-${os.userInfo().uid}`));
  const vault = createFileVault(strapi);
  const sender = createSender({ guard: createGuard({ allow: config.http.allowAddresses }), maxLoggedBytes: MAX_LOGGED_BYTES });
  const speak = createSpeak(descriptions);
  const counters = createCounters(stores.counts, clock);

  const linkOf: LinkOf = ({ id }) => {
    const { signed, expiresAt } = signFileLink(keys, id, clock() + fileLinkDays * DAY_MS);
    const base = String(strapi.config.get('server.absoluteUrl') ?? '').replace(/\/$/, '');
    const prefix = String(strapi.config.get('api.rest.prefix', '/api'));
    return { url: `${base}${prefix}/${PLUGIN_ID}/forms/files/${signed}`, expiresAt: new Date(expiresAt).toISOString() };
  };
  const events = createSubmissionEvents(eventRoad(strapi), linkOf);

  const stateOf = createStateOf(stores.submissions, clock);
  const submit = createSubmit({
    ...stores,
    transact,
    stateOf,
    events,
    judge: createJudge({ keys, askCaptcha: createAskCaptcha(sender, captcha) }),
    uploads: { vault, sniff: sniffFile, ids, maxFileBytes },
    askFirst: (question) => askFirst(strapi, question),
    counters,
    types,
    matches: patterns.matches,
    speak,
    ids,
    clock,
    keys,
  });

  const siteKeys = Object.fromEntries(
    Object.entries(captcha).flatMap(([kind, options]): [string, string][] => (options ? [[kind, options.siteKey]] : []))
  ) as Partial<Record<CaptchaKind, string>>;
  const publicForm = createPublicForm({ keys, types, descriptions, siteKeys, maxNumber: proofOfWorkHashes });
  const road = createPublicRoad({
    live,
    submissions: stores.submissions,
    files: stores.files,
    vault,
    transact,
    speak,
    publicForm,
    stateOf,
    rateLimit: createRateLimit(stores.guards, clock),
    submit,
    counters,
    keys,
    clock,
  });

  const door: PublicDoor = {
    road,
    limits,
    temp,
    honeypotOf: ({ formId }) => honeypotName(keys, formId),
    roomFor: ({ definition }) => roomFor(definition, maxFileBytes),
  };
  const onFault = (during: string) => (error: unknown) => announce('engine.fault', { during, error });
  const counting = createPeriodic({
    everyMs: COUNT_EVERY_MS,
    run: counters.flush,
    onFault: onFault('writing the counters of forms'),
  });

  const sweeping = createPeriodic({
    everyMs: SWEEP_EVERY_MS,
    run: () => temp.sweep(clock()),
    onFault: onFault('removing what uploads left behind'),
  });

  return {
    door,
    events,
    vault,
    linkOf,
    async start(): Promise<void> {
      await temp.sweep(clock());
      counting.start();
      sweeping.start();
    },
    async stop(): Promise<void> {
      await sweeping.stop();
      await counting.stop();
      await counters.flush().catch(onFault('writing the counters of forms'));
      await sender.close();
    },
  };
};

export type ComposedRoad = ReturnType<typeof composePublicRoad>;
