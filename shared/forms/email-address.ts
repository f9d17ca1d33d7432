const LOCAL = /^[\w!#$%&'*+\-/=?^`{|}~.]+$/;
const LABEL = /^[\p{L}\p{N}\p{M}-]+$/u;

/** Whether it can be one e-mail address that mail programs take. Each check looks at each character once; quoted and commented forms, which nobody has, are refused. */
export const isEmailAddress = (text: string): boolean => {
  const at = text.indexOf('@');
  const [local, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (text.length > 254 || local.length > 64 || !LOCAL.test(local) || !hasNoEmptyPart(local)) return false;
  const labels = domain.split('.');
  return labels.length > 1 && labels.every(isLabel) && !/^\d*$/.test(labels[labels.length - 1]!);
};

const hasNoEmptyPart = (local: string): boolean => !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');

/** Of a host name; letters of every script, as visitors write them. */
const isLabel = (label: string): boolean =>
  label.length <= 63 && LABEL.test(label) && !label.startsWith('-') && !label.endsWith('-');
