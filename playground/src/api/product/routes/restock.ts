export default {
  routes: [{ method: 'POST', path: '/products/:documentId/restock', handler: 'api::product.product.restock' }],
};
