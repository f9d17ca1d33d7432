import type { Format, FormatKind } from '../../../../shared/contracts/webhook';
import { aspnet } from './aspnet';
import { cloudevents } from './cloudevents';
import type { Body, FormatDefinition, FormatInput } from './define';
import { envelope } from './envelope';
import { formUrlencoded } from './form-urlencoded';
import { json } from './json';
import { keyValue } from './key-value';
import { template } from './template';

/** Every format there is: the compiler asks for a line here for each kind. */
export const FORMATS: { readonly [K in FormatKind]: FormatDefinition<K> } = {
  json,
  'key-value': keyValue,
  'form-urlencoded': formUrlencoded,
  envelope,
  cloudevents,
  aspnet,
  template,
};

/** Makes the bytes of a body, once per attempt. Throws `FormatFault` where a template cannot be rendered. */
export const formatBody = ({ format, ...input }: FormatInput & { readonly format: Format }): Body => {
  const definition = FORMATS[format.kind] as FormatDefinition;
  return definition.write(format, input);
};
