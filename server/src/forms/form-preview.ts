import type { PublicForm, SubmissionReceipt } from '../../../shared/contracts/form';
import type { Access } from './access';
import { parseJsonBody } from './body/json-body';
import type { FormService } from './form-service';
import type { PublicRoad } from './public-road';

/** Drafts as visitors would see them. */
export const createFormPreview = (forms: Pick<FormService, 'draft'>, road: Pick<PublicRoad, 'show' | 'submit'>) => ({
  show: async (id: string, locale: string, access: Access): Promise<PublicForm> =>
    road.show(await forms.draft(id, 'forms.read', access), locale),

  /** Takes a `SubmissionRequest` in as a test of the draft: judged, stored and told like any other, and marked. */
  async test(
    id: string,
    { body, resumeToken, userAgent }: { readonly body: unknown; readonly resumeToken: string | null; readonly userAgent: string },
    access: Access
  ): Promise<SubmissionReceipt> {
    const { receipt } = await road.submit({
      form: await forms.draft(id, 'forms.update', access),
      posted: parseJsonBody(Buffer.from(JSON.stringify(body ?? null))),
      // The preview is the sites' own library, whose inputs speak in texts.
      isLenient: true,
      visitor: { address: '', userAgent, user: null },
      resumeToken,
      isTest: true,
    });
    return receipt;
  },
});

export type FormPreview = ReturnType<typeof createFormPreview>;
