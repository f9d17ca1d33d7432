import { useForm } from '@strapi/strapi/admin';
import { useState } from 'react';

import { FaultList } from '../../ui/FaultList';
import { useTexts } from '../../ui/useTexts';

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** Sentences about what still is as it was when they were said. */
const sentencesIn = (fault: unknown, then: unknown, now: unknown): readonly string[] => {
  if (typeof fault === 'string') return Object.is(then, now) ? [fault] : [];
  if (typeof fault !== 'object' || fault === null) return [];
  return Object.entries(fault).flatMap(([key, inner]) => sentencesIn(inner, memberOf(then, key), memberOf(now, key)));
};

/** Everything that keeps the webhook from being saved, in one place, because fields with faults may be far apart. */
export const FaultSummary = () => {
  const t = useTexts();
  const errors = useForm('FaultSummary', (form) => form.errors);
  const values = useForm('FaultSummary', (form) => form.values);
  const [found, setFound] = useState({ errors, values });
  if (found.errors !== errors) setFound({ errors, values });
  const sentences = [...new Set(sentencesIn(errors, found.values, values))];
  if (sentences.length === 0) return null;
  return <FaultList title={t('webhooks.fault.title', { count: sentences.length })} lines={sentences.map((text) => ({ text }))} />;
};
