/**
 * What ordinary forms do without: numbers, scales, dates, web addresses and files. A file of its own beside the script, loaded by forms that have one of
 * these, at an address that does not change.
 */
import type { FieldType } from '../../../shared/forms/field-type';
import { date } from '../../../shared/forms/fields/date';
import { dateTime } from '../../../shared/forms/fields/date-time';
import { file } from '../../../shared/forms/fields/file';
import { number } from '../../../shared/forms/fields/number';
import { range } from '../../../shared/forms/fields/range';
import { rating } from '../../../shared/forms/fields/rating';
import { time } from '../../../shared/forms/fields/time';
import { url } from '../../../shared/forms/fields/url';
import { listenToFiles } from './chosen-files';
import { moreMarkup as markup, type MoreMarkup } from './markup/more-markup';
import { showSliders } from './sliders';
import { upload } from './upload';

/** Types of fields, how they are drawn, and how files are chosen and travel. */
export interface More {
  readonly types: readonly FieldType[];
  readonly markup: MoreMarkup;
  readonly listenToFiles: typeof listenToFiles;
  readonly showSliders: typeof showSliders;
  readonly upload: typeof upload;
}

export const more: More = {
  types: [number, range, rating, date, time, dateTime, url, file],
  markup,
  listenToFiles,
  showSliders,
  upload,
};
