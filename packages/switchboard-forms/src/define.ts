/** For pages without a build: one file, which defines the element. */
import { defineElement } from './element';

export { formServer } from './client';
export { mountForm } from './mount';

defineElement();
