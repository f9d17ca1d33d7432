import type { Context } from 'koa';
import type { Strapi } from '../../plugin';
import type { Monitoring } from '../metrics.monitoring';
import { maySeeDetails } from './metrics.access';

/** `null` before bootstrap and after destroy. */
export type GetMonitoring = () => Monitoring | null;

export const createMonitoringController = (strapi: Strapi, monitoring: GetMonitoring) => ({
  async metrics(ctx: Context): Promise<void> {
    const text = await monitoring()?.metrics();
    ctx.set('Cache-Control', 'no-store');
    ctx.status = text === undefined ? 503 : 200;
    ctx.set('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
    ctx.body = text ?? '';
  },

  /** Says to anyone whether this process does its part, and the rest to those who may know. */
  async health(ctx: Context): Promise<void> {
    const health = (await monitoring()?.health()) ?? { status: 'failing' as const };
    ctx.set('Cache-Control', 'no-store');
    ctx.status = health.status === 'ok' ? 200 : 503;
    ctx.body = (await maySeeDetails(strapi, ctx)) ? health : { status: health.status };
  },
});
