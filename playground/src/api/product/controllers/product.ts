import { factories } from '@strapi/strapi';

const UID = 'api::product.product';

/** Strapi generates the types of content types into types/, which a fresh clone does not have yet. */
interface Product {
  sku: string;
  stock: number | null;
}

export default factories.createCoreController(UID, ({ strapi }) => ({
  /**
   * Goods arrive. Shows an event of one's own: it is written in the transaction that changes the stock, so that either both happen or
   * neither does.
   */
  async restock(ctx) {
    const { documentId } = ctx.params as { documentId: string };
    const quantity = Number((ctx.request.body as { quantity?: unknown } | undefined)?.quantity);
    if (!Number.isInteger(quantity) || quantity < 1) return ctx.badRequest('expected `quantity` to be a whole number from 1');

    const product = await strapi.db.transaction(async () => {
      const products = strapi.documents(UID);
      const before = (await products.findOne({ documentId })) as Product | null;
      if (!before) return null;
      const stock = (before.stock ?? 0) + quantity;
      const after = (await products.update({ documentId, data: { stock } as object })) as Product | null;
      await strapi
        .plugin('switchboard')
        .service('outbound')
        .emit({
          type: 'stock.arrived',
          data: { sku: before.sku, quantity, stock },
          subject: { uid: UID, documentId },
        });
      return after;
    });
    if (!product) return ctx.notFound();
    ctx.body = { data: { documentId, sku: product.sku, stock: product.stock } };
  },
}));
